import { Injectable } from '@nestjs/common';
import type { ConsentCategory, DisclosureBasis, DisclosureTier } from '#domain/charter/consent.js';
import { Refusal } from '#domain/refusal.js';
import type {
  AccessView,
  AuditEventView,
  AuditVerificationView,
  CustodyReport,
  DisclosureView,
} from '#domain/wire/audit.js';
import type { CustodyView } from '#domain/wire/client.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { locate } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { pageOf, preciseTime, readCursor, readLimit } from '../paging.js';

interface DisclosureFound {
  handoff: string;
  tier: DisclosureTier;
  from_names: Labels;
  to_names: Labels;
  fields: string[];
  categories: ConsentCategory[];
  basis: DisclosureBasis;
  consent: string | null;
  packet_sha256: Buffer;
  disclosed_at: Date;
}

interface EventFound {
  id: string;
  at: Date;
  place_at: string;
  action: string;
  outcome: string;
  body: string;
  account: string | null;
  leaf: string | null;
  clients: string[];
}

interface VerificationFound {
  id: string;
  asked_at: Date;
  finished_at: Date | null;
  ok: boolean | null;
  leaves: string | null;
  checkpoints: string | null;
  findings: { place: string; what: string }[];
}

const EVENTS = `
select q.*, a.display_name as account, l.idx as leaf,
  coalesce((select array_agg(cc.code order by cc.code) from audit.event_subject s
    join care.client_code cc on cc.organisation_id = $1 and cc.audit_subject = s.subject where s.event_id = q.id), '{}') as clients
from (select e.id, e.at, ${preciseTime('e.at')} as place_at, e.action, e.outcome, e.body, e.account_id from audit.event e
      where e.organisation_id = $1 and (e.at, e.id) < ($2, $3)
        and ($4::uuid is null or exists (select from audit.event_subject s where s.event_id = e.id and s.subject = $4 and s.organisation_id = $1))
      order by e.at desc, e.id desc limit $5) q
left join access.account a on a.id = q.account_id
left join audit.leaf l on l.event_id = q.id
order by q.at desc, q.id desc`;

/** What auditors see: custody, disclosures, accesses, events, and whether the log still says what it said. */
@Injectable()
export class AuditService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Who held the client when, what left the house on what basis, and which accesses the own organisation had. */
  async custody(actor: Actor, call: Call, code: string): Promise<CustodyReport> {
    return await this.uow.run(actor, { do: 'audit.custody', on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      const custody = await tx.query<
        Omit<CustodyView, 'from_at' | 'until_at'> & { since_at: Date; until_at: Date | null }
      >(
        `select o.names as organisation, cu.organisation_id = $2 as own, cu.since_at, cu.until_at, cu.basis
         from care.custody cu join care.organisation o on o.id = cu.organisation_id
         where cu.episode_id in (select e.id from care.episode e where e.client_id = $1) order by cu.since_at`,
        [located.client_id, tx.organisation],
      );
      const disclosures = await tx.query<DisclosureFound>(
        `select h.reference as handoff, d.tier, f.names as from_names, t.names as to_names, d.fields, d.categories, d.basis, case when k.organisation_id = $2 then k.reference end as consent,
           d.packet_sha256, d.disclosed_at
         from care.disclosure d join care.handoff h on h.id = d.handoff_id
           join care.organisation f on f.id = d.from_organisation_id join care.organisation t on t.id = d.to_organisation_id
           left join care.consent k on k.id = d.consent_id
         where d.client_id = $1 order by d.disclosed_at`,
        [located.client_id, tx.organisation],
      );
      const accesses = await tx.query<
        Omit<AccessView, 'from_at' | 'until_at'> & { from_at: Date; until: Date | null }
      >(
        `select o.names as organisation, a.basis, a.scope, a.from_at, nullif(a.until_at, 'infinity') as until
         from care.episode_access a join care.organisation o on o.id = a.organisation_id where a.client_id = $1 order by a.from_at`,
        [located.client_id],
      );
      return {
        client: located.code,
        custody: custody.map(({ since_at, until_at, ...rest }) => ({
          ...rest,
          from_at: since_at.toISOString(),
          until_at: until_at?.toISOString() ?? null,
        })),
        disclosures: disclosures.map(toDisclosure),
        accesses: accesses.map(({ from_at, until, ...rest }) => ({
          ...rest,
          from_at: from_at.toISOString(),
          until_at: until?.toISOString() ?? null,
        })),
      };
    });
  }

  /** Events of the own organisation, the newest first; with a code only those about that client. */
  async events(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined; client?: string | undefined },
  ): Promise<Page<AuditEventView>> {
    const cursor = readCursor(page.cursor, 'descending');
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'audit.events', ...call }, async (tx) => {
      const subject = page.client ? (await locate(tx, page.client)).audit_subject : null;
      const rows = await tx.query<EventFound>(EVENTS, [
        tx.organisation,
        cursor.at,
        cursor.id,
        subject,
        limit + 1,
      ]);
      return pageOf(rows, limit, (row) => ({ at: row.place_at, id: row.id }), toEvent);
    });
  }

  /** Asks the worker to verify the whole log: it has the sealer's login and the signed tree heads, this process has neither. */
  async askVerification(actor: Actor, call: Call): Promise<AuditVerificationView> {
    return await this.uow.run(actor, { do: 'audit.verify', ...call }, async (tx) => {
      const id = tx.newId();
      await tx.query('insert into audit.verification (id, organisation_id, asked_by) values ($1, $2, $3)', [
        id,
        tx.organisation,
        tx.actor.account,
      ]);
      tx.emit('audit.verification_asked', { verification_id: id });
      return {
        id,
        asked_at: tx.now.toISOString(),
        finished_at: null,
        ok: null,
        leaves: null,
        checkpoints: null,
        findings: [],
      };
    });
  }

  async verification(actor: Actor, call: Call, id: string): Promise<AuditVerificationView> {
    return await this.uow.run(
      actor,
      { do: 'audit.verify', on: { verification: id }, ...call },
      async (tx) => {
        const found = await tx.maybe<VerificationFound>(
          'select id, asked_at, finished_at, ok, leaves, checkpoints, findings from audit.verification where id = $1',
          [id],
        );
        if (!found) throw new Refusal('audit.verification_unknown');
        return {
          id: found.id,
          asked_at: found.asked_at.toISOString(),
          finished_at: found.finished_at?.toISOString() ?? null,
          ok: found.ok,
          leaves: found.leaves === null ? null : Number(found.leaves),
          checkpoints: found.checkpoints === null ? null : Number(found.checkpoints),
          findings: found.findings,
        };
      },
    );
  }
}

function toDisclosure(row: DisclosureFound): DisclosureView {
  return {
    handoff: row.handoff,
    tier: row.tier,
    from: row.from_names,
    to: row.to_names,
    fields: row.fields,
    categories: row.categories,
    basis: row.basis,
    consent: row.consent,
    sha256: row.packet_sha256.toString('hex'),
    disclosed_at: row.disclosed_at.toISOString(),
  };
}

function toEvent(row: EventFound): AuditEventView {
  const body = JSON.parse(row.body) as { role?: string | null; refusal?: string };
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome,
    role: body.role ?? null,
    account: row.account,
    refusal: body.refusal ?? null,
    clients: row.clients,
    sealed: row.leaf !== null,
    leaf: row.leaf === null ? null : Number(row.leaf),
  };
}
