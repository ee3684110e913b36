import { createHash, randomUUID } from 'node:crypto';
import type { Language } from '#domain/charter/code-lists.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { narrowed, wholeConsent, type WholeConsent } from '#domain/rules/consent.js';
import { consentDocument, type Agreed } from '#domain/rules/consent-document.js';
import type { Labels } from '#domain/wire/common.js';
import type {
  ConsentDocument,
  ConsentNarrowRequest,
  ConsentRequest,
  ConsentWithdrawalRequest,
  ConsentWritten,
} from '#domain/wire/consent.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Tx } from '#platform/db/tx.js';
import { templateOn } from '#platform/packs/consent-file.js';
import type { Pack } from '#platform/packs/pack.js';
import type { Packs } from '#platform/packs/packs.js';
import { dayIn } from '../day.queries.js';
import { loseConsent, moveOn } from './consent-loss.tx.js';
import { readLeft, type ConsentFound } from './consent.queries.js';

/** Where a consent is given: the open episode, and the house that is responsible for it. */
export interface ConsentPlace {
  readonly client_id: string;
  readonly audit_subject: string;
  readonly episode_id: string;
  readonly organisation_id: string;
  readonly from_names: Labels;
  readonly jurisdiction: string;
  readonly time_zone: string;
  readonly birth_year: number | null;
  readonly language: Language;
  /** The day it is there. */
  readonly today: string;
}

/** The place of a client's consent, for staff who have the whole client and for the client; null: no episode is open. */
export async function findPlace(tx: Tx, clientId: string | null): Promise<ConsentPlace | null> {
  const place = await tx.maybe<ConsentPlace>('select * from care.consent_place($1)', [clientId]);
  if (place) tx.about(place.audit_subject);
  return place ?? null;
}

interface Recipient {
  readonly id: string;
  readonly names: Labels;
}

async function findRecipient(tx: Tx, place: ConsentPlace, code: string): Promise<Recipient> {
  const recipient = await tx.maybe<Recipient>(
    'select id, names from care.organisation where code = $1 and closed_at is null',
    [code.trim().toUpperCase()],
  );
  if (!recipient) throw new Refusal('handoff.receiver_unknown', { field: 'recipient' });
  if (recipient.id === place.organisation_id)
    throw new Refusal('consent.recipient_own', { field: 'recipient' });
  return recipient;
}

export interface Composed {
  readonly whole: WholeConsent;
  readonly recipient: Recipient | null;
  readonly document: ConsentDocument;
}

/** A consent that lacks nothing, with the document as it is shown now; refused by name where something is missing. */
export async function compose(
  tx: Tx,
  packs: Packs,
  place: ConsentPlace,
  wanted: ConsentRequest,
): Promise<Composed> {
  const pack = packs.of(place.jurisdiction);
  const whole = wholeConsent(wanted, pack.consents.profile, place, place.today);
  const recipient = whole.recipient ? await findRecipient(tx, place, whole.recipient) : null;
  if (whole.authority?.client && tx.actor.kind !== 'client')
    await refuseKeptApart(tx, place.client_id, whole.authority.client);
  const document = documentOf(pack, whole, place, recipient?.names ?? null);
  if (wanted.text_sha256 !== undefined && wanted.text_sha256 !== document.sha256)
    throw new Refusal('consent.text_changed', { field: 'text_sha256' });
  return { whole, recipient, document };
}

function documentOf(
  pack: Pack,
  agreed: Agreed,
  place: { readonly from_names: Labels; readonly today: string },
  to: Labels | null,
): ConsentDocument {
  const template = templateOn(pack.consents, agreed.kind, place.today);
  must(template !== undefined, `the pack of ${pack.jurisdiction} has a text for ${agreed.kind}`);
  const shown = consentDocument(template, agreed, { from: place.from_names, to });
  return { ...shown, sha256: createHash('sha256').update(canonicalJson(shown)).digest('hex') };
}

/** Whoever has to be kept apart from a client does not sign for them (R-C10). */
async function refuseKeptApart(tx: Tx, clientId: string, code: string): Promise<void> {
  const { apart } = await tx.one<{ apart: boolean }>(
    `select exists (select from care.client_code g join care.separation x on x.ended_at is null and g.client_id in (x.client_id, x.other_client_id)
       and $1 in (x.client_id, x.other_client_id) where g.organisation_id = $2 and g.code = $3) as apart`,
    [clientId, tx.organisation, code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')],
  );
  if (apart) throw new Refusal('consent.guardian_kept_apart', { field: 'authority.client' });
}

/** Writes a consent with the document that was shown; its reference is the client's, the sender's and the recipient's. */
export async function writeConsent(
  tx: Tx,
  place: ConsentPlace,
  packVersion: string,
  { whole, recipient, document }: Composed,
): Promise<ConsentWritten> {
  const reference = randomUUID();
  const row = {
    id: tx.newId(),
    reference,
    kind: whole.kind,
    recipient_organisation_id: recipient?.id ?? null,
    recipient_class: recipient ? null : (whole.recipient_class ?? 'own_house'),
    purposes: whole.purposes,
    categories: whole.categories,
    language: whole.language,
    text_id: document.text_id,
    pack_version: packVersion,
    given_how: whole.given_how,
    signer: whole.signer,
    authority: whole.authority?.document ?? null,
    own_from: whole.own_from,
    ends: whole.ends,
    expires_on: whole.expires_on ?? null,
  };
  await tx.query('select care.record_consent($1, $2, $3, $4)', [
    place.client_id,
    JSON.stringify(row),
    JSON.stringify(document),
    Buffer.from(document.sha256, 'hex'),
  ]);
  tx.note({
    recipient: whole.recipient ?? row.recipient_class,
    kind: whole.kind,
    categories: whole.categories,
  });
  return { reference, version: 1 };
}

/**
 * Takes something away from a consent (R-C03, ADR 0039). Where care itself was taken away, the handoffs that stand on it go
 * where a withdrawal sends them. Answers what has already left.
 */
export async function narrowConsent(
  tx: Tx,
  packs: Packs,
  found: ConsentFound,
  wanted: ConsentNarrowRequest,
): Promise<ConsentWritten> {
  if (found.withdrawn_at) throw new Refusal('consent.already_withdrawn');
  if (!found.stands) throw new Refusal('consent.expired');
  const today = dayIn(tx.now, found.time_zone);
  const left = narrowed(found, wanted, today);
  const pack = packs.of(found.jurisdiction);
  const agreed = {
    ...found,
    ...left,
    purposes: [...left.purposes],
    categories: [...left.categories],
    given_how: wanted.how,
    recipient_class: found.recipient_class ?? undefined,
    expires_on: left.expires_on ?? undefined,
  };
  const { recipient_class, expires_on, ...rest } = agreed;
  const document = documentOf(
    pack,
    { ...rest, ...(recipient_class && { recipient_class }), ...(expires_on && { expires_on }) },
    { from_names: found.from_names, today },
    found.recipient_names,
  );
  const { version } = await tx.one<{ version: number | null }>(
    'select care.narrow_consent($1, $2, $3, $4, $5, $6, $7) as version',
    [
      found.id,
      wanted.how,
      left.purposes,
      left.categories,
      left.expires_on,
      JSON.stringify(document),
      Buffer.from(document.sha256, 'hex'),
    ],
  );
  if (version === null) throw new Refusal('consent.expired');
  const noCare = found.purposes.includes('care') && !left.purposes.includes('care');
  const moved = await moveOn(tx, pack, found.time_zone, found.id, noCare);
  tx.note({ categories: left.categories, handoffs_narrowed: moved.length });
  return { reference: found.reference, version, already_left: await readLeft(tx, found) };
}

/** Withdraws a consent; from this commit on nothing more is disclosed under it. Answers what has already left. */
export async function withdrawConsent(
  tx: Tx,
  packs: Packs,
  found: ConsentFound,
  wanted: ConsentWithdrawalRequest,
): Promise<ConsentWritten> {
  if (found.withdrawn_at) throw new Refusal('consent.already_withdrawn');
  const moved = await loseConsent(tx, packs.of(found.jurisdiction), found.time_zone, found.id, wanted.how);
  tx.note({ handoffs_narrowed: moved.length });
  return { reference: found.reference, version: found.version + 1, already_left: await readLeft(tx, found) };
}
