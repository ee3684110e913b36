import { CLOCKS } from '#domain/charter/clocks.js';
import type { ConsentWay } from '#domain/charter/consent.js';
import type { BusinessState } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import { shareOf } from '#platform/packs/calendar.js';
import type { Pack } from '#platform/packs/pack.js';
import { tellClient } from '../notices/tell.tx.js';

const HOUR_MS = 3_600_000;

export interface MovedOn {
  readonly handoff_id: string;
  readonly business_state: BusinessState;
  readonly sender_organisation_id: string;
  readonly receiver_organisation_id: string;
}

/**
 * Records that the client withdrew a consent and lets everything that stands on it follow in the same transaction (t14): what
 * it had opened closes at once, requests end with a next step for the custodian, accepted ones pause. Both sides are told,
 * whoever the client said it to. Refuses where it was withdrawn already.
 */
export async function loseConsent(
  tx: Tx,
  pack: Pack,
  timeZone: string,
  consentId: string,
  how: ConsentWay,
): Promise<MovedOn[]> {
  const { at } = await tx.one<{ at: Date | null }>('select care.withdraw_consent($1, $2) as at', [
    consentId,
    how,
  ]);
  if (at === null) throw new Refusal('consent.already_withdrawn');
  const whose =
    tx.actor.client ??
    (await tx.maybe<{ client_id: string }>('select client_id from care.consent where id = $1', [consentId]))
      ?.client_id;
  // A receipt: whoever recorded it, the client knows that it counts.
  if (whose) await tellClient(tx, whose, 'consent.withdrawn', { cause: consentId });
  return await moveOn(tx, pack, timeZone, consentId, true);
}

/**
 * Lets the handoffs that stand on a consent follow it: where it no longer counts for care they end or pause, where it only
 * became narrower they stay, and both sides are told to look again.
 */
export async function moveOn(
  tx: Tx,
  pack: Pack,
  timeZone: string,
  consentId: string,
  ended: boolean,
): Promise<MovedOn[]> {
  const delay = { businessDays: pack.clocks.hold_business_days };
  const share = (part: number): Date => shareOf(pack, timeZone, tx.now, delay, part);
  const clocks = Object.entries<number>(CLOCKS.hold.ladder.routine).map(([rung, part]) => ({
    rung: Number(rung),
    due_at: share(1),
    fire_at: share(part),
  }));
  const next = new Date(tx.now.getTime() + pack.clocks.next_step_hours * HOUR_MS);
  const moved = ended
    ? await tx.query<MovedOn>('select * from care.move_on_withdrawal($1, $2, $3)', [
        consentId,
        next,
        JSON.stringify(clocks),
      ])
    : await tx.query<MovedOn>('select * from care.standing_on($1)', [consentId]);
  const own = tx.actor.organisation;
  for (const { handoff_id, sender_organisation_id, receiver_organisation_id } of moved) {
    if (sender_organisation_id !== own) tx.emit('handoff.moved', { handoff_id, side: 'sender' });
    if (receiver_organisation_id !== own) tx.emit('handoff.moved', { handoff_id, side: 'receiver' });
  }
  return moved;
}
