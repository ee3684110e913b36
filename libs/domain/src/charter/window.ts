import { ACTION_CODES, ACTIONS, type Action, type ActionSpec } from './actions.js';

/** How somebody comes into their own window. */
export const WINDOW_WAYS = ['return_code', 'passkey'] as const;
export type WindowWay = (typeof WINDOW_WAYS)[number];

/** What an access did, as the client is told: read, read who they are, wrote, or worked on passing them on. */
export const ACCESS_KINDS = ['read', 'identity', 'write', 'handoff'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/**
 * Parts of the charter whose entries a client is never shown, each with its reason. What was done under broken glass is told with the
 * opening, or not at all where telling would put somebody in danger.
 */
const NEVER_TOLD: Readonly<Record<string, string>> = {
  separation: 'names somebody else',
  protection: 'says who is kept away from the record, and why',
  merge: 'may be about two people until somebody has decided',
  glass: 'told with the opening itself',
  hold: 'may belong to a case against somebody else',
  window: 'what clients do themselves',
  return: 'giving a code is the client’s own visit',
};

/** Actions whose entries are told to the client they were about; the machines of the system are left out. */
export const TOLD_ACTIONS: readonly Action[] = ACTION_CODES.filter((action) => {
  const { on, roles }: ActionSpec = ACTIONS[action];
  if (on !== 'client' && on !== 'handoff') return false;
  if (roles.every((role) => role.startsWith('system:') || role === 'client')) return false;
  return !((action.split('.')[0] ?? '') in NEVER_TOLD);
});

/** What an action did to a record, in the words of the client's page. */
export function accessKindOf(action: Action): AccessKind {
  const { on, audit }: ActionSpec = ACTIONS[action];
  if (audit === 'identity') return 'identity';
  if (audit === 'read') return 'read';
  return on === 'handoff' ? 'handoff' : 'write';
}
