/** Why a file cannot be kept or a letter not be given out, in English. */
export const DOCUMENT_REFUSALS_EN = {
  'document.unknown': 'There is no such document here.',
  'document.empty': 'This file is empty. Choose another.',
  'document.too_large': 'This file is too large. At most {bytes} bytes are taken: save it smaller.',
  'document.not_base64': 'The content of the file arrived broken. Send it again.',
  'document.harmful': 'This file is the test file of virus scanners, or holds it. It is not kept.',
  'document.archive': 'This is an archive. Unpack it and send the file you mean.',
  'document.program': 'This is a program or a file of an office program. Save it as PDF and send that.',
  'document.unknown_type': 'Files of this type are not taken. These are: {types}.',
  'document.not_as_said':
    'This file is something else than it says. Open it, save it in its own type and send it again.',
  'document.two_at_once': 'Something else is hidden in this file. Open it, save it anew and send that.',
  'document.acts': 'This PDF runs something or carries other files. Print it to PDF anew and send that.',
  'document.locked': 'This PDF is locked, so nobody can look at what is in it. Save it without a password.',
  'document.in_future': 'The day on a document cannot lie in the future.',
  'document.void_by_keeper': 'A document is marked as void by whoever kept it, or by the duty manager.',
  'document.voided': 'This document was marked as void already.',
  'letter.unknown': 'There is no such letter here.',
  'letter.words_needed': 'Write what the letter is to say.',
  'letter.no_words': 'A certificate of attendance says nothing beside the days. Leave the words empty.',
  'letter.days_needed': 'Give the first and the last day.',
  'letter.days_not_asked': 'Days belong to a certificate of attendance alone. Leave them empty.',
  'letter.days_to_come': 'The last day is still to come. Choose today or earlier.',
  'letter.days_turned': 'The last day comes before the first. Turn them round.',
  'letter.days_too_many': 'A certificate covers at most {days} days. Choose a shorter time.',
  'letter.nothing_attended': 'In these days no attended appointment is written down. Choose other days.',
  'letter.own_hand_only':
    'A certificate of attendance goes into the hand of the client alone. Choose no consent.',
  'letter.consent_too_narrow':
    'This consent does not open treatment. Choose another, or give the letter into the hand of the client.',
  'letter.still_in_care':
    'A discharge summary is written when the stay in your organisation has ended. Write a referral letter instead.',
  'letter.revoked': 'This letter was revoked already.',
  'letter.slow_down': 'Too many questions from this address. Try again in {seconds} seconds.',
};
