import { Inject, Injectable } from '@nestjs/common';
import type { MergeGround, MergeState } from '#domain/charter/identity.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type { MergeDecision, MergeRequest, MergeView } from '#domain/wire/identity.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { readClientCode } from '../client/client.queries.js';
import { pageOf, preciseTime, readCursor, readLimit, type Cursor } from '../paging.js';

/** Which pair, on the version somebody decided on. */
export interface MergeTarget {
  readonly merge: string;
  readonly version: number;
}

interface MergeFound {
  id: string;
  place_at: string;
  keep: string;
  join: string;
  keep_subject: string;
  join_subject: string;
  ground: MergeGround;
  needs_two: boolean;
  state: MergeState;
  proposed_by_id: string;
  proposed_by: string | null;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  undone_by: string | null;
  undone_at: Date | null;
  version: number;
}

const MERGES = `
select m.id, ${preciseTime('m.proposed_at')} as place_at, k.code as keep, j.code as join, k.audit_subject as keep_subject, j.audit_subject as join_subject,
  m.ground, m.needs_two, m.state, m.proposed_by as proposed_by_id, p.display_name as proposed_by, m.proposed_at, d.display_name as decided_by, m.decided_at,
  u.display_name as undone_by, m.undone_at, m.version
from (select * from care.client_merge where organisation_id = $1 and ($2::uuid is null or id = $2) and (proposed_at, id) < ($3, $4)
      order by proposed_at desc, id desc limit $5) m
join care.client_code k on k.organisation_id = $1 and k.client_id = m.kept_client_id
join care.client_code j on j.organisation_id = $1 and j.client_id = m.merged_client_id
left join access.account p on p.id = m.proposed_by left join access.account d on d.id = m.decided_by left join access.account u on u.id = m.undone_by
order by m.proposed_at desc, m.id desc`;

const END: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/**
 * Two records of one person in one house (ADR 0036): joined by a link that a person confirms, never by the machine, and taken
 * apart again by ending the link. Nothing of either record is changed.
 */
@Injectable()
export class MergeService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Pairs of the own house, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<MergeView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'merge.list', ...call }, async (tx) => {
      const values = [tx.organisation, null, cursor.at, cursor.id, limit + 1];
      const rows = await tx.query<MergeFound>(MERGES, values);
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        (row) => show(tx, row),
      );
    });
  }

  /**
   * Says that two records are one person's. Where the pack asks for two people it waits for the second, otherwise it counts at
   * once. Refuses codes that are not of the own house, protected records to whoever is not of their team, one and the same record,
   * and records that are joined already.
   */
  async propose(actor: Actor, call: Call, wanted: MergeRequest): Promise<MergeView> {
    const on = { keep: wanted.keep, join: wanted.join };
    return await this.uow.run(actor, { do: 'merge.propose', on, ...call }, async (tx) => {
      const kept = await findOwn(tx, wanted.keep, 'keep');
      const joined = await findOwn(tx, wanted.join, 'join');
      if (kept === joined) throw new Refusal('merge.same', { field: 'join' });
      const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
        'select jurisdiction from care.organisation where id = $1',
        [tx.organisation],
      );
      const needsTwo = this.packs.of(jurisdiction).merge_needs_two;
      const merge = tx.newId();
      await tx.query(
        `insert into care.client_merge (id, organisation_id, kept_client_id, merged_client_id, ground, needs_two, proposed_by)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [merge, tx.organisation, kept, joined, wanted.ground, needsTwo, actor.account],
      );
      if (!needsTwo) await settle(tx, merge, 'merged');
      tx.note({ merge, ground: wanted.ground, needs_two: needsTwo });
      return await readOne(tx, merge);
    });
  }

  /** A second person confirms, or says that they are two people; whoever proposed it may only take it back. */
  async decide(
    actor: Actor,
    call: Call,
    { merge, version }: MergeTarget,
    decision: MergeDecision,
  ): Promise<MergeView> {
    return await this.uow.run(actor, { do: 'merge.decide', on: { merge }, ...call }, async (tx) => {
      const found = await lock(tx, merge, version);
      if (found.state !== 'proposed') throw new Refusal('merge.decided');
      if (decision.merge && found.needs_two && found.proposed_by === actor.account)
        throw new Refusal('merge.own');
      await settle(tx, merge, decision.merge ? 'merged' : 'refused');
      tx.note({ merged: decision.merge });
      return await readOne(tx, merge);
    });
  }

  /** Takes two records apart: each is exactly what it was, because nothing of it was changed. */
  async undo(actor: Actor, call: Call, { merge, version }: MergeTarget): Promise<MergeView> {
    return await this.uow.run(actor, { do: 'merge.undo', on: { merge }, ...call }, async (tx) => {
      const found = await lock(tx, merge, version);
      if (found.state !== 'merged') throw new Refusal('merge.not_merged');
      await tx.query(
        `update care.client_merge set state = 'undone', undone_by = $2, undone_at = clock_timestamp(), version = version + 1 where id = $1`,
        [merge, actor.account],
      );
      return await readOne(tx, merge);
    });
  }
}

async function findOwn(tx: Tx, code: string, field: string): Promise<string> {
  const found = await tx.maybe<{ client_id: string; audit_subject: string; guarded: boolean }>(
    'select client_id, audit_subject, care.is_guarded(client_id) as guarded from care.client_code where organisation_id = $1 and code = $2',
    [tx.organisation, readClientCode(code)],
  );
  if (!found) throw new Refusal('client.same_as_unknown', { field });
  tx.about(found.audit_subject);
  if (found.guarded) throw new Refusal('client.protected');
  return found.client_id;
}

async function lock(
  tx: Tx,
  merge: string,
  version: number,
): Promise<{ state: MergeState; needs_two: boolean; proposed_by: string }> {
  const found = await tx.maybe<{
    state: MergeState;
    needs_two: boolean;
    proposed_by: string;
    version: number;
  }>(
    'select state, needs_two, proposed_by, version from care.client_merge where id = $1 and organisation_id = $2 for update',
    [merge, tx.organisation],
  );
  if (!found) throw new Refusal('merge.unknown');
  if (found.version !== version)
    throw new Refusal('version.stale', { parameters: { current: found.version } });
  return found;
}

async function settle(tx: Tx, merge: string, state: 'merged' | 'refused'): Promise<void> {
  await tx.query(
    'update care.client_merge set state = $2, decided_by = $3, decided_at = clock_timestamp(), version = version + 1 where id = $1',
    [merge, state, tx.actor.account],
  );
}

async function readOne(tx: Tx, merge: string): Promise<MergeView> {
  return show(tx, await tx.one<MergeFound>(MERGES, [tx.organisation, merge, END.at, END.id, 1]));
}

function show(tx: Tx, row: MergeFound): MergeView {
  tx.about(row.keep_subject, row.join_subject);
  return {
    merge: row.id,
    keep: row.keep,
    join: row.join,
    ground: row.ground,
    state: row.state,
    proposed_by: row.proposed_by,
    mine: row.proposed_by_id === tx.actor.account && row.needs_two,
    proposed_at: row.proposed_at.toISOString(),
    decided_by: row.decided_by,
    decided_at: row.decided_at?.toISOString() ?? null,
    undone_by: row.undone_by,
    undone_at: row.undone_at?.toISOString() ?? null,
    version: row.version,
  };
}
