import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  PAPER_KINDS,
  PAPER_REQUEST_WAYS,
  type PaperKind,
  type PaperRequestWay,
} from '#domain/charter/paper.js';
import type { PaperRequest } from '#domain/wire/paper.js';

export class PaperRequestDto implements PaperRequest {
  @IsIn(PAPER_KINDS) paper: PaperKind;
  /** The client's, not that of whoever asks. */
  @IsIn(LANGUAGES) language: Language;
  /** The reference of the consent, for a copy of one. */
  @IsOptional() @IsUUID() consent?: string;
  /** How the client asked. A certificate is handed over in person alone. */
  @IsIn(PAPER_REQUEST_WAYS) asked_how: PaperRequestWay;
}
