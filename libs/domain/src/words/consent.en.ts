import type {
  ConsentEnd,
  ConsentKind,
  ConsentPurpose,
  DisclosureChannel,
  RecipientClass,
} from '../charter/consent.js';

/** What the document of a consent says around the text of the jurisdiction, in English: the client reads and signs this. */
export const CONSENT_WORDS_EN = {
  consent_kind: {
    service: 'Care and treatment',
    care_sharing: 'Sharing with another organisation that helps me',
    tpo: 'Treatment, payment and running the services',
    counselling_notes: 'Counselling notes',
    proceedings: 'Court or official proceedings',
    follow_up: 'Asking later how I am',
    research: 'Research',
    employer: 'Contact with an employer',
    lender: 'Contact with a bank or lender',
    media: 'My story in public',
    family_information: 'Telling my family',
  } satisfies Record<ConsentKind, string>,
  consent_purpose: {
    care: 'To help and treat me',
    follow_up: 'To ask later how I am',
    payment: 'To pay for the help',
    operations: 'To run the services well',
    proceedings: 'For this court case or proceeding',
    research: 'For this research',
    employer_contact: 'To find and keep work',
    lender_contact: 'To get a loan',
    media: 'To be published',
    family_information: 'To tell my family',
  } satisfies Record<ConsentPurpose, string>,
  recipient_class: {
    own_house: 'This organisation itself',
    treating_providers: 'My treating providers',
    payers: 'Whoever pays for my treatment',
    family: 'My family, as I name them',
    employers: 'The employer I name',
    lenders: 'The bank or lender I name',
    researchers: 'The researchers I was told about',
    media: 'The publication I was told about',
    courts: 'The court or authority I was told about',
  } satisfies Record<RecipientClass, string>,
  disclosure_channel: {
    packet: 'Through this system',
    export: 'As a file',
    paper: 'On paper',
    fhir: 'As a record in exchange format',
    token: 'As a confirmation without details',
    spoken: 'Spoken',
    access: 'By access to the record',
  } satisfies Record<DisclosureChannel, string>,
} as const;

/** The labels of the lines of a consent, in English. */
export const CONSENT_PARTS_EN = {
  kind: 'What this is',
  from: 'Who shares',
  to: 'Who receives',
  purposes: 'What for',
  categories: 'What may be shared',
  safety: 'Safety information (asked separately)',
  apart: 'Asked one by one',
  until: 'Until',
  signer: 'Who signs',
  way: 'How',
  yes: 'yes',
  no: 'no',
  nothing: 'nothing',
  no_end: 'no end; it can be withdrawn at any time',
  guardian_until: 'The guardian’s signature counts until',
} as const;

/** How long a consent counts, as the client reads it, in English. */
export const CONSENT_ENDS_EN = {
  date: 'A date',
  end_of_care: 'The end of this care',
  handoff_completed: 'The report that I have arrived',
  none: 'No end',
} satisfies Record<ConsentEnd, string>;
