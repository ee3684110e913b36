import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import { decideTherapyWork } from '#domain/rules/programme.js';
import type { ProgrammeWritten, TherapyWorkWriting } from '#domain/wire/programme.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { dayIn, readDay } from '../day.queries.js';
import { locateForWriting } from '../medicine/writing.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import { lockEnrolment, ROW, rowOf } from './enrolment.tx.js';

/** Work as therapy (ADR 0055; domain 09, H6): wished for, within bounds, never in the place of somebody who is paid. */
@Injectable()
export class TherapyWorkService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** The client wishes to work. */
  async consent(actor: Actor, call: Call, code: string): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'therapy_work.consent', on: { client: code }, ...call },
      async (tx) => {
        const { located } = await lockEnrolment(tx, this.packs, code);
        const id = tx.newId();
        await tx.query(
          'insert into care.therapy_work_consent (id, episode_id, client_id, organisation_id, recorded_by) values ($1, $2, $3, $4, $5)',
          [id, located.episode_id, located.client_id, tx.organisation, actor.account],
        );
        return { id, version: 1 };
      },
    );
  }

  /** The client does not wish to work any more; that needs no reason. */
  async withdraw(actor: Actor, call: Call, code: string): Promise<void> {
    await this.uow.run(actor, { do: 'therapy_work.withdraw', on: { client: code }, ...call }, async (tx) => {
      const { episode_id } = await locateForWriting(tx, this.packs, code);
      const ended = await tx.query<{ id: string }>(
        'update care.therapy_work_consent set withdrawn_at = clock_timestamp(), withdrawn_by = $3 where episode_id = $1 and organisation_id = $2 and withdrawn_at is null returning id',
        [episode_id, tx.organisation, actor.account],
      );
      if (ended.length === 0) throw new Refusal('therapy_work.not_consented');
    });
  }

  /** Writes down hours of a day. Two who write at once come one after the other: the bounds count both. */
  async record(
    actor: Actor,
    call: Call,
    code: string,
    wanted: TherapyWorkWriting,
  ): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'therapy_work.record', on: { client: code }, ...call },
      async (tx) => {
        const following = await lockEnrolment(tx, this.packs, code);
        const { zone } = await readDay(tx);
        const { done_on } = wanted;
        if (done_on > dayIn(tx.now, zone) || done_on < dayIn(following.enrolment.began_at, zone))
          throw new Refusal('therapy_work.day', { field: 'done_on' });
        const facts = await tx.one<{ consented: boolean; minutes_of_day: number; minutes_of_week: number }>(
          `select exists (select from care.therapy_work_consent c where c.episode_id = $1 and c.organisation_id = $2 and c.withdrawn_at is null) as consented,
             (select coalesce(sum(w.minutes), 0)::int from care.therapy_work w where w.episode_id = $1 and w.organisation_id = $2 and w.done_on = $3::date) as minutes_of_day,
             (select coalesce(max(s.total), 0)::int from generate_series(0, 6) k cross join lateral (select sum(w.minutes) as total from care.therapy_work w
               where w.episode_id = $1 and w.organisation_id = $2 and w.done_on between $3::date - 6 + k and $3::date + k) s) as minutes_of_week`,
          [following.located.episode_id, tx.organisation, done_on],
        );
        decideTherapyWork(wanted, facts, (await packOf(tx, this.packs)).rehabilitation);
        const id = tx.newId();
        await tx.query(
          `insert into care.therapy_work (${ROW}, work, done_on, minutes, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [...rowOf(tx, following, id), wanted.work, done_on, wanted.minutes, actor.account],
        );
        tx.note({ work: wanted.work, minutes: wanted.minutes });
        return { id, version: 1 };
      },
    );
  }
}
