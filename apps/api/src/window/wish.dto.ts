import type { ProviderWishView } from '#domain/wire/window.js';
import { LabelsDto } from '../http/common.dto.js';

/** What a client asked for in their own window. */
export class ProviderWishDto implements ProviderWishView {
  wish: string;
  asked_at: string;
  /** Null: somewhere else, wherever it is. */
  wished: LabelsDto | null;
  /** The client's own words; null where they wrote none. */
  words: string | null;
  answered_at: string | null;
}
