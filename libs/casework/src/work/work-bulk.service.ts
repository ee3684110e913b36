import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { WorkItemKind } from '#domain/charter/code-lists.js';
import { Refusal, type RefusalCode, type RefusalParameters } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import type { WorkBulkRequest } from '#domain/wire/work.js';
import type { Actor } from '#platform/db/actor.js';
import { translateDatabaseError } from '#platform/db/database-errors.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { earlierAnswer, type Command } from '#platform/db/idempotency.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { WorkService } from './work.service.js';
import { assignWork, completeWork, putOffWork } from './work.tx.js';

/** What became of one row; the shell says a refusal in the language of its reader. */
export interface BulkRow {
  readonly id: string;
  readonly kind: WorkItemKind | null;
  readonly refusal: { readonly code: RefusalCode; readonly parameters: RefusalParameters } | null;
}

/**
 * The same thing done to many rows. Each row is a transaction of its own through the method that does it for one, so that
 * what is refused for one leaves the others done. Asked again under the same key it answers what it answered.
 */
@Injectable()
export class WorkBulkService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly work: WorkService,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async run(actor: Actor, call: Call, wanted: WorkBulkRequest): Promise<BulkRow[]> {
    assertWhole(wanted);
    return wanted.preview === true
      ? await this.preview(actor, call, wanted)
      : await this.carryOut(actor, call, wanted);
  }

  private async carryOut(actor: Actor, call: Call, wanted: WorkBulkRequest): Promise<BulkRow[]> {
    const begun = await this.bulk(actor, { request: call.request }, wanted, async (tx) => ({
      earlier:
        call.command && (await earlierAnswer<BulkRow[]>(tx, 'work.bulk', call.command, this.keys.base)),
      kinds: await readKinds(tx, wanted.items),
    }));
    let rows = begun.earlier?.answer;
    if (!rows) {
      rows = [];
      for (const id of wanted.items) {
        const refusal = await refusalOf(() =>
          this.one(actor, { ...call, command: commandOf(call.command, id) }, id, wanted),
        );
        rows.push({ id, kind: begun.kinds.get(id) ?? null, refusal });
      }
    }
    const answer = rows;
    return await this.bulk(actor, call, wanted, async (tx) => {
      tx.note({ refused: answer.filter(({ refusal }) => refusal).length });
      return answer;
    });
  }

  private async one(actor: Actor, call: Call, id: string, wanted: WorkBulkRequest): Promise<unknown> {
    switch (wanted.do) {
      case 'complete':
        return await this.work.complete(actor, call, id);
      case 'assign':
        return await this.work.assign(actor, call, id, wanted.colleague ?? null);
      case 'snooze':
        return await this.work.snooze(actor, call, id, wanted.until ?? null);
    }
  }

  /** Tries every row and takes each back: the same methods decide, and nothing of it stays. */
  private async preview(actor: Actor, call: Call, wanted: WorkBulkRequest): Promise<BulkRow[]> {
    const allowed = authorize(actor.roles, `work.${wanted.do}`).allowed;
    return await this.bulk(actor, call, wanted, async (tx) => {
      const kinds = await readKinds(tx, wanted.items);
      const rows: BulkRow[] = [];
      for (const id of wanted.items) {
        await tx.query('savepoint one_row');
        const refusal = await refusalOf(async () => {
          if (!allowed) throw new Refusal('permission.role');
          await tryOne(tx, id, wanted);
        });
        await tx.query('rollback to savepoint one_row');
        rows.push({ id, kind: kinds.get(id) ?? null, refusal });
      }
      for (const name of Object.keys(tx.detail)) delete tx.detail[name];
      tx.note({ what: wanted.do, rows: wanted.items.length, preview: true });
      return rows;
    });
  }

  /** The one entry under the name of the whole: what was asked of how many. */
  private async bulk<T>(
    actor: Actor,
    call: Call,
    wanted: WorkBulkRequest,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    return await this.uow.run(actor, { do: 'work.bulk', ...call }, async (tx) => {
      tx.note({ what: wanted.do, rows: wanted.items.length });
      return await work(tx);
    });
  }
}

/** What is needed for one thing is needed, and what belongs to another is refused. */
function assertWhole(wanted: WorkBulkRequest): void {
  const needs = { complete: [], assign: ['colleague'], snooze: ['until'] } as const;
  for (const field of ['colleague', 'until'] as const) {
    const needed = (needs[wanted.do] as readonly string[]).includes(field);
    if (needed && wanted[field] === undefined) throw new Refusal('field.required', { field });
    if (!needed && wanted[field] !== undefined) throw new Refusal('field.unknown', { field });
  }
}

async function tryOne(tx: Tx, id: string, wanted: WorkBulkRequest): Promise<void> {
  if (wanted.do === 'complete') return await completeWork(tx, id, undefined);
  if (wanted.do === 'assign') return await assignWork(tx, id, wanted.colleague ?? null);
  const until = wanted.until ?? null;
  return await putOffWork(tx, id, until === null ? null : new Date(until));
}

async function refusalOf(work: () => Promise<unknown>): Promise<BulkRow['refusal']> {
  try {
    await work();
    return null;
  } catch (error) {
    const refusal = translateDatabaseError(error);
    // A database that is away is away for all of them: the whole is asked again, and what was done stays done.
    if (!(refusal instanceof Refusal) || refusal.code.startsWith('service.')) throw error;
    return { code: refusal.code, parameters: refusal.details.parameters ?? {} };
  }
}

/** The change of one row has a name of its own, made from that of the whole: asked again it is not done again. */
function commandOf(whole: Command | undefined, id: string): Command | undefined {
  if (!whole) return undefined;
  const sha256 = createHash('sha256').update(whole.sha256).update(id).digest();
  const key = createHash('sha256').update(`${whole.key}\n${id}`).digest('base64url');
  return { key: `row:${key}`, sha256 };
}

async function readKinds(tx: Tx, ids: readonly string[]): Promise<Map<string, WorkItemKind>> {
  const rows = await tx.query<{ id: string; kind: WorkItemKind }>(
    'select w.id, w.kind from care.work_item w where w.organisation_id = $1 and w.id = any ($2::uuid[])',
    [tx.organisation, ids],
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}
