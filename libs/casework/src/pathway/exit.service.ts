import { Inject, Injectable } from '@nestjs/common';
import type { SuicideRisk } from '#domain/charter/code-lists.js';
import { exitSpec } from '#domain/charter/exits.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { decideExit, needsSafetyCall } from '#domain/rules/exit.js';
import { criteriaOf } from '#domain/rules/pathway.js';
import type { ClientWritten } from '#domain/wire/client.js';
import type { ExitRequest } from '#domain/wire/exit.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { isRecorded, recordOf, type ClientPage } from '../client/client-page.queries.js';
import { assertOwnCustody, assertVersion, locateForChange, nextVersion } from '../client/client.queries.js';
import { HOUSE_ZONE } from '../day.queries.js';
import { planFollowUps } from './follow-up.tx.js';
import { openSpell } from './stage-spell.tx.js';

interface Found extends Pick<ClientPage, 'treatment' | 'rehabilitation' | 'reintegration' | 'employment'> {
  id: string;
  stage: Stage;
  started_on: string;
  admitted_on: string | null;
  today: string;
  suicide_risk: SuicideRisk | null;
  before: Stage | null;
}

const DAY = 'YYYY-MM-DD';
const FOUND = `
select s.id, s.stage, to_char(s.started_at at time zone ${HOUSE_ZONE}, '${DAY}') as started_on, to_char(s.admitted_on, '${DAY}') as admitted_on,
  to_char(clock_timestamp() at time zone ${HOUSE_ZONE}, '${DAY}') as today,
  (select x.suicide_risk from care.safety_screen x where x.episode_id = $1 order by x.screened_at desc limit 1) as suicide_risk,
  (select b.stage from care.stage_spell b where b.episode_id = $1 and b.organisation_id = $2 and b.ended_at is not null and b.outcome <> 'error'
    order by b.ended_at desc limit 1) as before,
  case when s.stage = 'treatment' then (select to_jsonb(r) from care.treatment r where r.spell_id = s.id) end as treatment,
  case when s.stage = 'rehabilitation' then (select to_jsonb(r) from care.rehabilitation r where r.spell_id = s.id) end as rehabilitation,
  case when s.stage = 'reintegration' then (select to_jsonb(r) from care.reintegration r where r.spell_id = s.id) end as reintegration,
  case when s.stage = 'employment' then (select to_jsonb(r) from care.employment r where r.spell_id = s.id) end as employment
from care.stage_spell s join care.organisation o on o.id = s.organisation_id
where s.episode_id = $1 and s.organisation_id = $2 and s.ended_at is null order by s.started_at desc limit 1`;

const END = `
update care.stage_spell set ended_at = greatest(clock_timestamp(), started_at), outcome = $2, ended_by = $3, exited_on = $4, withdrawal_reason = $5,
  appeal_offered_on = $6, leaving_talk = $7, death_cause = $8 where id = $1`;

/** How care ends where no next stage follows (ADR 0049). Going on to a stage is a move, and to a partner a handoff. */
@Injectable()
export class ExitService {
  constructor(@Inject(UnitOfWork) private readonly uow: UnitOfWork) {}

  /**
   * Ends the stage of the house that is responsible. It stays responsible and asks after the client for a year; a death ends the
   * episode, and a slip of the pen goes back to the stage before.
   */
  async exit(
    actor: Actor,
    call: Call,
    target: { readonly code: string; readonly version: number },
    wanted: ExitRequest,
  ): Promise<ClientWritten> {
    const intent = { do: 'stage.exit', on: { client: target.code }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await locateForChange(tx, target.code);
      await assertOwnCustody(tx, located.episode_id);
      assertVersion(target.version, located.version);
      const found = await tx.maybe<Found>(FOUND, [located.episode_id, tx.organisation]);
      if (!found) throw new Refusal('stage.no_open_spell');
      if (found.stage === 'follow_up' && wanted.exit !== 'died') throw new Refusal('exit.already_left');
      const { exited_on } = decideExit(wanted, factsOf(found, tx));
      await tx.query(END, [
        found.id,
        wanted.exit,
        tx.actor.account,
        exited_on,
        wanted.withdrawal_reason ?? null,
        wanted.appeal_offered_on ?? null,
        wanted.leaving_talk ?? null,
        wanted.death_cause ?? null,
      ]);
      tx.note({ from: found.stage, exit: wanted.exit, class: exitSpec(wanted.exit).class, on: exited_on });
      const place = { episode: located.episode_id, client: located.client_id, spell: found.id };
      const version = await goOn(tx, { ...place, found, exit: wanted.exit, exited_on });
      return { client: located.code, version };
    });
  }
}

interface Ended {
  readonly episode: string;
  readonly client: string;
  readonly spell: string;
  readonly found: Found;
  readonly exit: ExitRequest['exit'];
  readonly exited_on: string;
}

/** What follows from an exit; answers the new version of the episode. */
async function goOn(tx: Tx, ended: Ended): Promise<number> {
  const { episode, found, exit } = ended;
  if (exit === 'died') {
    const { version } = await tx.one<{ version: number | null }>(
      'select care.end_after_death($1) as version',
      [episode],
    );
    if (version === null) throw new Refusal('exit.handoff_open');
    return version;
  }
  if (exit !== 'error') await tx.query('select care.care_is_over($1)', [episode]);
  await openSpell(tx, episode, exit === 'error' ? (found.before ?? 'contact') : 'follow_up');
  if (exitSpec(exit).followed_up)
    await planFollowUps(tx, { ...ended, withSafetyCall: needsSafetyCall(found.stage) });
  return await nextVersion(tx, episode);
}

function factsOf(found: Found, tx: Tx) {
  const { stage, suicide_risk, id } = found;
  const records = isRecorded(stage) ? { [stage]: recordOf(found, stage, id).values } : {};
  const evidence = { records, suicide_risk: suicide_risk ?? ('not_assessed' as const) };
  return {
    stage,
    today: found.today,
    started_on: found.started_on,
    admitted_on: found.admitted_on,
    unmet: criteriaOf(stage, evidence, tx.now)
      .filter(({ met }) => !met)
      .map(({ criterion }) => criterion),
    suicide_risk: evidence.suicide_risk,
    roles: tx.actor.roles,
  };
}
