import { Inject, Injectable } from '@nestjs/common';
import { decideRoundNote } from '#domain/rules/ward.js';
import type { BoardView, RoundNoteWriting, WardWritten } from '#domain/wire/ward.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { readDay } from '../day.queries.js';
import { MedicineRound } from '../medicine/medicine-round.service.js';
import { locateForWriting } from '../medicine/writing.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import { readBoard } from './board.queries.js';

/** The board of the ward and the notes of its round (ADR 0054). */
@Injectable()
export class BoardService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    private readonly medicines: MedicineRound,
  ) {}

  /** Everybody on the ward, one line each, with what whoever comes on duty must know. */
  async board(actor: Actor, call: Call): Promise<BoardView> {
    return await this.uow.run(actor, { do: 'ward.board', ...call }, async (tx) => {
      const { lines } = await this.medicines.read(tx);
      const { clocks, chart } = await packOf(tx, this.packs);
      const rules = { days: clocks.place_hold_days, chart };
      return { at: tx.now.toISOString(), rows: await readBoard(tx, await readDay(tx), lines, rules) };
    });
  }

  /** Writes down that somebody was seen on the round, and what needs attention. */
  async note(actor: Actor, call: Call, code: string, wanted: RoundNoteWriting): Promise<WardWritten> {
    return await this.uow.run(actor, { do: 'round.note', on: { client: code }, ...call }, async (tx) => {
      const { client_id, episode_id } = await locateForWriting(tx, this.packs, code);
      decideRoundNote(wanted);
      const id = tx.newId();
      await tx.query(
        `insert into care.round_note (id, episode_id, client_id, organisation_id, finding, concerns, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          episode_id,
          client_id,
          tx.organisation,
          wanted.finding,
          [...new Set(wanted.concerns)],
          actor.account,
        ],
      );
      tx.note({ finding: wanted.finding });
      return { id, version: 1 };
    });
  }
}
