import { TableCopy } from './copy.js';

/** Every table that is filled, in the order of its columns. */
export function tables() {
  const copy = (table: string, columns: string) => new TableCopy(table, columns.split(' '));
  return {
    client: copy(
      'care.client',
      'id audit_subject jurisdiction anonymous birth_year language substance referral_source created_at',
    ),
    code: copy('care.client_code', 'organisation_id code client_id audit_subject created_at'),
    episode: copy('care.episode', 'id client_id jurisdiction open_during'),
    custody: copy('care.custody', 'episode_id organisation_id client_id during basis'),
    access: copy(
      'care.episode_access',
      'id episode_id client_id organisation_id basis scope categories from_at',
    ),
    spell: copy('care.stage_spell', 'id episode_id organisation_id stage started_at opened_by'),
    screen: copy(
      'care.safety_screen',
      'id episode_id organisation_id screened_at screened_by suicide_risk overdose_within_12_months',
    ),
    treatment: copy(
      'care.treatment',
      'spell_id episode_id organisation_id recorded_at recorded_by substance withdrawal_scale last_score medically_stable',
    ),
    consent: copy(
      'care.consent',
      'id client_id episode_id organisation_id recipient_organisation_id purposes categories language text_id text_sha256 pack_version given_how signer given_at recorded_by',
    ),
    handoff: copy(
      'care.handoff',
      'id reference kind jurisdiction group_id episode_id client_id audit_subject sender_organisation_id receiver_organisation_id stage urgency state business_state consent_id safety_withheld pack_version requested_at requested_by delivered_at received_at accepted_at appointment_at arrived_at arrival_recorded_at closed_at due_at outcome version',
    ),
    packet: copy(
      'care.packet',
      'handoff_id tier from_organisation_id to_organisation_id body salt sha256 disclosed_at',
    ),
    disclosure: copy(
      'care.disclosure',
      'id handoff_id episode_id client_id from_organisation_id to_organisation_id tier fields categories basis consent_id packet_sha256 notice_version disclosed_at',
    ),
    note: copy('care.handoff_note', 'id handoff_id organisation_id account_id kind body written_at'),
    clock: copy('care.clock', 'id handoff_id kind rung started_at due_at fire_at handoff_version settled_at'),
    hold: copy('care.place_hold', 'id handoff_id organisation_id stage hold since_at until_at'),
    work: copy(
      'care.work_item',
      'id organisation_id kind episode_id client_id handoff_id due_at created_at done_at',
    ),
    person: copy('vault.person', 'client_id epoch wrapped_key'),
  };
}
