import type {
  ConsentCategory,
  ConsentEnd,
  ConsentKind,
  ConsentPurpose,
  ConsentSigner,
  ConsentWay,
  DisclosureBasis,
  DisclosureChannel,
  DisclosureTier,
  RecipientClass,
} from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import type { Labels } from '#domain/wire/common.js';
import type {
  AccountingView,
  ConsentCopy,
  ConsentDocument,
  ConsentView,
  DisclosureLine,
  LeftView,
} from '#domain/wire/consent.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';

/** A consent as it is read, by staff under their policies or by the client through functions of their own. */
export interface ConsentFound {
  id: string;
  client_id: string;
  audit_subject: string;
  reference: string;
  kind: ConsentKind;
  recipient_code: string | null;
  recipient_names: Labels | null;
  recipient_class: RecipientClass | null;
  from_names: Labels;
  jurisdiction: string;
  time_zone: string;
  purposes: ConsentPurpose[];
  categories: ConsentCategory[];
  language: Language;
  given_how: ConsentWay;
  signer: ConsentSigner;
  given_at: Date;
  ends: ConsentEnd;
  expires_on: string | null;
  own_from: string | null;
  ended_at: Date | null;
  withdrawn_at: Date | null;
  stands: boolean;
  version: number;
}

const COLUMNS = `k.id, k.client_id, c.audit_subject, k.reference, k.kind, o.code as recipient_code, o.names as recipient_names, k.recipient_class, f.names as from_names, f.jurisdiction,
  f.time_zone, k.purposes, k.categories, k.language, k.given_how, k.signer, k.given_at, k.ends, to_char(k.expires_on, 'YYYY-MM-DD') as expires_on,
  to_char(k.own_from, 'YYYY-MM-DD') as own_from, k.ended_at, k.withdrawn_at, k.withdrawn_at is null and k.until_at > clock_timestamp() as stands, k.version`;

const JOINS = `care.consent k join care.client c on c.id = k.client_id join care.organisation f on f.id = k.organisation_id
  left join care.organisation o on o.id = k.recipient_organisation_id`;

/** Who is named: an organisation, or a class in the words of every language. */
export function recipientNames(names: Labels | null, named: RecipientClass | null): Labels {
  if (names) return names;
  const of = (language: Language) => CONSENT_WORDS[language].recipient_class[named ?? 'own_house'];
  return { en: of('en'), ru: of('ru'), ar: of('ar') };
}

export function toConsentView(found: ConsentFound): ConsentView {
  return {
    reference: found.reference,
    kind: found.kind,
    recipient: {
      code: found.recipient_code,
      class: found.recipient_class,
      names: recipientNames(found.recipient_names, found.recipient_class),
    },
    purposes: found.purposes,
    categories: found.categories,
    language: found.language,
    given_how: found.given_how,
    signer: found.signer,
    given_at: found.given_at.toISOString(),
    ends: found.ends,
    expires_on: found.expires_on,
    own_from: found.own_from,
    ended_at: found.ended_at?.toISOString() ?? null,
    withdrawn_at: found.withdrawn_at?.toISOString() ?? null,
    stands: found.stands,
    version: found.version,
  };
}

/** Consents of a client that the acting house may know of: what was allowed to it by others it reads at the handoff. */
export async function readConsents(tx: Tx, clientId: string): Promise<ConsentFound[]> {
  if (tx.actor.kind === 'client') return await tx.query<ConsentFound>('select * from care.own_consents()');
  return await tx.query<ConsentFound>(
    `select ${COLUMNS} from ${JOINS} where k.client_id = $1 and (k.organisation_id = $2 or k.recipient_organisation_id is distinct from $2
      or exists (select from care.custody x where x.client_id = $1 and x.organisation_id = $2 and x.until_at is null))
     order by k.given_at desc, k.id`,
    [clientId, tx.organisation],
  );
}

/** One consent that whoever acts may read; unknown and foreign ones are the same refusal. */
export async function findConsent(tx: Tx, reference: string): Promise<ConsentFound> {
  const found =
    tx.actor.kind === 'client'
      ? await tx.maybe<ConsentFound>('select * from care.own_consents() o where o.reference = $1', [
          reference,
        ])
      : await tx.maybe<ConsentFound>(`select ${COLUMNS} from ${JOINS} where k.reference = $1`, [reference]);
  if (!found) throw new Refusal('request.not_found');
  tx.about(found.audit_subject);
  return found;
}

interface LineFound {
  disclosed_at: Date;
  from_names: Labels;
  to_names: Labels | null;
  to_class: RecipientClass | null;
  channel: DisclosureChannel;
  tier: DisclosureTier | null;
  fields: string[];
  categories: ConsentCategory[];
  basis: DisclosureBasis;
  consent: string | null;
  notice_version: string;
  scope_attached: boolean;
}

const LINES = `select d.disclosed_at, f.names as from_names, t.names as to_names, d.to_class, d.channel, d.tier, d.fields, d.categories, d.basis,
    case when k.organisation_id = $2 then k.reference end as consent, d.notice_version, d.scope_attached
  from care.disclosure d join care.organisation f on f.id = d.from_organisation_id left join care.organisation t on t.id = d.to_organisation_id
    left join care.consent k on k.id = d.consent_id
 where d.client_id = $1 and d.disclosed_at >= $3 order by d.disclosed_at desc, d.id`;

const ACCOUNTING_YEARS = 3;

/**
 * What was given to whom, the newest first: all of the record, or from a day on, which is never less than three years back
 * (42 CFR 2.25; R-D05). Staff read what their house gave or got, the client all of it.
 */
export async function readAccounting(tx: Tx, clientId: string, from?: string): Promise<AccountingView> {
  const least = new Date(tx.now);
  least.setUTCFullYear(least.getUTCFullYear() - ACCOUNTING_YEARS);
  const latest = least.toISOString().slice(0, 10);
  const since = from === undefined ? null : from < latest ? from : latest;
  const at = new Date(since ?? 0);
  const rows =
    tx.actor.kind === 'client'
      ? await tx.query<LineFound>('select * from care.own_accounting($1)', [at])
      : await tx.query<LineFound>(LINES, [clientId, tx.organisation, at]);
  const oldest = rows.at(-1)?.disclosed_at.toISOString().slice(0, 10) ?? latest;
  return { from: since ?? (oldest < latest ? oldest : latest), lines: rows.map(toLine) };
}

function toLine({ from_names, to_names, disclosed_at, ...rest }: LineFound): DisclosureLine {
  return { ...rest, from: from_names, to: to_names, disclosed_at: disclosed_at.toISOString() };
}

/** What has already left under a consent: whoever withdraws is told, for nobody can call it back (R-C03). */
export async function readLeft(
  tx: Tx,
  consent: Pick<ConsentFound, 'id' | 'client_id' | 'reference'>,
): Promise<LeftView[]> {
  const rows =
    tx.actor.kind === 'client'
      ? await tx.query<LineFound>(`select * from care.own_accounting('-infinity') o where o.consent = $1`, [
          consent.reference,
        ])
      : await tx.query<LineFound>(
          `select d.disclosed_at, t.names as to_names, d.to_class, d.categories, d.fields from care.disclosure d
             left join care.organisation t on t.id = d.to_organisation_id where d.consent_id = $1 order by d.disclosed_at desc, d.id`,
          [consent.id],
        );
  return rows.map(({ to_names, to_class, disclosed_at, categories, fields }) => ({
    recipient: recipientNames(to_names, to_class),
    disclosed_at: disclosed_at.toISOString(),
    categories,
    fields,
  }));
}

interface VersionFound {
  version: number;
  at: Date;
  how: ConsentWay;
  by_client: boolean;
  document: ConsentDocument;
}

/** Everything the copy of a consent shows: every version word for word, and what has left under it. */
export async function readCopy(tx: Tx, reference: string): Promise<ConsentCopy> {
  const found = await findConsent(tx, reference);
  const versions =
    tx.actor.kind === 'client'
      ? await tx.query<VersionFound>('select * from care.own_copy($1)', [reference])
      : await tx.query<VersionFound>(
          'select version, at, how, by_client, document from care.consent_version where consent_id = $1 order by version',
          [found.id],
        );
  return {
    consent: toConsentView(found),
    from: found.from_names,
    versions: versions.map((one) => ({ ...one, at: one.at.toISOString() })),
    already_left: await readLeft(tx, found),
  };
}
