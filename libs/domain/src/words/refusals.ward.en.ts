/** Why something of the ward cannot be done, in English. */
export const WARD_REFUSALS_EN = {
  'bed.unknown': 'There is no such bed here. Load the list again.',
  'bed.taken': 'Somebody has this bed or is to have it. Choose another.',
  'bed.closed': 'This bed is out of service. Choose another.',
  'bed.open': 'This bed is in service already.',
  'bed.none': 'No bed is taken or kept here. Load the list again.',
  'bed.has_one': 'This person has a bed here already. Load the list again.',
  'bed.label_taken': 'Another bed of this site has that name. Choose another name.',
  'bed.handoff_not_accepted':
    'A bed is kept once the handoff was accepted here, and until the client arrives.',
  'bed.site_unknown': 'There is no such site of your organisation.',
  'bed.until_in_past': 'Choose an hour that is still to come.',
  'bed.until_too_long': 'A bed is kept {days} days at most.',
  'round.concern_needed': 'Say what needs attention.',
  'round.concern_unasked': 'Only where something needs attention is it named.',
  'handover.unknown': 'There is no such handover here.',
  'handover.waits': 'A handover waits to be taken already. A colleague takes it first.',
  'handover.signed': 'This handover was taken already. It is not changed any more.',
  'handover.same_person': 'Whoever gives a shift does not take it. A colleague signs.',
};
