/** Why an ending, an entry or a follow-up cannot be written down so, in English. */
export const EXIT_REFUSALS_EN = {
  'exit.day_in_future': 'That day is still to come. Name the day it happened.',
  'exit.day_before_start': 'The stay began on {since}. It cannot have ended before.',
  'exit.reason_needed': 'Say why the house ends care. Using again is no reason.',
  'exit.appeal_needed': 'Offer an appeal first and write down the day. Nobody’s care is ended without one.',
  'exit.talk_needed':
    'Say whether the talk about the risk of overdose was held or declined. Nobody is kept for it.',
  'exit.cause_needed': 'Say what is known of the cause. “Unknown” is an answer.',
  'exit.not_asked': 'This does not belong to this ending. Leave it empty.',
  'exit.had_started': 'The day of admission is written down, so care had begun. Choose another ending.',
  'exit.too_early': 'This ending is for {days} days without contact. The stage has not lasted that long.',
  'exit.clinician_needed':
    'The risk of suicide is high. A clinician signs a planned end; somebody who leaves, and an emergency, wait for nobody.',
  'exit.already_left': 'The client has left care and is only asked after. A return is a move to a stage.',
  'exit.handoff_open': 'A handoff is still open. End it first, then write down this ending.',
  'entry.days_out_of_order':
    'The days are not in their order: asked, first contact, first appointment offered; admitted, begun, ended.',
  'entry.birth_year': 'Nobody alive was born in that year. Correct the year of birth.',
  'entry.age_not_reached': 'That age does not fit the year of birth.',
  'entry.one_first_substance': 'One substance is the first, and only one.',
  'entry.injects': 'A substance is injected, so “never injected” does not fit.',
  'entry.used_within_30_days': '“Not in 30 days” and the day of last use do not fit.',
  'entry.pregnancy': 'The record says male. Confirm that this is so, or correct it.',
  'entry.legal_ground': 'Who did not choose to come needs a document, its reviewer and its end.',
  'entry.legal_ground_over': 'This legal ground has ended. Nobody is kept on it.',
  'follow_up.unknown': 'There is no such follow-up here. It may have moved on with the client.',
  'follow_up.settled': 'This follow-up is settled already.',
  'follow_up.not_now': 'Its time is from {from} to {until}. Try within it.',
  'follow_up.one_a_day': 'Somebody tried today already. The next attempt is on another day.',
  'follow_up.way_not_allowed':
    'The client did not allow this way. Choose one they named, or wait until they come by.',
  'follow_up.hour_not_allowed':
    'Not at this hour: the client named other hours, or it is quiet time. Try from {from}.',
  'follow_up.answers_of_reached_only': 'Answers are those of somebody who was reached. Leave them empty.',
  'follow_up.at': 'An attempt is written down within {hours} hours after it was made, and not before.',
};
