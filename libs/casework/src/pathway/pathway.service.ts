import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { SPELL_OUTCOMES, type Stage } from '#domain/charter/pathway.js';
import type { SuicideRisk } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import { decideMove } from '#domain/rules/pathway.js';
import type { ClientWritten, StageMoveRequest } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { assertSignedOff } from '../assessment/sign-off.tx.js';
import { isRecorded, recordOf, type ClientPage } from '../client/client-page.queries.js';
import { assertVersion, locateForChange } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { stopFollowUps } from './follow-up.tx.js';

interface Facts extends Pick<ClientPage, 'treatment' | 'rehabilitation' | 'reintegration' | 'employment'> {
  own_custody: boolean;
  offered: Stage[];
  suicide_risk: SuicideRisk | null;
  spell_id: string | null;
  stage: Stage | null;
}

/** What a move between stages is decided on, read after the lock. */
const FACTS = `
select exists (select from care.custody cu where cu.episode_id = $1 and cu.organisation_id = $2 and cu.until_at is null) as own_custody,
  o.stages as offered, s.id as spell_id, s.stage,
  (select x.suicide_risk from care.safety_screen x where x.episode_id = $1 order by x.screened_at desc limit 1) as suicide_risk,
  case when s.stage = 'treatment' then (select to_jsonb(r) from care.treatment r where r.spell_id = s.id) end as treatment,
  case when s.stage = 'rehabilitation' then (select to_jsonb(r) from care.rehabilitation r where r.spell_id = s.id) end as rehabilitation,
  case when s.stage = 'reintegration' then (select to_jsonb(r) from care.reintegration r where r.spell_id = s.id) end as reintegration,
  case when s.stage = 'employment' then (select to_jsonb(r) from care.employment r where r.spell_id = s.id) end as employment
from care.organisation o
left join lateral (select s.id, s.stage from care.stage_spell s
  where s.episode_id = $1 and s.organisation_id = $2 and s.ended_at is null order by s.started_at desc limit 1) s on true
where o.id = $2`;

/** One statement: the spell ends, the next begins, the episode counts up. The new spell starts when the old one ended. */
const MOVE = `
with ended as (
  update care.stage_spell set ended_at = greatest(clock_timestamp(), started_at), outcome = $2, override_reason = $3, ended_by = $4
  where id = $1 returning episode_id, organisation_id),
opened as (
  insert into care.stage_spell (id, episode_id, organisation_id, stage, opened_by)
  select $5, episode_id, organisation_id, $6, $4 from ended)
update care.episode set version = version + 1 where id = (select episode_id from ended) returning version`;

@Injectable()
export class PathwayService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Records a stage transition inside the own organisation; across organisations the way is a handoff. */
  async advance(
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    move: StageMoveRequest,
  ): Promise<ClientWritten> {
    return await this.uow.run(
      actor,
      { do: 'stage.advance', on: { client: target.code }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, target.code);
        const facts = await tx.one<Facts>(FACTS, [located.episode_id, tx.organisation]);
        if (!facts.own_custody) throw new Refusal('client.not_in_custody');
        assertVersion(target.version, located.version);
        if (!facts.stage || !facts.spell_id) throw new Refusal('stage.no_open_spell');
        // A step that is planned waits for a clinician; stepping up, and going early, never do.
        if (SPELL_OUTCOMES[move.outcome] === 'successful') await assertSignedOff(tx, located.episode_id);
        const decision = decideMove(
          { from: facts.stage, ...move },
          facts.offered,
          evidenceOf(facts, facts.stage, facts.spell_id),
          tx.now,
        );
        const row = await tx.one<{ version: number }>(MOVE, [
          facts.spell_id,
          move.outcome,
          decision.override_reason,
          tx.actor.account,
          tx.newId(),
          move.to,
        ]);
        if (facts.stage === 'follow_up') await stopFollowUps(tx, located.episode_id);
        if (decision.override_reason) await this.askCountersign(tx, located.episode_id, located.client_id);
        tx.note({
          from: facts.stage,
          to: move.to,
          outcome: move.outcome,
          overridden: decision.override_reason !== null,
        });
        return { client: located.code, version: row.version };
      },
    );
  }

  /** Moving on with criteria unmet is one person's word; a duty manager looks at it within 24 hours. */
  private async askCountersign(tx: Tx, episodeId: string, clientId: string): Promise<void> {
    await tx.query(
      `insert into care.work_item (id, organisation_id, kind, episode_id, client_id, due_at, asked_by)
       values ($1, $2, 'stage.countersign', $3, $4, clock_timestamp() + make_interval(hours => $5), $6)`,
      [tx.newId(), tx.organisation, episodeId, clientId, LIMITS.countersign_hours, tx.actor.account],
    );
  }
}

function evidenceOf(facts: Facts, stage: Stage, spellId: string) {
  const records = isRecorded(stage) ? { [stage]: recordOf(facts, stage, spellId).values } : {};
  return { records, suicide_risk: facts.suicide_risk ?? ('not_assessed' as const) };
}
