import { Inject, Injectable } from '@nestjs/common';
import type { ProtectionAlertKind, ProtectionKind } from '#domain/charter/identity.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type { ProtectionAlertView, ProtectionRequest, ProtectionView } from '#domain/wire/identity.js';
import type { ColleagueView } from '#domain/wire/work.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { colleagueMark } from '#platform/vault/colleague-mark.js';
import type { Call } from '../call.js';
import { readClientCode } from '../client/client.queries.js';
import { colleagueOf } from '../colleague/colleague.queries.js';
import { pageOf, preciseTime, readCursor, readLimit } from '../paging.js';

interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

interface ProtectionFound {
  id: string;
  place_at: string;
  client: string;
  audit_subject: string;
  kind: ProtectionKind;
  set_at: Date;
  team: ColleagueView[];
}

const PROTECTED = `
select p.id, ${preciseTime('p.set_at')} as place_at, cc.code as client, cc.audit_subject, p.kind, p.set_at,
  (select coalesce(jsonb_agg(${colleagueOf('a')} order by a.display_name, a.id), '[]') from care.protection_member m join access.account a on a.id = m.account_id
    where m.organisation_id = $1 and m.client_id = p.client_id) as team
from (select id, client_id, kind, set_at from care.protection where organisation_id = $1 and ended_at is null and ($5::uuid is null or client_id = $5)
        and (set_at, id) < ($2, $3) order by set_at desc, id desc limit $4) p
join care.client_code cc on cc.organisation_id = $1 and cc.client_id = p.client_id order by p.set_at desc, p.id desc`;

interface AlertFound {
  id: string;
  place_at: string;
  client: string | null;
  audit_subject: string | null;
  what: Exclude<ProtectionAlertKind, 'own_record'>;
  account_id: string;
  self_mark: Buffer | null;
  by: string | null;
  raised_at: Date;
  seen_at: Date | null;
}

const ALERTS = `
select x.id, ${preciseTime('x.raised_at')} as place_at, cc.code as client, cc.audit_subject, x.what, x.account_id, a.display_name as by,
  (select p.self_mark from care.protection p where p.organisation_id = $1 and p.client_id = x.client_id order by p.set_at desc, p.id desc limit 1) as self_mark, x.raised_at, x.seen_at
from (select * from care.protection_alert where organisation_id = $1 and ($5::uuid is null or id = $5) and (raised_at, id) < ($2, $3)
      order by raised_at desc, id desc limit $4) x
left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = x.client_id
left join access.account a on a.id = x.account_id order by x.raised_at desc, x.id desc`;

/** Clients whose record only a narrower team reads, and who reached for it all the same (domain 05, R-A04). */
@Injectable()
export class ProtectionService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Protects a record, or changes its team. Whoever walks with the client is of the team; a colleague who is the client never is. */
  async set(actor: Actor, call: Call, code: string, wanted: ProtectionRequest): Promise<ProtectionView> {
    return await this.uow.run(actor, { do: 'protection.set', on: { client: code }, ...call }, async (tx) => {
      const canonical = readClientCode(code);
      const { answer, subject } = await tx.one<{ answer: string; subject: string | null }>(
        'select * from care.protect($1, $2, $3, $4, $5)',
        [canonical, wanted.kind, wanted.self ?? null, wanted.team, await this.marksOf(tx, canonical, wanted)],
      );
      tx.about(subject);
      // As for everybody who reaches for it and is not of its team: refused by name, and an alert.
      if (answer === 'own') throw new Refusal('client.protected');
      if (answer === 'colleague') throw new Refusal('colleague.unknown', { field: 'team' });
      if (answer !== 'done') throw new Refusal('protection.unknown');
      tx.note({ kind: wanted.kind, team: wanted.team.length });
      const { client_id } = await tx.one<{ client_id: string }>(
        'select client_id from care.client_code where organisation_id = $1 and code = $2',
        [tx.organisation, canonical],
      );
      const [row] = await tx.query<ProtectionFound>(PROTECTED, [
        tx.organisation,
        'infinity',
        'ffffffff-ffff-ffff-ffff-ffffffffffff',
        1,
        client_id,
      ]);
      if (!row) throw new Refusal('protection.unknown');
      return show(row);
    });
  }

  /** From now on the whole house reads the record again. */
  async end(actor: Actor, call: Call, code: string): Promise<{ client: string }> {
    return await this.uow.run(actor, { do: 'protection.end', on: { client: code }, ...call }, async (tx) => {
      const canonical = readClientCode(code);
      const { answer, subject } = await tx.one<{ answer: string; subject: string | null }>(
        'select * from care.end_protection($1, $2)',
        [canonical, this.markOf(tx, tx.actor.account ?? '')],
      );
      tx.about(subject);
      if (answer === 'own') throw new Refusal('client.protected');
      if (answer !== 'done') throw new Refusal('protection.unknown');
      return { client: canonical };
    });
  }

  /** The protected records of the own house, the newest first. */
  async list(actor: Actor, call: Call, page: PageAsked): Promise<Page<ProtectionView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'protection.list', ...call }, async (tx) => {
      const values = [tx.organisation, cursor.at, cursor.id, limit + 1, null];
      const rows = await tx.query<ProtectionFound>(PROTECTED, values);
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        (row) => {
          tx.about(row.audit_subject);
          return show(row);
        },
      );
    });
  }

  /** Who reached for protected records, the newest first. */
  async alerts(actor: Actor, call: Call, page: PageAsked): Promise<Page<ProtectionAlertView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'protection.list', ...call }, async (tx) => {
      const values = [tx.organisation, cursor.at, cursor.id, limit + 1, null];
      const rows = await tx.query<AlertFound>(ALERTS, values);
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        (row) => this.alert(tx, row),
      );
    });
  }

  /** The privacy officer has looked at an alert; twice is once. */
  async seen(actor: Actor, call: Call, id: string): Promise<ProtectionAlertView> {
    return await this.uow.run(actor, { do: 'protection.seen', on: { alert: id }, ...call }, async (tx) => {
      await tx.query(
        'update care.protection_alert set seen_at = clock_timestamp(), seen_by = $2 where id = $1 and organisation_id = $3 and seen_at is null',
        [id, actor.account, tx.organisation],
      );
      const [row] = await tx.query<AlertFound>(ALERTS, [
        tx.organisation,
        'infinity',
        'ffffffff-ffff-ffff-ffff-ffffffffffff',
        1,
        id,
      ]);
      if (!row) throw new Refusal('protection.alert_unknown');
      return this.alert(tx, row);
    });
  }

  private alert(tx: Tx, row: AlertFound): ProtectionAlertView {
    tx.about(row.audit_subject);
    const isOwn = row.what === 'refused' && row.self_mark?.equals(this.markOf(tx, row.account_id)) === true;
    return {
      alert: row.id,
      client: row.client,
      what: isOwn ? 'own_record' : row.what,
      by: row.by,
      at: row.raised_at.toISOString(),
      seen_at: row.seen_at?.toISOString() ?? null,
    };
  }

  /** Marks of whoever acts, of the colleague the client is, and of everybody who may come into the team. */
  private async marksOf(tx: Tx, code: string, wanted: ProtectionRequest): Promise<string> {
    const walking = await tx.query<{ account_id: string }>(
      `select w.account_id from care.key_worker w join care.client_code k on k.organisation_id = $1 and k.client_id = w.client_id
        where w.organisation_id = $1 and k.code = $2 and w.until_at is null`,
      [tx.organisation, code],
    );
    const accounts = [
      ...wanted.team,
      ...walking.map(({ account_id }) => account_id),
      ...(wanted.self ? [wanted.self] : []),
    ];
    const mark = (account: string): string => this.markOf(tx, account).toString('hex');
    return JSON.stringify({
      actor: mark(tx.actor.account ?? ''),
      of: Object.fromEntries(accounts.map((account) => [account.toLowerCase(), mark(account)])),
    });
  }

  private markOf(tx: Tx, account: string): Buffer {
    return colleagueMark(this.keys.base, tx.organisation, account);
  }
}

function show({ client, kind, set_at, team }: ProtectionFound): ProtectionView {
  return { client, kind, since_at: set_at.toISOString(), team };
}
