import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import { decideEnd, decidePhase, mayAppeal } from '#domain/rules/programme.js';
import { isUuid } from '#domain/rules/uuid.js';
import type {
  PeerChoice,
  PhaseChanging,
  ProgrammeEnding,
  ProgrammeWritten,
  RelapseWriting,
} from '#domain/wire/programme.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertVersion } from '../client/client.queries.js';
import { dayIn, readDay } from '../day.queries.js';
import { locateForWriting } from '../medicine/writing.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import { lockEnrolment, ROW, rowOf, type Enrolment } from './enrolment.tx.js';

const DAY_MS = 86_400_000;

/** Who follows which programme (ADR 0055): begun in the stage of rehabilitation, walked phase by phase, kept through a relapse. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Begins a programme in its first phase. */
  async begin(actor: Actor, call: Call, code: string, programme: string): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'programme.begin', on: { client: code }, ...call }, async (tx) => {
      const { client_id, episode_id } = await locateForWriting(tx, this.packs, code);
      const chosen = isUuid(programme)
        ? await tx.maybe<{ closed_at: Date | null; kind: string }>(
            'select closed_at, kind from care.programme where id = $1 and organisation_id = $2 for share',
            [programme, tx.organisation],
          )
        : undefined;
      if (!chosen) throw new Refusal('programme.unknown', { field: 'programme' });
      if (chosen.closed_at) throw new Refusal('programme.closed', { field: 'programme' });
      const spell = await tx.maybe<{ id: string }>(
        `select id from care.stage_spell where episode_id = $1 and organisation_id = $2 and stage = 'rehabilitation' and ended_at is null`,
        [episode_id, tx.organisation],
      );
      if (!spell) throw new Refusal('programme.not_in_rehabilitation');
      const id = tx.newId();
      await tx.query(
        `insert into care.enrolment (id, episode_id, client_id, organisation_id, programme_id, spell_id, began_by) values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, episode_id, client_id, tx.organisation, programme, spell.id, actor.account],
      );
      tx.note({ kind: chosen.kind });
      return { id, version: 1 };
    });
  }

  /** Goes on to the next phase, or back to one, with a reason. */
  async phase(
    actor: Actor,
    call: Call,
    { code, version }: { code: string; version: number },
    wanted: PhaseChanging,
  ): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'programme.phase', on: { client: code }, ...call }, async (tx) => {
      const following = await lockEnrolment(tx, this.packs, code);
      const { enrolment } = following;
      assertVersion(version, enrolment.version);
      decidePhase(enrolment.phase, wanted.phase, enrolment.phases);
      await tx.query(
        `insert into care.phase_step (${ROW}, from_phase, to_phase, reason, decided_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [...rowOf(tx, following, tx.newId()), enrolment.phase, wanted.phase, wanted.reason, actor.account],
      );
      await tx.query('update care.enrolment set version = version + 1, phase = $2 where id = $1', [
        enrolment.id,
        wanted.phase,
      ]);
      tx.note({ from: enrolment.phase, to: wanted.phase, reason: wanted.reason });
      return { id: enrolment.id, version: version + 1 };
    });
  }

  /** Ends the programme. A house ends it only after the fair procedure. */
  async end(
    actor: Actor,
    call: Call,
    { code, version }: { code: string; version: number },
    { ending }: ProgrammeEnding,
  ): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'programme.end', on: { client: code }, ...call }, async (tx) => {
      const { enrolment } = await lockEnrolment(tx, this.packs, code);
      assertVersion(version, enrolment.version);
      const procedure_over = await isProcedureOver(tx, this.packs, enrolment);
      decideEnd(ending, { phase: enrolment.phase, phases: enrolment.phases, procedure_over });
      await tx.query(
        'update care.enrolment set version = version + 1, ended_at = clock_timestamp(), ended_by = $2, ending = $3 where id = $1',
        [enrolment.id, actor.account, ending],
      );
      tx.note({ ending });
      return { id: enrolment.id, version: version + 1 };
    });
  }

  /** Writes down a relapse, without blame: the place and the phase are kept for the days of the pack. */
  async relapse(actor: Actor, call: Call, code: string, wanted: RelapseWriting): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'programme.relapse', on: { client: code }, ...call },
      async (tx) => {
        const following = await lockEnrolment(tx, this.packs, code);
        const at = wanted.at === null ? tx.now : new Date(wanted.at);
        if (at > tx.now || at < following.enrolment.began_at)
          throw new Refusal('programme.relapse_in_future', { field: 'at' });
        const { place_hold_days: days } = (await packOf(tx, this.packs)).clocks;
        const id = tx.newId();
        await tx.query(
          `insert into care.relapse (${ROW}, at, answer, kept_until, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [
            ...rowOf(tx, following, id),
            at,
            wanted.answer,
            new Date(tx.now.getTime() + days * DAY_MS),
            actor.account,
          ],
        );
        tx.note({ answer: wanted.answer });
        return { id, version: 1 };
      },
    );
  }

  /** Somebody who has walked the road walks along: a colleague who was trained for it. */
  async peer(actor: Actor, call: Call, code: string, wanted: PeerChoice): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'programme.peer', on: { client: code }, ...call }, async (tx) => {
      const following = await lockEnrolment(tx, this.packs, code);
      const colleague = isUuid(wanted.colleague)
        ? await tx.maybe<{ id: string }>(
            'select id from access.account where id = $1 and organisation_id = $2 and left_at is null',
            [wanted.colleague, tx.organisation],
          )
        : undefined;
      if (!colleague) throw new Refusal('programme.peer_unknown', { field: 'colleague' });
      const { zone } = await readDay(tx);
      if (wanted.trained_on > dayIn(tx.now, zone))
        throw new Refusal('programme.peer_not_trained', { field: 'trained_on' });
      const id = tx.newId();
      await tx.query(
        `insert into care.peer_support (${ROW}, account_id, trained_on, assigned_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [...rowOf(tx, following, id), colleague.id, wanted.trained_on, actor.account],
      );
      return { id, version: 1 };
    });
  }

  async endPeer(actor: Actor, call: Call, code: string): Promise<void> {
    await this.uow.run(actor, { do: 'programme.peer_end', on: { client: code }, ...call }, async (tx) => {
      const { enrolment } = await lockEnrolment(tx, this.packs, code);
      const ended = await tx.query<{ id: string }>(
        'update care.peer_support set version = version + 1, until_at = clock_timestamp(), ended_by = $2 where enrolment_id = $1 and until_at is null returning id',
        [enrolment.id, actor.account],
      );
      if (ended.length === 0) throw new Refusal('programme.peer_none');
    });
  }
}

/** Whether an incident of this programme was decided to end it, and no appeal is open or may still come. */
async function isProcedureOver(tx: Tx, packs: Packs, { id }: Enrolment): Promise<boolean> {
  const { rehabilitation } = await packOf(tx, packs);
  const rows = await tx.query<{ state: string; decided_at: Date; appeal_outcome: string | null }>(
    `select state, decided_at, appeal_outcome from care.incident where enrolment_id = $1 and measure = 'programme_ended'`,
    [id],
  );
  return rows.some(({ state, decided_at, appeal_outcome }) =>
    state === 'closed'
      ? appeal_outcome === 'upheld'
      : state === 'decided' && !mayAppeal(decided_at, rehabilitation, tx.now),
  );
}
