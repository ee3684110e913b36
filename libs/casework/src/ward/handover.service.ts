import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { decideTaking, linesOf, shiftFrom } from '#domain/rules/ward.js';
import type { HandoverLine, HandoversView, HandoverView, WardWritten } from '#domain/wire/ward.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { readDay } from '../day.queries.js';
import { MedicineRound } from '../medicine/medicine-round.service.js';
import { packOf } from '../rights/pack-of.tx.js';
import { readBoard } from './board.queries.js';

interface HandoverFound extends Omit<
  HandoverView,
  'from_at' | 'until_at' | 'given_at' | 'taken_at' | 'mine'
> {
  from_at: Date;
  until_at: Date;
  given_at: Date;
  taken_at: Date | null;
  giver: string;
}

/** Those who came into the house and those who left it, since the shift began. */
const COMINGS = `
select kind, client, at from (
  select 'came' as kind, cc.code as client, c.since_at as at from care.custody c join care.client_code cc on cc.organisation_id = $1 and cc.client_id = c.client_id
    where c.organisation_id = $1 and c.since_at >= $2
  union all
  select 'left', cc.code, c.until_at from care.custody c join care.client_code cc on cc.organisation_id = $1 and cc.client_id = c.client_id
    where c.organisation_id = $1 and c.until_at >= $2 and c.until_at <= $3) x
order by kind, at, client limit $4`;

/** The handover of a shift (ADR 0054): composed of what is written down, given by one, taken by another, never changed. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    private readonly medicines: MedicineRound,
  ) {}

  /** What would be handed over now, and what was. */
  async read(actor: Actor, call: Call): Promise<HandoversView> {
    return await this.uow.run(actor, { do: 'handover.read', ...call }, async (tx) => {
      const from = await shiftBegan(tx);
      const rows = await tx.query<HandoverFound>(
        `select h.id, h.from_at, h.until_at, h.lines, g.display_name as given_by, h.given_at, t.display_name as taken_by, h.taken_at, h.given_by as giver
         from care.shift_handover h join access.account g on g.id = h.given_by left join access.account t on t.id = h.taken_by
         where h.organisation_id = $1 order by h.given_at desc limit $2`,
        [tx.organisation, LIMITS.handovers_shown_max],
      );
      return {
        from_at: from.toISOString(),
        until_at: tx.now.toISOString(),
        lines: await this.compose(tx, from),
        handovers: rows.map(({ giver, ...row }) => ({
          ...row,
          from_at: row.from_at.toISOString(),
          until_at: row.until_at.toISOString(),
          given_at: row.given_at.toISOString(),
          taken_at: row.taken_at?.toISOString() ?? null,
          mine: giver === actor.account,
        })),
      };
    });
  }

  /** Gives the shift: the sheet is written as it stands now and signed by whoever gives it. */
  async give(actor: Actor, call: Call): Promise<WardWritten> {
    return await this.uow.run(actor, { do: 'handover.give', ...call }, async (tx) => {
      if (tx.actor.kind !== 'staff') throw new Refusal('permission.role');
      const from = await shiftBegan(tx);
      const lines = await this.compose(tx, from);
      const id = tx.newId();
      await tx.query(
        `insert into care.shift_handover (id, organisation_id, from_at, until_at, lines, given_by) values ($1, $2, $3, $4, $5, $6)`,
        [id, tx.organisation, from, tx.now, JSON.stringify(lines), actor.account],
      );
      tx.note({ lines: lines.length });
      return { id, version: 1 };
    });
  }

  /** Takes the shift: signed by somebody else than whoever gave it. */
  async take(actor: Actor, call: Call, handover: string): Promise<WardWritten> {
    return await this.uow.run(actor, { do: 'handover.take', on: { handover }, ...call }, async (tx) => {
      const { account } = tx.actor;
      if (tx.actor.kind !== 'staff' || account === null) throw new Refusal('permission.role');
      const found = await tx.maybe<{ given_by: string; taken_by: string | null }>(
        'select given_by, taken_by from care.shift_handover where id = $1 and organisation_id = $2',
        [handover, tx.organisation],
      );
      if (!found) throw new Refusal('handover.unknown');
      decideTaking(found, account);
      const signed = await tx.query<{ id: string }>(
        'update care.shift_handover set taken_by = $2, taken_at = clock_timestamp() where id = $1 and taken_at is null returning id',
        [handover, account],
      );
      if (signed.length === 0) throw new Refusal('handover.signed');
      return { id: handover, version: 2 };
    });
  }

  private async compose(tx: Tx, from: Date): Promise<HandoverLine[]> {
    const { lines } = await this.medicines.read(tx);
    const { clocks, chart } = await packOf(tx, this.packs);
    const rules = { days: clocks.place_hold_days, chart };
    const board = await readBoard(tx, await readDay(tx), lines, rules);
    const comings = await tx.query<{ kind: 'came' | 'left'; client: string; at: Date }>(COMINGS, [
      tx.organisation,
      from,
      tx.now,
      LIMITS.board_rows_max,
    ]);
    return [
      ...comings.map(({ at, ...one }) => ({ ...one, codes: [], at: at.toISOString() })),
      ...linesOf(board, from, tx.now),
    ];
  }
}

async function shiftBegan(tx: Tx): Promise<Date> {
  const { last } = await tx.one<{ last: Date | null }>(
    'select max(until_at) as last from care.shift_handover where organisation_id = $1',
    [tx.organisation],
  );
  return shiftFrom(last, tx.now);
}
