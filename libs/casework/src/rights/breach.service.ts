import { Inject, Injectable } from '@nestjs/common';
import type { BreachKind, BreachRisk } from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { BreachNotifyRequest, BreachRecordRequest, BreachView } from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Action } from '#domain/charter/actions.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import { tellClient, tellOnDuty } from '../notices/tell.tx.js';
import { pageOf, preciseTime, readCursor, readLimit, type Cursor } from '../paging.js';
import { iso, isoOrNull } from './complaint-words.js';
import { packOf } from './pack-of.tx.js';

export interface BreachTarget {
  readonly breach: string;
  readonly version: number;
}

interface BreachFound {
  id: string;
  place_at: string;
  kind: BreachKind;
  risk: BreachRisk;
  people: number;
  words: Buffer;
  detected_at: Date;
  recorded_by: string | null;
  notify_due_at: Date;
  notified_at: Date | null;
  notified_by: string | null;
  authority_reference: string | null;
  not_notified_reason: Buffer | null;
  clients: number;
  clients_told_at: Date | null;
  closed_at: Date | null;
  version: number;
}

const BREACHES = `
select b.id, ${preciseTime('b.detected_at')} as place_at, b.kind, b.risk, b.people, b.words, b.detected_at, r.display_name as recorded_by, b.notify_due_at, b.notified_at,
  n.display_name as notified_by, b.authority_reference, b.not_notified_reason, (select count(*)::int from care.breach_client c where c.breach_id = b.id) as clients,
  b.clients_told_at, b.closed_at, b.version
from (select * from care.breach where organisation_id = $1 and ($2::uuid is null or id = $2) and (detected_at, id) < ($3, $4) order by detected_at desc, id desc limit $5) b
left join access.account r on r.id = b.recorded_by left join access.account n on n.id = b.notified_by order by b.detected_at desc, b.id desc`;

const FIRST: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The register of breaches (domain 05, R-L04): found, until when the authority must know (the hours of the jurisdiction), who was told. */
@Injectable()
export class BreachService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<BreachView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'breach.list', ...call }, async (tx) => {
      const { breach } = await packOf(tx, this.packs);
      const rows = await read(tx, null, cursor, limit + 1);
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        (row) => this.show(row, breach.authority),
      );
    });
  }

  /** Writes a breach down. The clock runs from when it was found, not from when it was written. */
  async record(actor: Actor, call: Call, wanted: BreachRecordRequest): Promise<BreachView> {
    return await this.uow.run(actor, { do: 'breach.record', ...call }, async (tx) => {
      const detected = new Date(wanted.detected_at);
      if (detected.getTime() > tx.now.getTime())
        throw new Refusal('breach.in_future', { field: 'detected_at' });
      const { breach } = await packOf(tx, this.packs);
      const id = tx.newId();
      const due = new Date(detected.getTime() + breach.hours * 3_600_000);
      await tx.query(
        `insert into care.breach (id, organisation_id, kind, risk, people, words, detected_at, recorded_by, notify_due_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          tx.organisation,
          wanted.kind,
          wanted.risk,
          wanted.people,
          sealNote(this.keys.base, { record: id, name: 'breach' }, wanted.words.trim()),
          detected,
          actor.account,
          due,
        ],
      );
      for (const code of new Set(wanted.clients)) {
        const { client_id: client } = await locate(tx, code);
        await tx.query(
          'insert into care.breach_client (breach_id, organisation_id, client_id) values ($1, $2, $3) on conflict do nothing',
          [id, tx.organisation, client],
        );
      }
      // What was found long ago is work at once, and overdue.
      await tx.query(
        `select care.start_own_deadline('breach.notify', $1, null, least($2::timestamptz, $3::timestamptz), $3)`,
        [id, tx.now, due],
      );
      await tellOnDuty(tx, tx.organisation, 'privacy_officer', 'breach.due', { cause: id });
      tx.note({ breach: id, kind: wanted.kind, risk: wanted.risk, people: wanted.people });
      return await this.find(tx, id);
    });
  }

  /** The authority was told, under its number; or, where harm is unlikely, need not be, with the reason. */
  async notify(
    actor: Actor,
    call: Call,
    target: BreachTarget,
    wanted: BreachNotifyRequest,
  ): Promise<BreachView> {
    return await this.move(actor, call, 'breach.notify', target, async (tx, found) => {
      if (found.notified_at || found.not_notified_reason) throw new Refusal('breach.notified');
      const reference = wanted.authority_reference?.trim() ?? '';
      const reason = wanted.reason?.trim() ?? '';
      if (reference !== '') {
        await tx.query(
          'update care.breach set notified_by = $2, notified_at = clock_timestamp(), authority_reference = $3, version = version + 1 where id = $1',
          [found.id, actor.account, reference],
        );
      } else {
        if (found.risk !== 'unlikely' || reason === '')
          throw new Refusal('breach.authority_needed', { field: 'authority_reference' });
        await tx.query(
          'update care.breach set not_notified_reason = $2, version = version + 1 where id = $1',
          [found.id, sealNote(this.keys.base, { record: found.id, name: 'not_notified' }, reason)],
        );
      }
      await tx.query('select care.settle_deadline($1, $2)', ['breach.notify', found.id]);
      tx.note({ notified: reference !== '' });
    });
  }

  /** Tells every client it concerns; those who are known only on paper are told on paper, and this says that it was done. */
  async tellClients(actor: Actor, call: Call, target: BreachTarget): Promise<BreachView> {
    return await this.move(actor, call, 'breach.notify', target, async (tx, found) => {
      const clients = await tx.query<{ client_id: string }>(
        'update care.breach_client set told_at = clock_timestamp() where breach_id = $1 and told_at is null returning client_id',
        [found.id],
      );
      for (const { client_id: client } of clients)
        await tellClient(tx, client, 'breach.told', { cause: found.id });
      await tx.query(
        'update care.breach set clients_told_at = coalesce(clients_told_at, clock_timestamp()), version = version + 1 where id = $1',
        [found.id],
      );
      tx.note({ told: clients.length });
    });
  }

  /** Closes it: the authority knows or need not, and clients know where the risk is high. */
  async close(actor: Actor, call: Call, target: BreachTarget): Promise<BreachView> {
    return await this.move(actor, call, 'breach.notify', target, async (tx, found) => {
      if (!found.notified_at && !found.not_notified_reason) throw new Refusal('breach.not_notified');
      if (found.risk === 'high' && !found.clients_told_at) throw new Refusal('breach.clients_not_told');
      await tx.query(
        'update care.breach set closed_by = $2, closed_at = clock_timestamp(), version = version + 1 where id = $1',
        [found.id, actor.account],
      );
    });
  }

  private async move(
    actor: Actor,
    call: Call,
    action: Action,
    { breach, version }: BreachTarget,
    work: (tx: Tx, found: BreachFound) => Promise<void>,
  ): Promise<BreachView> {
    return await this.uow.run(actor, { do: action, on: { breach }, ...call }, async (tx) => {
      await tx.query('select 1 from care.breach where id = $1 and organisation_id = $2 for update', [
        breach,
        tx.organisation,
      ]);
      const [found] = await read(tx, breach);
      if (!found) throw new Refusal('breach.unknown');
      if (found.version !== version)
        throw new Refusal('version.stale', { parameters: { current: found.version } });
      if (found.closed_at) throw new Refusal('breach.closed');
      await work(tx, found);
      return await this.find(tx, breach);
    });
  }

  private async find(tx: Tx, id: string): Promise<BreachView> {
    const { breach } = await packOf(tx, this.packs);
    const [row] = await read(tx, id);
    if (!row) throw new Refusal('breach.unknown');
    return this.show(row, breach.authority);
  }

  private show(row: BreachFound, authority: Labels): BreachView {
    const open = (name: string, sealed: Buffer) => openNote(this.keys.base, { record: row.id, name }, sealed);
    return {
      breach: row.id,
      kind: row.kind,
      risk: row.risk,
      people: row.people,
      words: open('breach', row.words),
      detected_at: iso(row.detected_at),
      recorded_by: row.recorded_by,
      notify_due_at: iso(row.notify_due_at),
      authority,
      state: row.closed_at ? 'closed' : row.notified_at || row.not_notified_reason ? 'notified' : 'open',
      notified_at: isoOrNull(row.notified_at),
      notified_by: row.notified_by,
      authority_reference: row.authority_reference,
      not_notified_reason: row.not_notified_reason && open('not_notified', row.not_notified_reason),
      clients: row.clients,
      clients_told_at: isoOrNull(row.clients_told_at),
      closed_at: isoOrNull(row.closed_at),
      version: row.version,
    };
  }
}

async function read(tx: Tx, id: string | null, cursor: Cursor = FIRST, limit = 1): Promise<BreachFound[]> {
  return await tx.query<BreachFound>(BREACHES, [tx.organisation, id, cursor.at, cursor.id, limit]);
}
