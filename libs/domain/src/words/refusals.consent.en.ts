/** Why a consent cannot be recorded, narrowed or withdrawn, in English. */
export const CONSENT_REFUSALS_EN = {
  'consent.recipient_own': 'A consent to share with your own organisation is not needed. Choose a partner.',
  'consent.category_required': 'Choose at least one kind of data the client agrees to share.',
  'consent.expired_on_arrival': 'A consent cannot end before it begins. Choose a later date.',
  'consent.unknown': 'There is no such consent of this client for this partner. Record the consent first.',
  'consent.withdrawn':
    'The client has withdrawn this consent. Speak with the client; a new consent is needed.',
  'consent.expired': 'This consent has ended. Ask the client for a new one.',
  'consent.already_withdrawn': 'This consent was withdrawn already.',
  'consent.recipient_required': 'Say who may receive the data.',
  'consent.purpose_required': 'Say what the data may be used for.',
  'consent.end_required': 'Say until when the consent counts: a date, or the event that ends it.',
  'consent.end_needed': 'A consent like this needs an end here. Choose a date or an event.',
  'consent.language_required': 'Say in which language the text was shown.',
  'consent.language_other':
    "The text is shown in the client's own language. Change the client's language first if it is another one.",
  'consent.way_required': 'Say how the client gave the consent.',
  'consent.signer_required': 'Say who signed: the client, a guardian or a representative.',
  'consent.counselling_alone': 'Counselling notes need a consent of their own, with nothing else in it.',
  'consent.proceedings_alone': 'Use in court or official proceedings needs a consent of its own.',
  'consent.purpose_of_another': 'This purpose needs another kind of consent, given separately.',
  'consent.category_of_another': 'This kind of data cannot be part of this kind of consent.',
  'consent.recipient_of_another': 'This kind of consent cannot be given to this recipient.',
  'consent.class_not_here': 'Here a consent must name the organisation that receives the data.',
  'consent.guardian_required': 'The client is under age: a guardian has to sign.',
  'consent.guardian_not_needed': 'The client decides alone now. They sign themselves.',
  'consent.guardian_unchecked':
    'First make sure that this is not the person the client needs protection from, and say so.',
  'consent.guardian_kept_apart':
    'This person must be kept apart from the client and cannot sign for them. Find another guardian.',
  'consent.authority_required': 'Name the document that allows this person to sign for the client.',
  'consent.birth_year_needed':
    "Enter the client's year of birth, or the day from which the client decides alone.",
  'consent.kind_of_others':
    'A consent of this kind is recorded by those who treat the client. You may record consents for lenders and employers.',
  'consent.minor_not_published': 'Nobody under age is shown in the media, whoever agrees.',
  'consent.text_changed': 'The text has changed since it was shown. Show it again before signing.',
  'consent.not_narrower':
    'This does not make the consent smaller. To allow more, the client gives a new consent.',
  'consent.narrowed_to_nothing': 'Nothing would be left. Withdraw the consent instead.',
} as const;
