import type { PacketFieldName } from '#domain/charter/consent.js';
import type { PacketBody } from '#domain/wire/handoff.js';

/** Whether the tier before said the same: what has changed since, an allergy for one, must be seen again. */
export const saidBefore = (field: PacketFieldName, body: PacketBody, less: PacketBody | undefined): boolean =>
  less !== undefined && field in less && JSON.stringify(less[field]) === JSON.stringify(body[field]);
