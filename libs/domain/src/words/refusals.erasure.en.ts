/** Why an erasure cannot be carried out or a legal hold be laid, in English. */
export const ERASURE_REFUSALS_EN = {
  'erasure.unknown': 'There is no such request to be erased in your organisation.',
  'erasure.open': 'A request to be erased is open for this client already. Go on with that one.',
  'erasure.asked_in_future': 'The day on which the client asked lies in the future. Correct the date.',
  'erasure.asked_too_early':
    'The day on which the client asked is more than {days} days ago. Check the year.',
  'erasure.decided': 'This request is decided already. The decision stays as it is.',
  'erasure.not_granted': 'This erasure was not granted, so there is nothing to carry out.',
  'erasure.taken_back': 'The client took this request back. Record a new one if they ask again.',
  'erasure.carried_out': 'This erasure was carried out. It cannot be undone or changed.',
  'erasure.retention_note_needed':
    'The law keeps this record until {until}. Write down why it is erased all the same ({min} characters at least).',
  'erasure.same_person': 'Whoever granted an erasure does not carry it out. Ask a colleague who may.',
  'erasure.held': 'A legal hold stands for this client: nothing is erased before it is lifted.',
  'erasure.handoff_open':
    'A handoff of this client is open. End it first: the partner must not wait for somebody who was erased.',
  'erasure.no_certificate': 'There is no certificate for this request: it was not carried out.',
  'hold.unknown': 'There is no such legal hold in your organisation.',
  'hold.exists': 'A legal hold stands for this client already.',
  'hold.lifted': 'This legal hold is lifted already.',
};
