import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { LeaveReturn } from '#domain/charter/programme.js';
import { Refusal } from '#domain/refusal.js';
import { decideLeave } from '#domain/rules/programme.js';
import type { LeaveWriting, ProgrammeWritten } from '#domain/wire/programme.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertVersion } from '../client/client.queries.js';
import { knownId, lockEnrolment, ROW, rowOf } from './enrolment.tx.js';

/** When somebody may be away from a programme, and that they came back (ADR 0055). */
@Injectable()
export class LeaveService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async plan(actor: Actor, call: Call, code: string, wanted: LeaveWriting): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'leave.plan', on: { client: code }, ...call }, async (tx) => {
      const following = await lockEnrolment(tx, this.packs, code);
      decideLeave(new Date(wanted.from_at), new Date(wanted.until_at), tx.now);
      const { paused } = await tx.one<{ paused: boolean }>(
        `select exists (select from care.incident i where i.enrolment_id = $1 and i.measure = 'leave_paused' and i.appeal_outcome is distinct from 'lifted'
           and i.decided_at > $2::timestamptz - make_interval(days => $3)) as paused`,
        [following.enrolment.id, tx.now, LIMITS.leave_pause_days],
      );
      // Whoever must see a doctor or goes to work is never kept in.
      if (paused && wanted.kind !== 'medical' && wanted.kind !== 'work') throw new Refusal('leave_of.paused');
      const id = tx.newId();
      await tx.query(
        `insert into care.home_leave (${ROW}, kind, from_at, until_at, planned_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [...rowOf(tx, following, id), wanted.kind, wanted.from_at, wanted.until_at, actor.account],
      );
      tx.note({ kind: wanted.kind });
      return { id, version: 1 };
    });
  }

  /** Back in time, back late, or not back. */
  async return(
    actor: Actor,
    call: Call,
    target: { code: string; leave: string; version: number },
    back: boolean,
  ): Promise<ProgrammeWritten> {
    const { code, version } = target;
    return await this.uow.run(actor, { do: 'leave.return', on: { client: code }, ...call }, async (tx) => {
      const { enrolment } = await lockEnrolment(tx, this.packs, code);
      const found = await tx.maybe<{ id: string; version: number; until_at: Date; ended_at: Date | null }>(
        'select id, version, until_at, ended_at from care.home_leave where id = $1 and enrolment_id = $2 for update',
        [knownId(target.leave, 'leave_of.unknown'), enrolment.id],
      );
      if (!found) throw new Refusal('leave_of.unknown');
      if (found.ended_at) throw new Refusal('leave_of.settled');
      assertVersion(version, found.version);
      const outcome: LeaveReturn = !back ? 'not_back' : tx.now > found.until_at ? 'late' : 'in_time';
      await tx.query(
        'update care.home_leave set version = version + 1, ended_at = clock_timestamp(), ended_by = $2, outcome = $3 where id = $1',
        [found.id, actor.account, outcome],
      );
      tx.note({ outcome });
      return { id: found.id, version: version + 1 };
    });
  }
}
