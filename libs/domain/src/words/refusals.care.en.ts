import { CHART_REFUSALS_EN } from './refusals.chart.en.js';
import { PROGRAMME_REFUSALS_EN } from './refusals.programme.en.js';
import { DOCUMENT_REFUSALS_EN } from './refusals.document.en.js';
import { WARD_REFUSALS_EN } from './refusals.ward.en.js';

/** Why something of a client’s care cannot be recorded, in English. */
export const CARE_REFUSALS_EN = {
  'instrument.unknown_item': 'This instrument has no such item. Load the form again.',
  'instrument.illegal_answer': 'That is not an answer of this form. Its answers are: {answers}.',
  'instrument.not_asked': 'This is not asked after the answers before it. Leave it empty.',
  'medicine.amount': 'Say how much, more than nothing and within what a dose can be.',
  'medicine.starts_in_the_past':
    'An order starts now or later. Doses that were given are written down apart.',
  'medicine.ends_before_it_starts': 'The order ends before it starts. Choose a later end.',
  'medicine.times': 'Give the times of the day, each once.',
  'medicine.most_per_day': 'Say how many doses a day at most.',
  'medicine.hours_between': 'Say how many hours lie between two doses at least, from 1 to 24.',
  'medicine.allergy':
    'The client is written down as allergic to this. Choose another medicine, or say why it is ordered all the same.',
  'medicine.not_lawful_here': 'Opioid agonist treatment is not lawful in this region.',
  'medicine.opioid_use_unknown':
    'First write down when opioids were last taken. Without that this medicine can cause sudden withdrawal.',
  'medicine.opioids_too_recent':
    'Opioids were taken too short a time ago: {days} days without them are needed first.',
  'medicine.opioid_test_needed':
    'A negative opioid test is needed, taken after the last use and within {hours} hours.',
  'medicine.pregnancy_review_needed':
    'The client is pregnant: an obstetrician and a specialist review this first.',
  'medicine.no_dosing_by_score': 'No scale doses this substance. A clinician plans it by the vital signs.',
  'medicine.dose_in_the_future': 'A dose is written down once it was taken.',
  'medicine.dose_long_ago': 'That is too long ago to be written down as a dose. Write a note.',
  'medicine.order_not_in_force': 'The order was not in force then. Look at the order.',
  'medicine.reason_needed': 'Say why the dose was not given.',
  'medicine.two_identifiers':
    'Look at two different things to know who it is: name, birth date, photograph, code.',
  'medicine.due_time_needed': 'Say which dose of the day it was.',
  'medicine.dose_twice': 'This dose was written down already. Load the round again.',
  'medicine.dose_too_early':
    'It is too early for this dose: it can be given {minutes} minutes before its time.',
  'medicine.dose_too_soon': 'The last dose is too short a time ago: {hours} hours have to lie between.',
  'medicine.dose_too_many': 'That is more than may be taken in 24 hours: {doses}.',
  'medicine.order_unknown': 'There is no such order here.',
  'medicine.dose_unknown': 'There is no such dose here.',
  'medicine.fact_unknown': 'There is no such entry here.',
  'medicine.stopped': 'This order was stopped already. Write a new one.',
  'medicine.voided': 'This was marked as void already.',
  'medicine.given_already':
    'Doses of this order were given, so it cannot be taken back. Stop it for another reason.',
  'medicine.score_needed':
    'First take the withdrawal score: this dose goes by one of the last {hours} hours.',
  'medicine.not_its_time': 'The order has no dose at that time. Load the round again.',
  'medicine.fact_in_future': 'This tells of what has happened. Choose an hour that has passed.',
  'medicine.fact_form':
    'A use names the substance, a test the substance and the result, and nothing else has them.',
  'medicine.naloxone_not_here': 'Naloxone to take home is not lawful in this region.',
  'instrument.unknown': 'There is no such instrument in this version. Load the list again.',
  'instrument.retired': 'This version is not taken any more. Load the list again and take the newer one.',
  'instrument.not_allowed': 'This instrument may not be taken in your region.',
  'assessment.in_future': 'That time is still to come. Give the time at which it was taken.',
  'assessment.before_episode': 'That was before the client came. Check the day.',
  'assessment.mode_not_of_form': 'This form is not taken in that way. Choose one of its own ways.',
  'assessment.substance_needed': 'This form asks about one substance. Choose which.',
  'assessment.substance_not_asked': 'This form is not about one substance. Leave it empty.',
  'assessment.nothing_answered': 'Nothing was answered. Enter one answer at least.',
  'assessment.unknown': 'There is no such assessment of this client.',
  'assessment.of_others': 'Another organisation wrote this. Ask them to put it right.',
  'assessment.voided': 'This assessment does not count any more.',
  'assessment.corrected': 'This assessment was put right already. Open the newer one.',
  'assessment.clinician_needed':
    'A clinician must look at this first. Ask one to correct it or to sign it off.',
  'assessment.sign_off_not_needed': 'This assessment needs no sign-off.',
  'assessment.signed_off': 'This assessment is signed off already.',
  'assessment.sign_off_needed':
    'The suicide risk is high and no clinician has signed it off. Ask one, from afar if need be. An emergency never waits for it.',
  'note.unknown': 'There is no such note here.',
  'note.in_future': 'A note tells of what has happened. Choose an hour that has passed.',
  'note.before_episode': 'This care began on {on}. Choose an hour after it began.',
  'note.not_author': 'Only whoever wrote this note amends it. Write a note of your own.',
  'note.void_by_author': 'A note is marked as void by whoever wrote it, or by the duty manager.',
  'note.voided': 'This note was marked as void. Write a new one.',
  ...CHART_REFUSALS_EN,
  ...DOCUMENT_REFUSALS_EN,
  ...PROGRAMME_REFUSALS_EN,
  ...WARD_REFUSALS_EN,
};
