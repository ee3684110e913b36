import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { AccessAnswer, AccessForm, AskedBy } from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type { AccessAnswerRequest, AccessRequestView } from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import { tellClient } from '../notices/tell.tx.js';
import { pageOf, preciseTime, readCursor, readLimit, type Cursor } from '../paging.js';
import { iso, isoOrNull } from './complaint-words.js';

interface AccessFound {
  id: string;
  place_at: string;
  client_id: string;
  client: string;
  audit_subject: string;
  form: AccessForm;
  asked_by: AskedBy;
  received_at: Date;
  answer_due_at: Date;
  answer: AccessAnswer | null;
  reason: Buffer | null;
  answered_by: string | null;
  answered_at: Date | null;
  version: number;
}

const REQUESTS = `
select q.id, ${preciseTime('q.received_at')} as place_at, q.client_id, k.code as client, k.audit_subject, q.form, q.asked_by, q.received_at, q.answer_due_at, q.answer, q.reason,
  a.display_name as answered_by, q.answered_at, q.version
from (select * from care.access_request where organisation_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or client_id = $3)
        and (received_at, id) < ($4, $5) order by received_at desc, id desc limit $6) q
join care.client_code k on k.organisation_id = $1 and k.client_id = q.client_id left join access.account a on a.id = q.answered_by
order by q.received_at desc, q.id desc`;

const FIRST: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** A client asks to see or to have their record (domain 05, R-L03): within 30 days, free, and never refused without a reason. */
@Injectable()
export class AccessRequestService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Requests made here, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<AccessRequestView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'rights.list', ...call }, async (tx) => {
      const rows = await read(tx, { cursor, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        (row) => this.show(tx, row),
      );
    });
  }

  /** Those of one client, for a page about them; in the transaction of the caller. */
  async ofClient(tx: Tx, client: string): Promise<AccessRequestView[]> {
    return (await read(tx, { client })).map((row) => this.show(tx, row));
  }

  /** Staff write down that the client asked. */
  async request(actor: Actor, call: Call, code: string, form: AccessForm): Promise<AccessRequestView> {
    return await this.uow.run(actor, { do: 'access.request', on: { client: code }, ...call }, async (tx) => {
      const client = await locate(tx, code);
      const id = tx.newId();
      const days = LIMITS.access_answer_days;
      await tx.query(
        `insert into care.access_request (id, organisation_id, client_id, asked_by, recorded_by, form, received_at, answer_due_at)
         values ($1, $2, $3, 'staff', $4, $5, $6::timestamptz, $6::timestamptz + make_interval(days => $7))`,
        [id, tx.organisation, client.client_id, actor.account, form, tx.now, days],
      );
      await tx.query(
        `select care.start_own_deadline('access.answer', $1, $2, $3, $3::timestamptz + make_interval(days => $4))`,
        [id, client.client_id, tx.now, days],
      );
      return await this.find(tx, id);
    });
  }

  /** The record was given, in part, or not; what is not given whole says why. */
  async answer(
    actor: Actor,
    call: Call,
    { request, version }: { request: string; version: number },
    wanted: AccessAnswerRequest,
  ): Promise<AccessRequestView> {
    return await this.uow.run(actor, { do: 'access.answer', on: { request }, ...call }, async (tx) => {
      await tx.query('select 1 from care.access_request where id = $1 and organisation_id = $2 for update', [
        request,
        tx.organisation,
      ]);
      const [found] = await read(tx, { id: request });
      if (!found) throw new Refusal('access.unknown');
      if (found.version !== version)
        throw new Refusal('version.stale', { parameters: { current: found.version } });
      if (found.answer) throw new Refusal('access.answered');
      const reason = wanted.reason?.trim() ?? '';
      if (wanted.answer !== 'given' && reason === '')
        throw new Refusal('correction.reason_needed', { field: 'reason' });
      await tx.query(
        'update care.access_request set answer = $2, reason = $3, answered_by = $4, answered_at = clock_timestamp(), version = version + 1 where id = $1',
        [
          request,
          wanted.answer,
          reason === '' ? null : sealNote(this.keys.base, { record: request, name: 'reason' }, reason),
          actor.account,
        ],
      );
      await tx.query('select care.settle_deadline($1, $2)', ['access.answer', request]);
      await tellClient(tx, found.client_id, 'request.answered', { cause: request });
      tx.note({ answer: wanted.answer });
      return await this.find(tx, request);
    });
  }

  private async find(tx: Tx, id: string): Promise<AccessRequestView> {
    const [row] = await read(tx, { id });
    if (!row) throw new Refusal('access.unknown');
    return this.show(tx, row);
  }

  private show(tx: Tx, row: AccessFound): AccessRequestView {
    tx.about(row.audit_subject);
    return {
      request: row.id,
      client: row.client,
      form: row.form,
      asked_by: row.asked_by,
      received_at: iso(row.received_at),
      answer_due_at: iso(row.answer_due_at),
      answer: row.answer,
      reason: row.reason && openNote(this.keys.base, { record: row.id, name: 'reason' }, row.reason),
      answered_by: row.answered_by,
      answered_at: isoOrNull(row.answered_at),
      version: row.version,
    };
  }
}

async function read(
  tx: Tx,
  only: { id?: string; client?: string; cursor?: Cursor; limit?: number },
): Promise<AccessFound[]> {
  const { id = null, client = null, cursor = FIRST, limit = 100 } = only;
  return await tx.query<AccessFound>(REQUESTS, [tx.organisation, id, client, cursor.at, cursor.id, limit]);
}
