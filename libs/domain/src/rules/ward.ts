import type { HandoffState } from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import type { BedClosing } from '../charter/ward.js';
import { Refusal, refuseIfAny } from '../refusal.js';
import type { BoardRow, HandoverLine, RoundNoteWriting } from '../wire/ward.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A bed as a booking finds it: `taken` by somebody else than whoever is booked. */
export interface BedAsked {
  readonly closed: BedClosing | null;
  readonly taken: boolean;
}

/** Refuses a bed that nobody can be given now. Two that ask at once come one after the other; the second sees the first. */
export function decideBed(bed: BedAsked): void {
  if (bed.closed !== null) throw new Refusal('bed.closed', { field: 'bed' });
  if (bed.taken) throw new Refusal('bed.taken', { field: 'bed' });
}

/** Until when a bed is kept for whoever is to come: as asked within bounds, else as long as the pack keeps a place. */
export function reservedUntil(asked: Date | null, now: Date, days: number): Date {
  const last = now.getTime() + days * DAY_MS;
  if (asked === null) return new Date(last);
  if (asked.getTime() <= now.getTime()) throw new Refusal('bed.until_in_past', { field: 'until_at' });
  if (asked.getTime() > last)
    throw new Refusal('bed.until_too_long', { field: 'until_at', parameters: { days } });
  return asked;
}

/** A bed is reserved by a handoff that was accepted and nobody has arrived by yet. */
export function mayReserve(state: HandoffState): boolean {
  return state === 'accepted' || state === 'on-hold';
}

/** Until when the bed of somebody who is away is kept. */
export const keptUntil = (away: Date, days: number): Date => new Date(away.getTime() + days * DAY_MS);

/** Attention says what needs it; whoever was seen unchanged or not at all has nothing to name. */
export function decideRoundNote({ finding, concerns }: RoundNoteWriting): void {
  refuseIfAny([
    ...(finding === 'attention' && concerns.length === 0
      ? [new Refusal('round.concern_needed', { field: 'concerns' })]
      : []),
    ...(finding !== 'attention' && concerns.length > 0
      ? [new Refusal('round.concern_unasked', { field: 'concerns' })]
      : []),
  ]);
}

/** Whoever gives a shift and whoever takes it are two people. */
export function decideTaking(handover: { given_by: string; taken_by: string | null }, taker: string): void {
  if (handover.taken_by !== null) throw new Refusal('handover.signed');
  if (handover.given_by === taker) throw new Refusal('handover.same_person');
}

/** What a shift covers: since the last was given, or so many hours where none was. */
export function shiftFrom(last: Date | null, now: Date): Date {
  const bound = now.getTime() - LIMITS.shift_hours_max * HOUR_MS;
  return new Date(Math.max(bound, last?.getTime() ?? now.getTime() - LIMITS.shift_hours * HOUR_MS));
}

/** What is said of everybody who is on the board, by what needs a look first. Those who came and left are read beside it. */
export function linesOf(rows: readonly BoardRow[], from: Date, now: Date): HandoverLine[] {
  return rows.flatMap((row) => lineOf(row, from, now));
}

function lineOf(row: BoardRow, from: Date, now: Date): HandoverLine[] {
  const line = (kind: HandoverLine['kind'], codes: string[], at: string | null): HandoverLine => ({
    kind,
    client: row.client,
    codes,
    at,
  });
  const { doses, last_round: round } = row;
  const seen = round !== null && Date.parse(round.at) >= from.getTime() && round.finding !== 'not_there';
  const late = row.due.filter(({ due_at }) => Date.parse(due_at) <= now.getTime());
  return [
    ...(row.away_at === null ? [] : [line('away', [], row.away_at)]),
    ...(seen && round.finding === 'attention' ? [line('attention', [...round.concerns], round.at)] : []),
    ...(row.suicide_risk === 'high' || row.suicide_risk === 'moderate'
      ? [line('risk', [row.suicide_risk], null)]
      : []),
    ...(row.away_at === null && !seen ? [line('not_seen', [], round?.at ?? null)] : []),
    ...(doses.late > 0 ? [line('dose', ['late'], null)] : []),
    ...(doses.missed > 0 ? [line('dose', ['missed'], null)] : []),
    ...late.map(({ kind, due_at }) => line('due', [kind], due_at)),
  ];
}
