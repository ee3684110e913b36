import { WORK_ITEM_KINDS } from '#domain/charter/code-lists.js';
import { URGENCIES } from '#domain/charter/handoff.js';
import { STAFF_ROLES } from '#domain/charter/roles.js';
import { WORK_VIEWS } from '#domain/wire/work.js';
import type { WorkFilter } from '#domain/wire/work.js';

const oneOf = <T extends string>(codes: readonly T[], value: unknown): T | undefined =>
  codes.find((code) => code === value);

/** What of an address the list of work is narrowed by; anything else that stands there is left out. */
export function readWorkFilter(search: Readonly<Record<string, unknown>>): WorkFilter {
  const view = oneOf(WORK_VIEWS, search['view']);
  const kind = oneOf(WORK_ITEM_KINDS, search['kind']);
  const role = oneOf(STAFF_ROLES, search['role']);
  const urgency = oneOf(URGENCIES, search['urgency']);
  return {
    ...(view && view !== 'open' ? { view } : {}),
    ...(kind ? { kind } : {}),
    ...(role ? { role } : {}),
    ...(urgency ? { urgency } : {}),
  };
}
