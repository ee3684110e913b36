import { Refusal, type RefusalCode } from '#domain/refusal.js';

interface DatabaseError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

/** What a constraint says, in words. Constraints that only a defect can break are not here: they stay errors. */
const CONSTRAINT_REFUSALS: Readonly<Record<string, RefusalCode>> = {
  one_open_episode_per_client: 'client.episode_open',
  open_transfers_share_a_group: 'handoff.transfer_open',
  one_accepted_per_group: 'handoff.superseded',
  one_offer_per_partner: 'handoff.offered_already',
  custody_is_still_the_senders: 'handoff.custody_moved_on',
  one_proposal_per_episode: 'custody.change_open',
  one_saved_view_per_title: 'view.name_taken',
  one_open_spell_per_stage: 'stage.already_there',
  duty_turns_do_not_overlap: 'duty.turn_overlaps',
  duty_turn_is_of_its_role: 'duty.role_needed',
  key_worker_is_here: 'colleague.unknown',
  work_is_raised_once: 'work.overtaken',
  done_work_stays_done: 'work.overtaken',
  record_is_joined_once: 'merge.open_already',
  merges_make_no_chains: 'merge.chain',
  erased_records_are_left_alone: 'merge.erased',
  one_open_wish_to_leave: 'leave.open',
  a_dose_is_written_once: 'medicine.dose_twice',
  looked_after_at_one_level: 'chart.observation_same',
  programme_title_is_unique_in_its_house: 'programme.title_taken',
  one_programme_at_a_time: 'programme.one_already',
  one_peer_at_a_time: 'programme.peer_already',
  one_leave_at_a_time: 'leave_of.overlaps',
  one_consent_to_work_stands: 'therapy_work.consented_already',
  one_person_per_bed: 'bed.taken',
  one_bed_per_person: 'bed.has_one',
  bed_label_is_unique_at_its_site: 'bed.label_taken',
  one_handover_waits: 'handover.waits',
  signed_handover_stays: 'handover.signed',
};

const RETRYABLE = new Set(['40001', '40P01']);
/** A random code that was taken already: the work is run again and draws another. */
const DRAWN_AGAIN = new Set([
  'client_code_pkey',
  'handoff_reference_is_unique',
  'request_reference_is_unique',
  'complaint_reference_is_unique',
  'return_code_is_unique',
]);
/** lock_not_available, query_canceled (statement timeout), transaction_timeout, too_many_connections. */
const BUSY = new Set(['55P03', '57014', '25P03', '25P04', '53300']);
/** Connection, sign-in, resources, shutdown, system; 55000: a server that takes no connections yet. */
const UNAVAILABLE = /^(08|28|53|57P|58|55000)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);

/** Whether the whole work may simply be run again (serialization failure, deadlock). */
export function isRetryable(error: unknown): boolean {
  const { code = '', constraint = '' } = error as DatabaseError;
  return RETRYABLE.has(code) || DRAWN_AGAIN.has(constraint);
}

/** Turns what the database says into a refusal where a user can do something about it; anything else comes back unchanged. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const { code = '', constraint = '', message = '' } = error as DatabaseError;
  const named = CONSTRAINT_REFUSALS[constraint];
  if (named) return new Refusal(named);
  if (BUSY.has(code) || isRetryable(error))
    return new Refusal('service.busy', { parameters: { seconds: 2 } });
  if (
    UNAVAILABLE.test(code) ||
    NETWORK.has(code) ||
    /connection terminated|connection timeout|timeout exceeded|Connection ended|not queryable/i.test(message)
  ) {
    return new Refusal('service.unavailable', { parameters: { seconds: 5 } });
  }
  return error;
}
