import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Labels } from '#domain/wire/common.js';
import type { ExportLine } from '#domain/wire/export.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { HandoffService } from '../handoff/handoff.service.js';
import { readCursor } from '../paging.js';
import { toReceiverCopy } from './receiver-copy.js';

interface House {
  code: string;
  names: Labels;
  jurisdiction: string;
  time_zone: string;
  today: string;
}

interface ExportPage {
  readonly house: House;
  readonly lines: ExportLine[];
  /** How many were left out, because they are about protected clients. */
  readonly kept: number;
  /** The oldest handoff of the page; undefined: there are no more. */
  readonly last: string | undefined;
}

/** The order of keys is the order of time, so that a page ends where the next one begins, whatever is sent meanwhile. */
const PAGE = {
  sender: `select h.id, h.reference, care.is_guarded(h.client_id) as guarded from care.handoff h where h.sender_organisation_id = $1 and h.id < $2 order by h.id desc limit $3`,
  receiver: `select h.id, h.reference, care.is_guarded(h.client_id) as guarded from care.handoff h where h.receiver_organisation_id = $1 and h.id < $2 order by h.id desc limit $3`,
} as const satisfies Record<HandoffSide, string>;

/** A copy of everything that whoever asks may read of the handoffs of the own organisation, without who anybody is; protected clients are for their team. */
@Injectable()
export class ExportService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly handoffs: HandoffService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /**
   * The handoffs of one side, line by line. The first page is read before anything is answered, so a refusal is an answer of
   * its own; each page is a transaction with its line in the audit. The receiver's copy tells days (ADR 0010, decisions:
   * identifiers): no value in it is in the copy of another receiver of the same client.
   */
  async handoffsOf(
    actor: Actor,
    call: Call,
    side: HandoffSide,
    language: Language,
  ): Promise<AsyncIterable<ExportLine>> {
    const first = await this.page(actor, call, side, language, undefined);
    return this.lines(first, (after) => this.page(actor, call, side, language, after), side);
  }

  private async *lines(
    first: ExportPage,
    next: (after: string) => Promise<ExportPage>,
    side: HandoffSide,
  ): AsyncGenerator<ExportLine> {
    const { code, names, jurisdiction, today, time_zone } = first.house;
    const redisclosure_notice = this.packs.of(jurisdiction).redisclosure_notice;
    yield {
      line: 'notice',
      side,
      organisation: { code, names },
      exported_on: today,
      time_zone,
      redisclosure_notice,
    };
    let [handoffs, kept] = [0, 0];
    for (let page = first; ; page = await next(page.last)) {
      yield* page.lines;
      handoffs += page.lines.length;
      kept += page.kept;
      if (page.last === undefined) break;
    }
    yield { line: 'end', handoffs, protected: kept };
  }

  private async page(
    actor: Actor,
    call: Call,
    side: HandoffSide,
    language: Language,
    after: string | undefined,
  ): Promise<ExportPage> {
    return await this.uow.run(actor, { do: 'handoff.export', ...call }, async (tx) => {
      const house = await readHouse(tx);
      const found = await tx.query<{ id: string; reference: string; guarded: boolean }>(PAGE[side], [
        tx.organisation,
        after ?? readCursor(undefined, 'descending').id,
        LIMITS.export_page_size,
      ]);
      const lines: ExportLine[] = [];
      for (const { reference, guarded } of found) {
        if (guarded) continue;
        const { detail } = await this.handoffs.read(tx, reference, language);
        const { identity: _who, moves: _buttons, ...copy } = detail;
        lines.push({
          line: 'handoff',
          handoff: side === 'receiver' ? toReceiverCopy(copy, house.time_zone) : copy,
        });
      }
      // What reading a single handoff notes of itself would stand for the last of the page.
      const kept = found.length - lines.length;
      tx.note({ side, handoffs: lines.length, protected: kept, tiers: undefined, identified: undefined });
      return {
        house,
        lines,
        kept,
        last: found.length < LIMITS.export_page_size ? undefined : found.at(-1)?.id,
      };
    });
  }
}

async function readHouse(tx: Tx): Promise<House> {
  return await tx.one<House>(
    `select code, names, jurisdiction, time_zone, to_char(clock_timestamp() at time zone time_zone, 'YYYY-MM-DD') as today
     from care.organisation where id = $1`,
    [tx.organisation],
  );
}
