import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { decideProgramme } from '#domain/rules/programme.js';
import type { ProgrammeWriting, ProgrammeWritten, RehabilitationProgramme } from '#domain/wire/programme.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertVersion } from '../client/client.queries.js';
import { assertHealthPermit } from '../rights/permit.tx.js';

/** The programmes of rehabilitation of a house (ADR 0055): written once, closed when nobody is taken in any more. */
@Injectable()
export class ProgrammeService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Those that take people in first, then those that are closed. */
  async list(actor: Actor, call: Call): Promise<RehabilitationProgramme[]> {
    return await this.uow.run(actor, { do: 'programme.list', ...call }, async (tx) => {
      const rows = await tx.query<Omit<RehabilitationProgramme, 'closed_at'> & { closed_at: Date | null }>(
        `select p.id, p.version, p.kind, p.title, p.closed_at,
           (select jsonb_agg(jsonb_build_object('title', f.title, 'days', f.days) order by f.place) from care.programme_phase f where f.programme_id = p.id) as phases,
           (select count(*)::int from care.enrolment e where e.programme_id = p.id and e.organisation_id = $1 and e.ended_at is null) as following
         from care.programme p where p.organisation_id = $1 order by p.closed_at desc nulls first, lower(p.title), p.id limit $2`,
        [tx.organisation, LIMITS.programmes_shown_max],
      );
      return rows.map((row) => ({ ...row, closed_at: row.closed_at?.toISOString() ?? null }));
    });
  }

  /** Writes down a programme with its phases. */
  async add(actor: Actor, call: Call, wanted: ProgrammeWriting): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'programme.add', ...call }, async (tx) => {
      await assertHealthPermit(tx, this.packs);
      if (tx.actor.kind !== 'staff') throw new Refusal('permission.role');
      decideProgramme(wanted.phases);
      const id = tx.newId();
      await tx.query(
        'insert into care.programme (id, organisation_id, kind, title, added_by) values ($1, $2, $3, $4, $5)',
        [id, tx.organisation, wanted.kind, wanted.title.trim(), actor.account],
      );
      await tx.query(
        `insert into care.programme_phase (programme_id, organisation_id, place, title, days)
         select $1, $2, f.place, btrim(f.title), f.days from unnest($3::text[], $4::int[]) with ordinality f (title, days, place)`,
        [id, tx.organisation, wanted.phases.map(({ title }) => title), wanted.phases.map(({ days }) => days)],
      );
      tx.note({ kind: wanted.kind, phases: wanted.phases.length });
      return { id, version: 1 };
    });
  }

  /** Takes nobody in any more; whoever follows it goes on. */
  async close(
    actor: Actor,
    call: Call,
    { programme, version }: { programme: string; version: number },
  ): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'programme.close', on: { programme }, ...call }, async (tx) => {
      const found = await tx.maybe<{ version: number; closed_at: Date | null }>(
        'select version, closed_at from care.programme where id = $1 and organisation_id = $2 for update',
        [programme, tx.organisation],
      );
      if (!found) throw new Refusal('programme.unknown');
      if (found.closed_at) throw new Refusal('programme.closed');
      assertVersion(version, found.version);
      await tx.query(
        'update care.programme set version = version + 1, closed_at = clock_timestamp(), closed_by = $2 where id = $1',
        [programme, actor.account],
      );
      return { id: programme, version: version + 1 };
    });
  }
}
