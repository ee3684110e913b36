import type { ERASURE_ACTIONS } from '../charter/erasure-actions.js';
import type {
  ErasedStore,
  ErasureGround,
  ErasureScope,
  ErasureState,
  ErasureOrigin,
  KeptStore,
  LegalHoldGround,
} from '../charter/erasure.js';

/** Values of erasure in English words: a value without a word does not compile. */
export const erasureCodes = {
  erasure_state: {
    requested: 'Waiting for a decision',
    granted: 'Granted, not carried out yet',
    refused: 'Refused',
    taken_back: 'Taken back by the client',
    carried_out: 'Erased',
  } satisfies Record<ErasureState, string>,
  erasure_way: {
    in_person: 'In person',
    in_writing: 'In writing',
    by_telephone: 'By telephone',
    by_representative: 'Through a representative',
    own_window: 'In their own window',
    retention: 'The law keeps it no longer',
  } satisfies Record<ErasureOrigin, string>,
  erasure_ground: {
    no_longer_needed: 'The data are no longer needed',
    consent_withdrawn: 'Consent was withdrawn, and nothing else allows keeping them',
    objection: 'The client objects, and nothing weighs more',
    unlawful: 'They should never have been kept',
    law_requires: 'The law demands erasure',
    kept_by_law: 'The law demands that the record is kept',
    legal_claim: 'Needed for a legal claim',
    public_health: 'Needed for public health',
    identity_not_shown: 'Who asks could not be made sure of',
  } satisfies Record<ErasureGround, string>,
  erasure_scope: {
    person: 'Nobody can read who this was',
    organisation: 'This organisation has forgotten who this is',
  } satisfies Record<ErasureScope, string>,
  hold_ground: {
    court: 'Order of a court',
    authority: 'Demand of an authority',
    claim: 'A legal claim is open',
    complaint: 'A complaint is open',
    safeguarding: 'Protection of a child or adult at risk',
  } satisfies Record<LegalHoldGround, string>,
  erased_store: {
    person_key: "The person's key",
    identity_fields: 'Name, birth date, contacts, documents',
    search_tokens: 'Search tokens',
    acquaintance: 'That this organisation knows the person',
    drafts: 'Unfinished forms',
    open_work: 'Open tasks',
    client_code: 'The code of the client (now only a mark)',
  } satisfies Record<ErasedStore, string>,
  kept_store: {
    case_record: 'The record of care, under numbers that name nobody',
    audit: 'The audit log, which holds no names',
    other_organisations: 'What other organisations keep and answer for themselves',
    import_marks: 'A keyed mark that keeps an import from bringing the person back',
  } satisfies Record<KeptStore, string>,
};

/** What the audit says of these actions. */
export const erasureActionWords = {
  'erasure.list': 'Read the requests to be erased',
  'erasure.view': 'Read what is asked about erasing a client',
  'erasure.request': 'Recorded a request to be erased',
  'erasure.withdraw': 'Recorded that a request to be erased was taken back',
  'erasure.decide': 'Decided on a request to be erased',
  'erasure.complete': 'Erased a client',
  'erasure.certificate': 'Read a certificate of erasure',
  'hold.place': 'Placed a legal hold',
  'hold.lift': 'Lifted a legal hold',
} satisfies Record<keyof typeof ERASURE_ACTIONS, string>;
