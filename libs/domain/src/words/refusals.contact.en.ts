/** Why an appointment or a series cannot be planned, moved or recorded, in English. */
export const CONTACT_REFUSALS_EN = {
  'contact.unknown': 'There is no such appointment in your organisation.',
  'contact.ends_before_start': 'The appointment ends before it starts. Check both times.',
  'contact.too_long': 'An appointment lasts {hours} hours at most. Check the end.',
  'contact.too_long_ago':
    'This is more than {days} days ago. An appointment is written down within {days} days.',
  'contact.too_far_ahead': 'This is more than {days} days ahead. Check the year.',
  'contact.not_yet': 'The time of the appointment has not come. Nobody has stayed away yet.',
  'contact.in_future': 'The client cannot have come in the future. Check the time.',
  'contact.other_day':
    'This is more than {hours} hours from the planned time. Plan another appointment for that day.',
  'contact.not_late': 'That is not later than planned. Record that the client came on time.',
  'contact.recorded': 'It is recorded already what came of this appointment.',
  'contact.not_recorded': 'Nothing is recorded of this appointment yet, so there is nothing to undo.',
  'contact.undo_own_only': 'Only whoever recorded this undoes it. Ask them, or correct it.',
  'contact.undo_too_late': 'This was recorded more than {minutes} minutes ago. It stays as it is.',
  'contact.not_in_series': 'This appointment belongs to no series.',
  'contact.group_moves_as_one': 'This appointment belongs to a group. It is moved for nobody alone.',
  'group.unknown': 'There is no such group meeting in your organisation.',
  'group.mutual_aid_has_no_list':
    'Mutual aid keeps no list of who comes, and this system never keeps one. Give the client the place and time instead.',
  'group.client_twice': 'This client is on the list twice.',
  'group.not_on_list': 'This client is not on the list of the group.',
  'recurrence.unreadable': 'This recurrence cannot be read.',
  'recurrence.part_unknown': 'A recurrence with {part} is not supported.',
  'recurrence.end_needed': 'Say how often, or until which day, the series goes on: one of the two.',
  'recurrence.too_many': 'A series has {max} appointments at most.',
  'recurrence.too_far': 'A series ends within {days} days of its start.',
  'recurrence.ends_before_start': 'The series ends before it starts. Check the last day.',
  'recurrence.start_not_in_rule': 'The first appointment is not on a day of the series.',
  'recurrence.exception_unknown': 'The series has no appointment on {day}, so it cannot be left out.',
  'recurrence.nothing_left': 'Every appointment of the series is left out. Nothing is planned.',
};
