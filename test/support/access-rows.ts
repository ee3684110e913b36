import { randomBytes, randomUUID } from 'node:crypto';
import { houseRowFor } from './house-rows.js';
import { identityRowFor } from './identity-rows.js';
import { CARE_LAWS } from './care-laws/care-laws.js';
import { rightsRowFor } from './rights-rows.js';
import type { Case } from './access-matrix.js';
import { newCode, type TestOrganisation, type Walk } from './network.js';

/** A client in one of the cases of the law, with the handoff that made it so. */
export interface Place extends Walk {
  readonly handoff: string;
  readonly consent?: string;
  readonly receiver?: TestOrganisation;
}

export interface Row {
  readonly sql: string;
  readonly values: unknown[];
}

export type Values = Readonly<Record<string, unknown>>;

/** What the rows are about: the walks of a world, and its organisations. */
export interface Rows {
  readonly places: ReadonlyMap<Case, Place>;
  readonly alpha: TestOrganisation;
  readonly beta: TestOrganisation;
  readonly gamma: TestOrganisation;
  /** Other rows that a row names: the site and the review of an organisation, as `site CODE`. */
  readonly ids: ReadonlyMap<string, string>;
}

/** A row that fits, for each table somebody may insert into; undefined where the case makes no sense there. */
export function rowFor(world: Rows, table: string, kase: Case): Row | undefined {
  const values =
    evidenceFor(world, table, kase) ??
    agreementFor(world, table, kase) ??
    houseRowFor(world, table, kase) ??
    identityRowFor(world, table, kase) ??
    rightsRowFor(world, table, kase) ??
    CARE_LAWS.map((part) => part.rowFor(world, table, kase)).find(Boolean) ??
    besideCareFor(world, table, kase);
  if (!values) return undefined;
  const columns = Object.keys(values);
  return {
    sql: `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    values: Object.values(values),
  };
}

/** What of an assessment says nothing about anybody: the least that the table takes. */
const ASSESSED: Values = {
  category: 'treatment',
  instrument: 'gad-7',
  instrument_version: '1',
  language: 'en',
  unofficial: false,
  mode: 'self',
  moment: 'entry',
  taken_at: '2026-01-01T00:00:00Z',
  answers: '{"1":0}',
  scores: '[]',
  during_withdrawal: false,
};

function evidenceFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { spell, episode, client, subject } = world.places.get(kase) as Place;
  const of = { episode_id: episode, organisation_id: world.alpha.organisation };
  switch (table) {
    case 'care.client':
      return only(kase, { id: randomUUID(), jurisdiction: 'demo', anonymous: true, language: 'en' });
    case 'care.client_code':
      return {
        organisation_id: of.organisation_id,
        code: newCode(),
        client_id: client,
        audit_subject: subject,
      };
    case 'care.stage_spell':
      return { ...of, id: randomUUID(), stage: 'follow_up' };
    case 'care.safety_screen':
      return { ...of, suicide_risk: 'low' };
    case 'care.condition':
      return { ...of, source_sha256: randomBytes(32), code_system: 'icd-10', code: 'F11' };
    case 'care.assessment':
      return { ...of, ...ASSESSED };
    case 'care.treatment':
    case 'care.rehabilitation':
    case 'care.reintegration':
    case 'care.employment':
      return { ...of, spell_id: spell };
    default:
      return undefined;
  }
}

function agreementFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { episode, client, subject, handoff, receiver, consent } = world.places.get(kase) as Place;
  const of = { episode_id: episode, client_id: client };
  const { organisation, account } = world.alpha;
  switch (table) {
    case 'care.consent':
      return {
        ...of,
        organisation_id: organisation,
        recipient_organisation_id: world.gamma.organisation,
        purposes: ['care'],
        categories: ['plan'],
        language: 'ar',
        text_id: 'text',
        text_sha256: Buffer.of(0),
        pack_version: '1',
        given_how: 'witnessed_oral',
        signer: 'self',
        recorded_by: account,
      };
    case 'care.handoff':
      return {
        ...of,
        id: randomUUID(),
        reference: newCode(),
        kind: 'referral',
        jurisdiction: 'demo',
        audit_subject: subject,
        sender_organisation_id: organisation,
        receiver_organisation_id: (receiver ?? world.gamma).organisation,
        stage: 'employment',
        urgency: 'routine',
        consent_id: consent ?? randomUUID(),
        safety_withheld: false,
        pack_version: '1',
        requested_by: account,
      };
    case 'care.handoff_note':
      return {
        id: randomUUID(),
        handoff_id: handoff,
        organisation_id: organisation,
        account_id: account,
        kind: 'answer',
        body: 'some words',
      };
    case 'care.handoff_contact':
      return {
        id: randomUUID(),
        handoff_id: handoff,
        organisation_id: organisation,
        account_id: account,
        way: 'visit',
        reached: false,
      };
    case 'care.separation':
      return {
        client_id: client,
        other_client_id: (world.places.get(kase === 'own' ? 'shared' : 'own') as Place).client,
        organisation_id: organisation,
        recorded_by: account,
      };
    case 'access.kept_form':
      return { account_id: account, form: 'another', client_id: client, sealed: Buffer.of(0) };
    case 'care.work_item':
      return { ...of, organisation_id: organisation, kind: 'stage.countersign', due_at: new Date() };
    default:
      return undefined;
  }
}

function besideCareFor(world: Rows, table: string, kase: Case): Values | undefined {
  const per = kase === 'own' ? world.alpha : kase === 'other' ? world.beta : undefined;
  switch (table) {
    case 'care.capacity':
      return per && { organisation_id: per.organisation, stage: 'reintegration', free: 3 };
    case 'access.saved_view':
      return (
        per && {
          organisation_id: per.organisation,
          account_id: per.account,
          screen: 'work',
          title: 'another',
          search: {},
          shared: true,
        }
      );
    case 'access.list_export':
      return (
        per && {
          id: randomUUID(),
          organisation_id: per.organisation,
          account_id: per.account,
          list: 'work',
          reason: 'audit',
          row_count: 0,
        }
      );
    case 'access.rate_limit':
      return only(kase, { key: 'another' });
    case 'audit.leaf':
      return only(kase, { idx: 1, event_id: randomUUID(), leaf_hash: Buffer.of(0) });
    case 'audit.checkpoint':
      return only(kase, { size: 2, note: 'signed' });
    case 'audit.verification':
      return per && { organisation_id: per.organisation, asked_by: per.account };
    case 'bus.outbox':
      return only(kase, { topic: 'handoff.moved', payload: {} });
    case 'bus.inbox':
      return only(kase, { consumer: 'relay', message_id: randomUUID() });
    case 'bus.idempotency':
      return (
        per && { account_id: per.account, key: 'new', action: 'client.admit', request_sha256: Buffer.of(0) }
      );
    default:
      return undefined;
  }
}

/** A row that belongs to no other case: there is one, and it is tried once. */
const only = (kase: Case, values: Values): Values | undefined => (kase === 'own' ? values : undefined);
