import {
  CONSENT_KINDS,
  DATA_CATEGORIES,
  type ConsentCategory,
  type ConsentEnd,
  type ConsentKind,
  type ConsentSigner,
  type ConsentWay,
  type RecipientClass,
} from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { ConsentRequest } from '#domain/wire/consent.js';

/** A consent while it is talked over with the client. Nothing is ticked beforehand. */
export interface ConsentDraft {
  readonly kind: ConsentKind;
  /** Code of a partner, or a class; where the screen knows the partner already, both stay empty. */
  readonly recipient: string;
  readonly recipient_class: RecipientClass | '';
  /** Everything but safety, which is a question of its own. */
  readonly categories: readonly ConsentCategory[];
  /** Nobody has answered for the client before they were asked. */
  readonly safety: 'yes' | 'no' | null;
  readonly given_how: ConsentWay;
  readonly signer: ConsentSigner;
  readonly document: string;
  readonly checked: boolean;
  readonly guardian: string;
  readonly own_from: string;
  readonly ends: ConsentEnd | null;
  readonly expires_on: string;
  /** The text that was shown, and to which choices it belongs: it is signed only as long as these stay the same. */
  readonly read: { readonly of: string; readonly sha256: string } | null;
}

/** Of somebody under age a guardian signs (R-C10); the client may be asked for another signature all the same. */
export const emptyConsent = (kind: ConsentKind, underAge: boolean): ConsentDraft => ({
  kind,
  recipient: '',
  recipient_class: '',
  categories: [],
  safety: null,
  given_how: 'paper_signature',
  signer: underAge ? 'guardian' : 'self',
  document: '',
  checked: false,
  guardian: '',
  own_from: '',
  ends: null,
  expires_on: '',
  read: null,
});

/** For a handoff: it ends with the care, unless something else is chosen. */
export const consentToPartner = (underAge: boolean): ConsentDraft => ({
  ...emptyConsent('care_sharing', underAge),
  ends: 'end_of_care',
});

/** What it opens. */
export const sharedBy = ({ categories, safety }: ConsentDraft): ConsentCategory[] =>
  DATA_CATEGORIES.filter((one) => (one === 'safety' ? safety === 'yes' : categories.includes(one)));

/** The same with more in it, as the client said yes to it a moment ago. */
export const sharingToo = (draft: ConsentDraft, more: readonly ConsentCategory[]): ConsentDraft => ({
  ...draft,
  categories: [...new Set([...draft.categories, ...more.filter((one) => one !== 'safety')])],
  safety: more.includes('safety') ? 'yes' : draft.safety,
});

/** The text is shown in the language of the client, whichever that of the screen is. */
function chosenIn(draft: ConsentDraft, language: Language): ConsentRequest {
  const { kind, recipient, recipient_class, signer, document, checked, guardian, own_from } = draft;
  const { ends, expires_on } = draft;
  return {
    kind,
    purposes: [...CONSENT_KINDS[kind].purposes],
    categories: kind === 'service' ? [] : sharedBy(draft),
    language,
    given_how: draft.given_how,
    signer,
    ...(recipient !== '' && { recipient }),
    ...(recipient === '' && recipient_class !== '' && { recipient_class }),
    ...(ends !== null && { ends }),
    ...(ends === 'date' && expires_on !== '' && { expires_on }),
    ...(signer !== 'self' && {
      authority: {
        ...(document.trim() !== '' && { document: document.trim() }),
        checked,
        ...(signer === 'guardian' && guardian.trim() !== '' && { client: guardian.trim() }),
        ...(signer === 'guardian' && own_from !== '' && { own_from }),
      },
    }),
  };
}

/** What is recorded; the text that was shown goes along, so that nothing else is signed than what was read. */
export function consentOf(draft: ConsentDraft, language: Language): ConsentRequest {
  const chosen = chosenIn(draft, language);
  return draft.read?.of === JSON.stringify(chosen) ? { ...chosen, text_sha256: draft.read.sha256 } : chosen;
}

/** The same for a partner who was chosen elsewhere on the screen. */
export const consentFor = (draft: ConsentDraft, recipient: string, language: Language): ConsentRequest =>
  consentOf({ ...draft, recipient, recipient_class: '' }, language);
