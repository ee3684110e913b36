import type { RefusalCode } from '#domain/refusal.js';

/** The refusals of one part of the product by the HTTP status they answer with. */
export type Statuses = Readonly<Record<number, readonly RefusalCode[]>>;
