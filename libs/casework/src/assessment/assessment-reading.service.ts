import { Inject, Injectable } from '@nestjs/common';
import type { Substance } from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';
import { trendsOf } from '#domain/rules/assessment.js';
import { dueFor } from '#domain/rules/assessment-schedule.js';
import type { AssessmentView, DueView, Trend } from '#domain/wire/assessment.js';
import type { Page } from '#domain/wire/common.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { INSTRUMENTS, type Instruments } from '#platform/instruments/instruments.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import { readCursor, readLimit } from '../paging.js';
import { readAssessment, readAssessments, readCounted, toView } from './assessment.queries.js';

/** What was assessed, how it moved, and what is due. */
@Injectable()
export class AssessmentReadingService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(INSTRUMENTS) private readonly instruments: Instruments,
  ) {}

  async list(
    actor: Actor,
    call: Call,
    code: string,
    asked: { instrument?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<AssessmentView>> {
    const cursor = readCursor(asked.cursor, 'descending');
    const limit = readLimit(asked.limit);
    return await this.look(actor, call, code, (tx, episode) =>
      readAssessments(tx, episode, asked.instrument, { cursor, limit }),
    );
  }

  async view(actor: Actor, call: Call, code: string, id: string): Promise<AssessmentView> {
    return await this.look(actor, call, code, async (tx, episode) =>
      toView(await readAssessment(tx, episode, id)),
    );
  }

  /** Each score over time; what is void or was put right is no part of it. */
  async trends(actor: Actor, call: Call, code: string, instrument: string | undefined): Promise<Trend[]> {
    return await this.look(actor, call, code, async (tx, episode) => {
      const rows = await readCounted(tx, episode, instrument);
      return trendsOf(
        rows.flatMap((row) => {
          const form =
            this.instruments.find(row.instrument, row.instrument_version) ??
            this.instruments.find(row.instrument);
          return form ? [{ ...row, taken_at: row.taken_at.toISOString(), instrument: form }] : [];
        }),
      );
    });
  }

  /** What is due for the open spell of the own house; nothing where there is none. */
  async due(actor: Actor, call: Call, code: string): Promise<DueView[]> {
    return await this.look(actor, call, code, async (tx, episode) => {
      const facts = await tx.maybe<Facts>(FACTS, [episode, tx.organisation]);
      if (!facts) return [];
      const taken = (await readCounted(tx, episode)).map((row) => ({
        ...row,
        total: row.scores.length === 1 ? (row.scores[0]?.value ?? null) : null,
      }));
      return dueFor(facts, taken, tx.now).map((one) => ({
        ...one,
        opens_at: one.opens_at.toISOString(),
        due_at: one.due_at.toISOString(),
      }));
    });
  }

  private async look<T>(
    actor: Actor,
    call: Call,
    code: string,
    read: (tx: Tx, episodeId: string) => Promise<T>,
  ): Promise<T> {
    return await this.uow.run(actor, { do: 'assessment.list', on: { client: code }, ...call }, async (tx) => {
      const { episode_id } = await locate(tx, code);
      return await read(tx, episode_id);
    });
  }
}

interface Facts {
  stage: Stage;
  started_at: Date;
  substance: Substance | null;
  exit_at: Date | null;
  missed_at: Date | null;
}

/** A planned exit is an accepted transfer with an appointment; who was not seen counts where the risk is moderate or high. */
const FACTS = `
select s.stage, s.started_at, c.substance,
  (select min(h.appointment_at) from care.handoff h where h.episode_id = $1 and h.sender_organisation_id = $2 and h.kind = 'transfer' and h.state = 'accepted') as exit_at,
  case when (select f.suicide_risk from care.safety_screen f where f.episode_id = $1 order by f.screened_at desc limit 1) in ('moderate','high') then
    (select max(w.created_at) from care.work_item w where w.organisation_id = $2 and w.episode_id = $1 and w.kind = 'handoff.not_seen') end as missed_at
from care.stage_spell s join care.episode e on e.id = s.episode_id join care.client c on c.id = e.client_id
where s.episode_id = $1 and s.organisation_id = $2 and s.ended_at is null order by s.started_at desc limit 1`;
