import { CARE_REFUSALS_EN } from './refusals.care.en.js';
import { EXIT_REFUSALS_EN } from './refusals.exit.en.js';
import { ERASURE_REFUSALS_EN } from './refusals.erasure.en.js';
import { PLAN_REFUSALS_EN } from './refusals.plan.en.js';
import { CONTACT_REFUSALS_EN } from './refusals.contact.en.js';
import { CONSENT_REFUSALS_EN } from './refusals.consent.en.js';

/** The sentence of every refusal, in English: what happened and what to do next. `{name}` stands for a parameter. */
export const REFUSALS_EN = {
  'request.malformed': 'The request could not be read. Check its form and send it again.',
  'request.too_large': 'The request is too large. Send less at once.',
  'request.not_found': 'There is nothing here under that name, or it is not shared with your organisation.',
  'request.media_type': 'Send the request as application/json.',
  'request.duplicate_key': 'The request names the same field twice ({field}). Send each field once.',
  'request.cross_site':
    'The request came from another site and was not carried out. Open the page itself and try again.',
  'field.invalid': 'This value does not fit. Correct it and send again.',
  'field.unknown': 'This field is not known here. Remove it and send again.',
  'field.required': 'This field is needed.',
  'page.form_stale':
    'This page was open for too long. Nothing was changed. Open it again and send it once more.',
  'page.cursor_invalid': 'This place in the list is not known. Start from the first page.',
  'idempotency.key_required':
    'Every change needs an Idempotency-Key header of {min} to {max} characters, new for each change.',
  'idempotency.key_reused': 'This Idempotency-Key was used for a different change. Use a new key.',
  'idempotency.in_progress':
    'The same change is still being carried out. Wait a moment and ask again with the same key.',
  'version.required': 'Say which version you are changing with an If-Match header, as you read it.',
  'version.stale': 'Somebody changed this in the meantime (version {current}). Read it again, then decide.',
  'session.required': 'Sign in to continue.',
  'session.ended': 'Your session has ended. Sign in again; nothing you saved is lost.',
  'session.credentials': 'Login or password is not right. Check both and try again.',
  'session.slow_down':
    'Too many failed attempts for this login from here. Try again in {seconds} seconds, or ask your administrator.',
  'permission.role': 'Your role does not allow this. Ask a colleague who may, or your administrator.',
  'service.unavailable':
    'The service cannot reach its database just now. Nothing was lost or half done. Try again in {seconds} seconds.',
  'service.busy': 'The service is busy. Try again in {seconds} seconds.',
  'service.failed':
    'Something went wrong on our side. Nothing was half done. Try again; if it stays, give the operator the number of this request.',
  'client.code_malformed': 'This is not a client code. A code looks like 7K3M-9QXR-T4.',
  'client.code_mistyped': 'There is a typing mistake in the code. Did you mean {suggestion}?',
  'client.duplicates_found':
    'There are clients who may be the same person ({count}). Look at them and choose one, or say that it is none of them.',
  'client.search_too_little':
    'This is too little to find anybody by. Write both names, or a name with the date of birth, or a telephone or document number.',
  'client.search_slow_down':
    'You have searched very often in the last hour. Go on in {minutes} minutes, or find the client by code.',
  'client.same_as_unknown': 'The client chosen as the same person is not one of yours. Search again.',
  'client.episode_open': 'This client already has an open episode with you. Go on with that one.',
  'client.episode_elsewhere':
    'This client is being looked after and cannot be admitted again here. Speak with your duty manager.',
  'client.episode_closed': 'The episode of this client is closed. Admit the client again first.',
  'client.not_in_custody':
    'Another organisation is responsible for this client now. Ask them, or send a request.',
  'contact.anonymous':
    'No name is kept of this client, and so no number or address either. What they are told stands in their own window.',
  'receipt.unsigned': 'This receipt is not signed by the gateway of this service.',
  'contact.address':
    'This is not an address that a message can go to. Write a number with its country code, such as +20…, or one mail address.',
  'identity.incomplete': 'A name needs both parts: given name and family name.',
  'identity.birth_in_future': 'A date of birth cannot lie in the future.',
  'identity.birth_too_early': 'This date of birth is more than {years} years ago. Check the year.',
  'identity.unavailable': 'Who this person is cannot be read just now. Try again in a moment.',
  'safety.pregnancy_weeks': 'Weeks of pregnancy go from 0 to 45.',
  'stage.not_offered': 'Your organisation does not offer this stage. Send the client to a partner who does.',
  'stage.not_a_move': 'From this stage there is no such move. Possible: {possible}.',
  'stage.already_there': 'The client is in this stage already.',
  'stage.criteria_unmet':
    'Not everything that this step needs is recorded: {criteria}. Record it, or give a reason to move on all the same.',
  'stage.outcome_needs_criteria':
    '"Completed" needs every criterion to be met. Choose another outcome or record what is missing.',
  'stage.no_open_spell': 'The client is in no stage just now. Start one first.',
  'stage.record_not_current': 'This record belongs to a stage the client is not in now.',
  'record.goals_exceed_total': 'More goals are met than there are goals. Correct one of the two numbers.',
  'record.date_in_future': 'This date lies in the future. Enter when it happened.',
  'record.readings_out_of_order': 'The last reading must come after the one before it.',
  'record.score_out_of_range': 'This score does not exist on the chosen scale (0 to {max}).',
  ...CARE_REFUSALS_EN,
  ...EXIT_REFUSALS_EN,
  ...ERASURE_REFUSALS_EN,
  ...PLAN_REFUSALS_EN,
  ...CONTACT_REFUSALS_EN,
  ...CONSENT_REFUSALS_EN,
  'handoff.reference_mistyped': 'There is a typing mistake in the reference. Did you mean {suggestion}?',
  'handoff.reference_malformed':
    'This is not the reference of a handoff. A reference looks like 7K3M-9QXR-T4.',
  'handoff.receiver_unknown': 'There is no such partner in your network. Choose one from the list.',
  'handoff.receiver_closed': 'This partner does not take clients now. Choose another one.',
  'handoff.receiver_stage': 'This partner does not offer that stage. Choose another partner or stage.',
  'handoff.receiver_own':
    'A handoff goes to another organisation. For a move inside your own, change the stage.',
  'handoff.receiver_jurisdiction':
    'A handoff does not cross into another jurisdiction here. Choose a partner of your own network.',
  'handoff.transfer_open':
    'There is an open transfer for this client already. Wait for the answer or recall it first.',
  'handoff.already_taken': 'A colleague has taken this request already.',
  'handoff.already_accepted': 'This handoff was accepted already. Nothing more is needed here.',
  'handoff.already_declined': 'This handoff was declined already. Nothing more can be done with it.',
  'handoff.recalled': 'The sender has recalled this handoff. Nothing more can be done with it.',
  'handoff.already_arrived': 'The client has arrived already. The handoff can no longer be changed that way.',
  'handoff.completed': 'This handoff is closed.',
  'handoff.not_accepted_yet': 'Accept the handoff first, then record the arrival.',
  'handoff.not_arrived_yet': 'Record the arrival first, then report.',
  'handoff.not_your_move': 'This step belongs to the other organisation.',
  'handoff.appointment_past': 'The appointment must lie in the future.',
  'handoff.appointment_too_far': 'The appointment lies more than {days} days ahead. Choose an earlier one.',
  'handoff.safety_speak_first':
    'Safety information was withheld. Speak with the sender before you accept, and record when you spoke.',
  'handoff.arrival_in_future': 'The arrival cannot lie in the future.',
  'handoff.arrival_too_early':
    'The arrival can be recorded at most {days} days back and not before the handoff was sent.',
  'handoff.information_only':
    'Only information was given here; no partner was asked. Send a referral or a transfer instead.',
  'handoff.kind_has_no_such_move':
    'A referral has no such step: the client never left the sender. Send the report instead.',
  'handoff.not_sent_yet': 'This is a draft. Send it first.',
  'handoff.already_sent': 'This request was sent already. To change it, recall it and send a new one.',
  'handoff.draft_incomplete':
    "The draft lacks the client's consent for this partner. Record the consent, add it and send again.",
  'handoff.take_first': 'Take the request first, then go on.',
  'handoff.question_open':
    'The sender has not answered the open question yet. Wait for the answer, or accept or decline.',
  'handoff.already_waitlisted':
    'The client is on the waiting list, or was offered a place on it. Say when a place is found, or accept or decline.',
  'handoff.nothing_asked': 'There is no open question to answer.',
  'handoff.nothing_offered': 'No place on a waiting list was offered.',
  'handoff.not_waitlisted': 'The client is not on the waiting list.',
  'handoff.not_declined': 'Only a declined handoff can be sent back.',
  'handoff.not_missed': 'This is possible only after a missed arrival.',
  'handoff.not_reported_yet': 'There is no report to read yet.',
  'handoff.already_reported': 'The report was sent already.',
  'handoff.nothing_to_extend': 'No answer is owed just now, so there is no time to extend.',
  'handoff.not_on_hold': 'The handoff is not paused.',
  'handoff.already_on_hold':
    'The handoff is paused. Resume it first; a new appointment can be given with it.',
  'handoff.reassigned': 'The coordination office has ended this offer. Nothing more can be done with it.',
  'handoff.stopped':
    'This handoff ended because of what happened with the client. Nothing more can be done with it.',
  'handoff.ended_by_withdrawal':
    'The client withdrew the consent, so this request has ended. A new request needs a new consent.',
  'handoff.superseded': 'Another partner was first. Nothing more is needed here.',
  'handoff.expired':
    'Nobody answered in time, so this request has ended. The sender decides on the next step.',
  'handoff.discarded': 'This draft was thrown away.',
  'handoff.did_not_arrive':
    'The client did not arrive. Record an arrival if they came after all, or offer a new date.',
  'handoff.service_unavailable':
    'The service became unavailable after acceptance. Record an arrival if the client came, or offer a new date.',
  'handoff.voided': 'This handoff was marked as entered in error. Nothing more can be done with it.',
  'handoff.no_place_free': 'No place is free. State your free places anew, or offer the waiting list.',
  'handoff.not_suitable': 'Not suitable. Choose another partner.',
  'handoff.receiver_registration':
    'The registration of this partner is not valid today. Choose another one, or ask the partner to renew it.',
  'handoff.receiver_licence':
    'This stage needs a licence, and that of the partner is not valid today. Choose another partner.',
  'handoff.not_escalated': 'The clock of this handoff has not called the coordination office yet.',
  'handoff.already_extended': 'The time was extended once already. Reassign or recall the handoff.',
  'handoff.already_overturned': 'This handoff was sent back once already. A second decline stands.',
  'handoff.overturn_too_late':
    'The time for sending back a declined handoff is over. Ask the custodian to send a new request.',
  'handoff.arrival_too_late':
    'The missed arrival lies more than {days} days back. Ask the sender for a new request.',
  'handoff.custody_moved_on': 'Another organisation has become responsible for this client. Speak with them.',
  'handoff.caller_named':
    'A colleague was named to ring this client already. Speak with them, or take it over.',
  'handoff.group_unknown':
    'The other offer is not one of yours for this client, or has ended. Send this one on its own.',
  'handoff.replaces_unknown':
    'The handoff that this one comes after is not one of yours for this client, or is still open.',
  'handoff.offered_already':
    'This partner has been asked for this client already. Wait for the answer, or choose another one.',
  'handoff.planned_return_referral':
    'Only a referral keeps the place for a return. Choose referral, or leave the planned return out.',
  'handoff.date_in_past': 'This date has passed. Choose today or later.',
  'handoff.resume_needs_consent':
    'The consent is being discussed. The sender resumes it with a new consent of the client.',
  'handoff.waitlist_needs_date': 'Say an expected date or a position on the list.',
  'handoff.appointment_not_yet': 'The appointment has not passed yet. Record a missed arrival afterwards.',
  'handoff.suggestion_needed': 'Name the partner that may help instead.',
  'custody.unknown_client': 'No client of that code is in the custody of that organisation.',
  'custody.change_unknown': 'There is no such proposal in your jurisdiction.',
  'custody.change_decided': 'This proposal was decided already.',
  'custody.change_needs_another': 'Another coordinator must confirm what you proposed.',
  'custody.change_open': 'There is an open proposal for this client already. Decide it first.',
  'custody.change_overtaken': 'Custody has passed in the meantime. Propose it anew if it is still needed.',
  'custody.change_same': 'Choose another organisation than the one that is responsible now.',
  'work.unknown': 'This task is not in your inbox, or was done already.',
  'work.not_by_hand': 'This task is done by answering the handoff it belongs to.',
  'form.unknown': 'There is no form of that name, so nothing can be kept for it.',
  'form.too_large':
    'There is more in this form than can be kept as a draft. Shorten the longest text, or send the form now.',
  'form.too_many': 'You have {max} unfinished forms already. Finish or discard one of them first.',
  'view.name_taken': 'You have a view of this name here already. Choose another name.',
  'view.too_many': 'You have {max} saved views already. Remove one that you no longer need.',
  'view.word_unfit':
    'A saved view holds codes and dates only, nothing that somebody wrote. Remove this filter and save again.',
  'hint.too_many':
    'This session is open in too many windows at once. Close one of them; this one still works, but does not refresh by itself.',
  'list.too_long': 'The list has more than {max} rows. Narrow it with a filter and export again.',
  'list.note_needed': 'Say in a few words what the export is for.',
  'work.taken': '{who} has taken this task. Speak with them, or choose another one.',
  'work.not_yours_to_hand_on':
    'You can hand on what you have taken yourself. For the work of others ask your duty manager.',
  'work.snooze_past': 'This time has passed. Choose a later one.',
  'work.snooze_too_long': 'Work can be put off for {days} days at most. Choose an earlier time.',
  'work.snooze_past_due':
    'Somebody is waiting for this, so it cannot be put off past the time it is due. Choose an earlier time, or do it now.',
  'work.reopen_too_late': 'A task can be opened again for {seconds} seconds only. That time is over.',
  'work.reopen_own_only': 'Only the person who ticked this task off can open it again.',
  'work.reopen_never': 'This kind of task cannot be opened again once it is done.',
  'work.overtaken':
    'Something has happened in the meantime, so this task is not opened again. Look at it anew.',
  'colleague.unknown': 'This person is not a colleague of yours, or has left. Choose one from the list.',
  'colleague.role': 'This colleague does not work with clients. Choose another one.',
  'capacity.stage_not_offered':
    'Your organisation does not offer this stage, so it has no places there to state.',
  'separation.same': 'A person cannot be kept apart from themselves. Choose another client.',
  'separation.exists': 'These two clients are kept apart already.',
  'separation.ended': 'This record was ended already. The two are no longer kept apart by it.',
  'indicators.period_empty': 'The period ends before it begins. Choose a last day after the first.',
  'indicators.period_too_long': 'The period is longer than {days} days. Choose a shorter one.',
  'indicators.period_ahead': 'The period has not begun yet. Choose an earlier first day.',
  'staff.unknown': 'There is no such colleague in your organisation.',
  'staff.login_taken': 'This login is taken. Choose another one.',
  'staff.role_not_here': 'Your organisation cannot give this role. Choose among the roles of its staff.',
  'staff.last_admin':
    'Somebody must keep the accounts of your organisation. Give another colleague the role of administrator first.',
  'staff.has_left': 'This colleague has left. Their account is kept for the record and cannot be changed.',
  'staff.successor_unknown': 'Choose a successor among the colleagues who work here now.',
  'staff.person_needed': 'Accounts are kept by a person. Sign in as an administrator of your organisation.',
  'join.credentials':
    'Login and code do not fit together, or the code has run out. Check both, or ask your administrator for a new code.',
  'site.unknown': 'Your organisation has no site of this code.',
  'site.hours_incomplete': 'Say both when the site opens and when it closes, or neither.',
  'site.hours_order': 'The site must close later than it opens. Correct the hours.',
  'site.no_working_day': 'A week needs a working day. Leave one day out of the weekend.',
  'duty.turn_unknown': 'There is no such turn of duty, or it was cancelled.',
  'duty.turn_overlaps':
    'Somebody has a turn at this site and level in that time already. Choose another time, or substitute them.',
  'duty.role_needed':
    'This duty is for colleagues with the role that answers at this site. Choose one of them.',
  'duty.no_such_level': 'Nobody answers at this level at this site. Choose another level.',
  'duty.turn_over': 'This turn is over. It stays on record as it was.',
  'duty.turn_order': 'The turn must end after it begins. Correct the times.',
  'duty.turn_in_past': 'This turn would already be over. Choose a later time.',
  'duty.turn_too_long': 'A turn lasts at most {hours} hours. Plan several.',
  'duty.turn_too_far': 'Turns are planned at most {days} days ahead. Choose an earlier time.',
  'duty.already_theirs': 'This turn is theirs already.',
  'duty.not_yours_to_pass':
    'Whoever has the turn, whoever takes it, or a manager records a substitution. Ask one of them.',
  'period.empty': 'The period ends before it begins. Choose a last day that is not before the first.',
  'period.too_long': 'The period is longer than {days} days. Choose a shorter one.',
  'period.ahead': 'The period has not begun yet. Choose an earlier first day.',
  'client.protected':
    'This record is protected: only the team named for it sees it. Ask the privacy officer, or open the emergency card if somebody is in danger.',
  'client.merged': 'This record was joined to {into}. Go on there.',
  'identity.break_glass_needed':
    'Who this person is is open to the team that looks after them now. Ask for it to be opened, with a reason.',
  'identity.already_known': 'Who this client is is known already.',
  'identity.not_joined':
    'This identity was given on admission; there is nothing to take back. If the client wants it gone, ask the privacy officer for erasure.',
  'photo.needs_identity': 'A photograph needs a name: this client is anonymous.',
  'photo.unfit':
    'This is not a photograph that can be kept. Use a JPEG or PNG of at most {pixels} pixels a side.',
  'photo.too_large': 'The photograph is too large. At most {bytes} bytes.',
  'eligibility.recipient_unknown':
    'There is no such partner here. Choose a lender, an employer or a training provider from the list.',
  'eligibility.programme_unknown': 'There is no such programme for this partner. Choose one from the list.',
  'eligibility.too_long':
    'A token of this programme lasts {days} days at most, and ends after today. Choose another last day.',
  'eligibility.consent_needed':
    'The client’s own consent for this kind of partner is missing, has ended, or ends before the token. Ask the client and record it first.',
  'eligibility.ended': 'This token has ended already.',
  'eligibility.not_known': 'This code is not known here. Check each sign with the person who showed it.',
  'eligibility.not_valid': 'This token can no longer be taken: it was used, has expired or has ended.',
  'eligibility.slow_down': 'Too many codes that are not known. Try again in {seconds} seconds.',
  'session.partner_desk': 'This account works at the partner desk. Sign in at /partner.',
  'return.unknown': 'Code and passphrase do not fit together. Check both with the client and try again.',
  'return.slow_down': 'Too many wrong tries. Try again in {seconds} seconds.',
  'window.unknown':
    'Code and passphrase do not fit together. Look at the card again, and write the passphrase as you chose it.',
  'window.slow_down': 'Please wait {seconds} seconds and try again.',
  'window.nobody_responsible':
    'Nobody is responsible for you at the moment, so there is nobody to ask. The contact page says who can help.',
  'window.asked_already': 'You have asked already and wait for an answer. Nothing new was sent.',
  'window.passkey_failed': 'The key of this telephone did not work. Come in with your code and passphrase.',
  'window.code_not_yours':
    'This is not the code on your card. Look at it again, or sign on the screen instead.',
  'window.passkeys_full': 'You have {max} keys already. Remove one that you no longer use.',
  'break_glass.unknown': 'There is no such opening in your organisation.',
  'break_glass.overdue':
    'An earlier opening of yours still waits for its review. Ask the privacy officer to review it; in an emergency a colleague can open the card.',
  'break_glass.asked_already': 'You have asked for this client already. Wait for the decision.',
  'break_glass.decided': 'This request has been decided already.',
  'break_glass.lapsed': 'Nobody decided within a day, so the request has lapsed. Ask again.',
  'break_glass.own': 'A second person decides and reviews: never whoever asked, nor whoever granted it.',
  'break_glass.not_yours': 'This was opened by somebody else. Only they see it.',
  'break_glass.more_than_asked': 'No more can be opened than was asked for, and not for longer.',
  'break_glass.words_short': 'Say why in at least {min} characters.',
  'break_glass.over': 'This opening has ended.',
  'break_glass.still_open': 'This opening is still in force. End it, or review it when it has ended.',
  'break_glass.reviewed': 'This opening has been reviewed already.',
  'merge.unknown': 'There is no such pair of records in your organisation.',
  'merge.same': 'These are one and the same record. Choose two.',
  'merge.own': 'Another person confirms it, not whoever proposed it.',
  'merge.open_already': 'This record has been joined, or proposed to be joined, already.',
  'merge.chain': 'One of the two records has been joined with another already. Undo that first.',
  'merge.decided': 'This has been decided already.',
  'merge.erased': 'One of the two records was erased. Nothing is left to join or to take apart.',
  'merge.not_merged': 'These records are not joined, so there is nothing to undo.',
  'protection.unknown': 'This client is not protected in your organisation, or the code is not known.',
  'protection.alert_unknown': 'There is no such alert in your organisation.',
  'data_request.unknown': 'There is no such request in the register of your organisation.',
  'data_request.own': 'Another person decides, not whoever wrote the request down.',
  'data_request.decided': 'This request has been decided already.',
  'data_request.not_decided': 'Decide the request first.',
  'data_request.court_only':
    'Only a court order opens more than the answer that neither confirms nor denies.',
  'data_request.too_early':
    'Every answer leaves at the same time after it was asked for. This one may leave from {from}.',
  'complaint.unknown': 'There is no such complaint here.',
  'complaint.key_unknown': 'Code and passphrase do not belong together. Look at both again.',
  'complaint.house_unknown': 'Choose the organisation from the list.',
  'complaint.no_office':
    'There is no office in the network that could take this complaint. Write it on paper and give it to the body named on the page of rights.',
  'complaint.decided': 'This complaint has been decided already.',
  'complaint.not_acknowledged': 'Acknowledge the complaint first.',
  'complaint.acknowledged': 'This complaint has been acknowledged already.',
  'complaint.there_already': 'The coordination office has this complaint already.',
  'complaint.own': 'This complaint is about you: somebody else looks into it.',
  'complaint.other_investigator': 'Somebody else was named to look into this complaint.',
  'complaint.too_many': 'Nothing more can be written here. Ask the organisation to speak with you.',
  'complaint.not_decided': 'There is no decision yet.',
  'complaint.checked': 'Whether anybody took revenge has been answered already.',
  'complaint.slow_down': 'There were many tries from here. Wait {seconds} seconds and try again.',
  'correction.unknown': 'There is no such request for a correction here.',
  'correction.own': 'Another person decides, not whoever wrote the request down.',
  'correction.decided': 'This correction has been decided already.',
  'correction.not_accepted': 'Only what was accepted is corrected.',
  'correction.not_changed': 'The record still says what it said. Change it first in its own form.',
  'correction.not_refused': "The client's words stand beside what was refused.",
  'correction.reason_needed': 'Say why, in words the client understands.',
  'access.unknown': 'There is no such request for the record here.',
  'access.answered': 'This request has been answered already.',
  'rights.no_house': 'Nobody is responsible for you here any more. Ask at the organisation itself.',
  'breach.unknown': 'There is no such breach in the register of your organisation.',
  'breach.in_future': 'A breach is found before it is written down.',
  'breach.notified': 'The authority was told already.',
  'breach.authority_needed': 'Where harm is possible the authority is told; write its reference down.',
  'breach.clients_not_told': 'The risk is high: tell the clients first.',
  'breach.not_notified': 'Tell the authority first, or say why it need not know.',
  'breach.closed': 'This breach is closed. It stays as it is.',
  'permit.days': 'A permit ends after it begins.',
  'permit.needed':
    'The law of this place allows no new health records without a valid permit. Ask your administrator to enter its number.',
  'leave.unknown': 'There is no such wish here.',
  'leave.open': 'This wish is known already, and somebody is on their way.',
  'leave.not_here': 'No organisation is responsible for you now, so nobody keeps you.',
  'leave.theirs_first': 'Whoever leaves gets their belongings and documents. Give them back first.',
  'leave.answered': 'What came of this wish is written down already.',
  'retention.not_due': 'The law still keeps this record, or something holds it.',
  'review.unknown': 'There is no such review in your organisation.',
  'review.nothing_to_draw':
    'No handoff was requested in this period, so there is nothing to draw. Choose another period.',
  'review.answer_missing': 'Answer every question of the worksheet; say "not applicable" where it is.',
  'review.finding_needed': 'A question was answered with no. Write down what you found.',
  'review.found_already': 'This handoff was looked at already. What was found stays as it is.',
  'review.no_finding': 'There is no finding here to reply to.',
  'review.replied_already': 'This finding was replied to already. The auditor decides now.',
  'review.not_replied': 'A finding is closed after somebody has replied to it. Wait for the reply.',
  'review.item_ended': 'This item is settled. It stays as it is.',
  'review.closer_replied': 'Whoever replied to a finding does not close it. Ask another auditor.',
  'review.items_open': '{count} handoffs of this review are not settled yet. Settle them first.',
  'review.closed': 'This review is closed. Nothing in it changes any more.',
  'client.erased':
    'This client was erased on {on}. What is left of the record names nobody; a certificate is with the privacy officer.',
  'paper.in_person_only':
    'This certificate goes into the hand of the person alone. Hand it over when they are there.',
  'paper.not_voluntary':
    'The record does not show that this person came of their own will, so there is no date to certify.',
  'paper.nothing_yet': 'There is no record yet that a paper could be made of.',
  'import.organisation_unknown':
    'There is no organisation with the code {code}. See `handrail demo accounts` or your administrator for the codes.',
  'audit.verification_unknown': 'There is no such verification. Ask for a new one.',
} as const;

export type RefusalCode = keyof typeof REFUSALS_EN;

/** The same sentences in another language: a missing or a surplus key does not compile. */
export type RefusalWords = Readonly<Record<RefusalCode, string>>;
