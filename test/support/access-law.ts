import { readLaw } from './access-matrix.js';
import { CARE_LAWS } from './care-laws/care-laws.js';

/**
 * The law, seen from one organisation. own: a client of ours; other: one we never had to do with; shared: handed over to
 * us and arrived; joined: referred to us, custody elsewhere; left: we handed over and the client arrived there; ended: a
 * request to us that was accepted and recalled; unsent: a draft to us, and information about us given to a client of theirs;
 * nobody: no organisation acts.
 * all: every row · mine: those we wrote, and others stand beside them · -: nothing · yes: may be written · .: no such row
 * What belongs to one part of care stands beside it, in the folder care-laws.
 * A verb that is not listed is refused with "permission denied"; a table without a line is forgotten, and that fails.
 */
export const LAW = readLaw(`
# table                role    verb     own   other  shared  joined  left   ended  unsent  nobody
  care.legal_entity    api     select   all   all    .       .       .      .      .       all
  care.legal_entity    worker  select   all   all    .       .       .      .      .       all
  care.legal_entity    report  select   all   all    .       .       .      .      .       all
  care.organisation    api     select   all   all    .       .       .      .      .       all
  care.organisation    worker  select   all   all    .       .       .      .      .       all
  care.organisation    report  select   all   all    .       .       .      .      .       all
  care.unit            api     select   all   all    .       .       .      .      .       all
  care.unit            worker  select   all   all    .       .       .      .      .       all
  care.unit            report  select   all   all    .       .       .      .      .       all
  care.site            api     select   all   all    .       .       .      .      .       all
  care.site            worker  select   all   all    .       .       .      .      .       all
  care.site            report  select   all   all    .       .       .      .      .       all
  care.site            api     update   all   -      .       .       .      .      .       -
  care.standing        api     select   all   all    .       .       .      .      .       all
  care.standing        worker  select   all   all    .       .       .      .      .       all
  care.standing        report  select   all   all    .       .       .      .      .       all
  care.duty            api     select   all   all    .       .       .      .      .       all
  care.duty            worker  select   all   all    .       .       .      .      .       all
  care.duty            report  select   all   all    .       .       .      .      .       all
# The directory is everybody's; the ledger of the demonstration is the owner's alone.
  care.directory_entry api     select   all   all    .       .       .      .      .       all
  care.meeting         api     select   all   .      .       .       .      .      .       all
  care.demo_client

# A client stays visible to whoever wrote a part of the walk; only who walks with them changes anything.
  care.client          api     select   all   -      all     all     all    -      -       -
  care.client          api     insert   yes   .      .       .       .      .      .       -
  care.client          api     update   all   -      all     -       -      -      -       -
  care.client_code     api     select   all   -      mine    mine    mine   -      -       -
  care.client_code     api     insert   yes   -      yes     yes     yes    -      -       -
  care.episode         api     select   all   -      all     all     all    -      -       -
  care.episode         api     update   all   -      all     -       -      -      -       -
  care.custody         api     select   all   -      all     -       all    -      -       -
# The client opened treatment, safety and plan to the receiver, and neither diagnoses nor social data nor work: an arrival
# shows of the writing of others what the consent opens.
  care.episode_access  api     select   all   -      mine    mine    mine   -      -       -
  care.stage_spell     api     select   all   -      all     mine    mine   -      -       -
  care.stage_spell     api     insert   yes   -      yes     yes     -      -      -       -
  care.stage_spell     api     update   all   -      mine    mine    -      -      -       -
  care.safety_screen   api     select   all   -      all     mine    mine   -      -       -
  care.safety_screen   api     insert   yes   -      yes     yes     -      -      -       -
  care.condition       api     select   all   -      mine    mine    mine   -      -       -
  care.condition       api     insert   yes   -      yes     yes     -      -      -       -
  care.treatment       api     select   all   -      all     mine    mine   -      -       -
  care.treatment       api     insert   yes   -      yes     yes     -      -      -       -
  care.treatment       api     update   all   -      mine    mine    -      -      -       -
  care.rehabilitation  api     select   all   -      all     mine    mine   -      -       -
  care.rehabilitation  api     insert   yes   -      yes     yes     -      -      -       -
  care.rehabilitation  api     update   all   -      mine    mine    -      -      -       -
  care.reintegration   api     select   all   -      mine    mine    mine   -      -       -
  care.reintegration   api     insert   yes   -      yes     yes     -      -      -       -
  care.reintegration   api     update   all   -      mine    mine    -      -      -       -
  care.employment      api     select   all   -      mine    mine    mine   -      -       -
  care.employment      api     insert   yes   -      yes     yes     -      -      -       -
  care.employment      api     update   all   -      mine    mine    -      -      -       -
  care.assessment      api     select   all   -      all     mine    mine   -      -       -
  care.assessment      api     insert   yes   -      yes     yes     -      -      -       -
  care.assessment      api     update   all   -      mine    mine    -      -      -       -

# Who is asked after when is whoever's who is responsible, and nobody else's; what was answered is the writer's and what treatment opens.
# Appointments are shared as the stages of the walk are (category treatment); a group is the house's own.

# The receiver of a request reads the consent it stands on, and the ledger of what it was given, for good.
  care.consent         api     select   all   -      all     all     mine   -      -       -
  care.consent_version api     select   all   -      all     all     mine   -      -       -
  care.consent         api     insert   yes   -      yes     -       -      -      -       -
  care.consent         api     update   all   -      all     -       mine   -      -       -
  care.handoff         api     select   all   -      all     all     mine   all    -       -
  care.handoff         api     insert   yes   -      yes     -       -      -      -       -
# Whoever sees a handoff may lock it and write facts beside its state; which way each may move it is the trigger's to say
# (handoff-guard.spec). Drafts to us, and what a client was told about us, are nothing we see.
  care.handoff         api     update   all   -      all     all     mine   all    -       -
  care.handoff         worker  select   all   all    all     all     all    all    all     all
  care.handoff         worker  update   all   all    all     all     all    all    all     all
# What was written: both sides, but why somebody is sent is told by the packet alone (own test below); after a negative end
# the receiver keeps its own words.
  care.handoff_note    api     select   all   -      mine    -       mine   mine   -       -
  care.handoff_note    api     insert   yes   -      yes     yes     yes    yes    -       -
# Who spoke with a client on the way is the sender's alone.
  care.handoff_contact api     select   all   -      -       .       mine   -      .       -
  care.handoff_contact api     insert   yes   -      -       -       yes    -      -       -
# The machine itself is no secret. Clocks and kept places are seen by whoever sees the handoff; only functions write them.
  care.handoff_transition api     select   all   .      .       .       .      .      .       all
  care.handoff_transition worker  select   all   .      .       .       .      .      .       all
  care.clock           api     select   all   -      all     all     mine   all    -       -
  care.clock           worker  select   all   all    all     all     all    all    all     all
  care.clock           worker  update   all   all    all     all     all    all    all     all
  care.place_hold      api     select   all   -      all     all     mine   all    .       -
# Free places are the network's to know; who must be kept apart is known to the organisation that wrote it down.
  care.capacity        api     select   all   all    .       .       .      .      .       all
  care.capacity        api     insert   yes   -      .       .       .      .      .       -
  care.capacity        api     update   all   -      .       .       .      .      .       -
  care.separation      api     select   all   -      -       .       .      .      .       -
  care.separation      api     insert   yes   -      yes     yes     yes    -      -       -
  care.separation      api     update   all   -      -       .       .      .      .       -
# Forced changes are the coordination office's (coordination-office.spec).
  care.forced_change   api     select   -     -      .       .       .      .      .       -
  care.packet          api     select   all   -      all     all     mine   -      .       -
  care.packet          api     update   all   -      all     all     mine   -      .       -
  care.disclosure      api     select   all   -      all     all     mine   all    .       -
  care.work_item       api     select   mine  -      mine    mine    mine   mine   mine    -
  care.work_item       api     insert   yes   -      yes     yes     yes    -      -       -
  care.work_item       api     update   mine  -      mine    mine    mine   mine   mine    -
  care.work_item       worker  select   all   all    all     all     all    all    all     all
  care.work_item       worker  insert   yes   yes    yes     yes     yes    yes    yes     yes
  care.work_item       worker  update   all   all    all     all     all    all    all     all

# What a partner outside care is told: the house that gave it reads it; functions write it, and show it to its recipient.
  care.eligibility     api     select   all   -      .       .       .      .      .       -

# Who walks with a client is a house's own; only functions write it (desk-work.spec).
  care.key_worker      api     select   all   -      mine    mine    mine   -      -       -

# Who asked to be forgotten is the business of the house they asked; carrying it out is a function (erasure-functions.spec).
  care.erasure         api     select   all   -      .       .       .      .      .       -
  care.erasure         api     insert   yes   -      yes     yes     yes    -      -       -
  care.erasure         api     update   all   -      .       .       .      .      .       -
  care.legal_hold      api     select   all   -      .       .       .      .      .       -
  care.legal_hold      api     insert   yes   -      yes     yes     yes    -      -       -
  care.legal_hold      api     update   all   -      .       .       .      .      .       -
# That a database was brought back is everybody's to know before they serve; no login of the services says so.
  access.restoration   api     select   all   .      .       .       .      .      .       all
  access.restoration   worker  select   all   .      .       .       .      .      .       all
# Who broke the glass: the own house, and of others whatever they opened while the own house was responsible (break-glass.spec).
  care.break_glass     api     select   all   -      all     mine    mine   mine   mine    -
# Who is protected from whom, who reached for them, how somebody comes back, and which records are one: a house's own.
  care.protection      api     select   mine  -      mine    mine    mine   mine   mine    -
  care.protection_member api   select   mine  -      mine    mine    mine   mine   mine    -
  care.protection_alert api    select   mine  -      mine    mine    mine   mine   mine    -
  care.protection_alert api    update   mine  -      mine    mine    mine   mine   mine    -
  care.return_key      api     select   mine  -      mine    mine    mine   mine   mine    -
# What a client asked for in their own window: the house that was asked reads it.
  care.provider_wish   api     select   mine  -      mine    mine    mine   mine   mine    -
  care.identity_change api     select   mine  -      mine    mine    mine   mine   mine    -
  care.client_merge    api     select   all   -      .       .       .      .      .       -
  care.client_merge    api     insert   yes   -      .       .       .      .      .       -
  care.client_merge    api     update   all   -      .       .       .      .      .       -
# The register of official requests names no client at all.
  care.data_request    api     select   all   -      .       .       .      .      .       -
  care.data_request    api     insert   yes   -      .       .       .      .      .       -
  care.data_request    api     update   all   -      .       .       .      .      .       -

# What people are told, and how, is reached through functions alone: each reader their own.
  care.notice
  care.notice_delivery
  access.notice_preference

# A note is read like the record of its stage, here that of treatment; its key by whoever reads the client. Notes of counselling have
# a law of their own (counselling-notes.spec).

# Who handles a complaint reads it, and who complained is no column; rights of clients and duties of a house are its own (ADR 0043).
  care.complaint       api     select   all   -   .   .   .   .   .   -
  care.complaint       api     update   all   -   .   .   .   .   .   -
  care.complaint_key
  care.complaint_message api     select   all   .   .   .   .   .   .   -
  care.complaint_message api     insert   yes   -   .   .   .   .   .   -
  care.correction      api     select   all   -   .   .   .   .   .   -
  care.correction      api     insert   yes   -   yes   yes   yes   -   -   -
  care.correction      api     update   all   -   .   .   .   .   .   -
  care.access_request  api     select   all   -   .   .   .   .   .   -
  care.access_request  api     insert   yes   -   yes   yes   yes   -   -   -
  care.access_request  api     update   all   -   .   .   .   .   .   -
  care.rights_notice   api     select   all   -   .   .   .   .   .   -
  care.rights_notice   api     insert   yes   -   yes   yes   yes   -   -   -
  care.leave_wish      api     select   all   -   .   .   .   .   .   -
  care.leave_wish      api     insert   yes   -   yes   yes   yes   -   -   -
  care.leave_wish      api     update   all   -   .   .   .   .   .   -
  care.breach_client   api     select   all   -   .   .   .   .   .   -
  care.breach_client   api     insert   yes   -   yes   yes   yes   -   -   -
  care.breach_client   api     update   all   -   .   .   .   .   .   -
  care.correction_told api     select   all   -   .   .   .   .   .   -
  care.breach          api     select   all   -   .   .   .   .   .   -
  care.breach          api     insert   yes   -   .   .   .   .   .   -
  care.breach          api     update   all   -   .   .   .   .   .   -
  care.permit          api     select   all   -   .   .   .   .   .   -
  care.permit          api     insert   yes   -   .   .   .   .   .   -
  care.deadline        api     select   all   -   .   .   .   .   .   -

# Staff know their colleagues. Sessions, keys and addresses are reached through functions alone.
  access.account       api     select   all   -      .       .       .      .      .       -
# Until when an invitation counts; the hash of its code is no column that any login reads.
  access.invitation    api     select   all   -      .       .       .      .      .       -
# Who answers here is planned here.
  care.duty_turn       api     select   all   -      .       .       .      .      .       -
  care.duty_turn       api     insert   yes   -      .       .       .      .      .       -
  care.duty_turn       api     update   all   -      .       .       .      .      .       -
# What an auditor of the house drew, out of handoffs that are the house's own; closing is the only change of a review.
  care.review          api     select   all   -      .       .       .      .      .       -
  care.review          api     insert   yes   -      .       .       .      .      .       -
  care.review          api     update   all   -      .       .       .      .      .       -
  care.review_item     api     select   all   -      .       .       .      .      .       -
  care.review_item     api     insert   yes   -      yes     yes     yes    yes    -       -
  care.review_item     api     update   all   -      .       .       .      .      .       -
  access.session
  access.window_session
  access.window_passkey
  access.api_key
  access.known_device 
# What somebody is writing is theirs, while the client is shared with them; what nobody came back to for a week (other) the worker forgets.
  access.kept_form     api     select   all   -      all     all     all    -      -       -
  access.kept_form     api     insert   yes   -      yes     yes     yes    -      -       -
  access.kept_form     api     update   all   -      all     all     all    -      -       -
  access.kept_form     api     delete   all   -      all     all     all    -      -       -
  access.kept_form     worker  select   -     all    -       -       -      -      -       all
  access.kept_form     worker  delete   -     all    -       -       -      -      -       all
  access.saved_view    api     select   all   -      .       .       .      .      .       -
  access.saved_view    api     insert   yes   -      .       .       .      .      .       -
  access.saved_view    api     delete   all   -      .       .       .      .      .       -
  access.list_export   api     select   all   -      .       .       .      .      .       -
  access.list_export   api     insert   yes   -      .       .       .      .      .       -
  access.rate_limit    api     select   all   .      .       .       .      .      .       all
  access.rate_limit    api     insert   yes   .      .       .       .      .      .       yes
  access.rate_limit    api     update   all   .      .       .       .      .      .       all
  access.rate_limit    api     delete   all   .      .       .       .      .      .       all

# Who a person is: the vault's login, for people the acting organisation knows. Nobody writes but through functions.
  vault.person         vault   select   all   -      all     all     all    -      -       -
  vault.identity_field vault   select   all   -      all     all     all    -      -       -
  vault.blind_index    vault   select   all   -      all     all     all    -      -       -
  vault.known_to       vault   select   all   -      mine    mine    mine   mine   -       -
  vault.photo          vault   select   all   -      all     all     all    -      -       -
  vault.contact        vault   select   all   -      all     all     all    -      -       -
  vault.source_record
# Which keyring belongs here, and which epochs take people: functions say it, to the api and the keeper.
  vault.keyring
  vault.key_epoch

  audit.event          api     select   all   -      .       .       .      .      .       -
  audit.event          sealer  select   all   all    .       .       .      .      .       all
  audit.event_subject  api     select   all   -      .       .       .      .      .       -
  audit.event_subject  sealer  select   all   all    .       .       .      .      .       all
  audit.claim          sealer  select   all   all    .       .       .      .      .       all
  audit.claim          sealer  update   all   all    .       .       .      .      .       all
  audit.claim          sealer  delete   all   all    .       .       .      .      .       all
  audit.leaf           api     select   all   .      .       .       .      .      .       all
  audit.leaf           sealer  select   all   .      .       .       .      .      .       all
  audit.leaf           sealer  insert   yes   .      .       .       .      .      .       yes
  audit.checkpoint     sealer  select   all   .      .       .       .      .      .       all
  audit.checkpoint     sealer  insert   yes   .      .       .       .      .      .       yes
  audit.verification   api     select   all   -      .       .       .      .      .       -
  audit.verification   api     insert   yes   -      .       .       .      .      .       -
  audit.verification   worker  select   all   all    .       .       .      .      .       all
  audit.verification   worker  update   all   all    .       .       .      .      .       all

  bus.outbox           api     insert   yes   .      .       .       .      .      .       yes
# What was delivered a month ago (other) the worker lets go; what is fresh (own) it keeps.
  bus.outbox           worker  select   all   all    .       .       .      .      .       all
  bus.outbox           worker  insert   yes   .      .       .       .      .      .       yes
  bus.outbox           worker  update   all   all    .       .       .      .      .       all
  bus.outbox           worker  delete   -     all    .       .       .      .      .       all
  bus.inbox            worker  select   all   all    .       .       .      .      .       all
  bus.inbox            worker  insert   yes   .      .       .       .      .      .       yes
  bus.inbox            worker  delete   -     all    .       .       .      .      .       all
# The answer to another account is a week old here, so the worker may forget it; ours is fresh.
  bus.idempotency      api     select   all   -      .       .       .      .      .       -
  bus.idempotency      api     insert   yes   -      .       .       .      .      .       -
  bus.idempotency      api     update   all   -      .       .       .      .      .       -
  bus.idempotency      worker  select   -     all    .       .       .      .      .       all
  bus.idempotency      worker  delete   -     all    .       .       .      .      .       all
${CARE_LAWS.map(({ law }) => law).join('')}`);
