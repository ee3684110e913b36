import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Language } from '#domain/charter/code-lists.js';
import type { AttemptOutcome, AttemptWay, FollowUpState } from '#domain/charter/follow-ups.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { decideAttempt, waysAllowed, type AttemptDecision } from '#domain/rules/follow-up.js';
import { wallClock } from '#domain/rules/wall-clock.js';
import { followUpScript } from '#domain/words/follow-up-script.js';
import type {
  AttemptRequest,
  FollowUpAnswers,
  FollowUpLookView,
  FollowUpsView,
  FollowUpView,
} from '#domain/wire/follow-up.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertOwnCustody, assertVersion, locate, lockOwnCustody } from '../client/client.queries.js';
import { HOUSE_ZONE } from '../day.queries.js';
import { ContactService } from '../notices/contact.service.js';
import { packOf } from '../rights/pack-of.tx.js';
import { stopFollowUps } from './follow-up.tx.js';

interface Found {
  id: string;
  episode_id: string;
  client_id: string;
  client: string;
  audit_subject: string;
  language: Language;
  time_zone: string;
  day: number;
  opens_at: Date;
  due_at: Date;
  closes_at: Date;
  state: FollowUpState;
  attempts: number;
  last_attempt_on: string | null;
  tried: ({ attempted_at: string; way: AttemptWay; outcome: AttemptOutcome } & FollowUpAnswers)[];
  version: number;
}

const FOUND = `
select f.id, f.episode_id, f.client_id, k.code as client, k.audit_subject, c.language, ${HOUSE_ZONE} as time_zone, f.day, f.opens_at, f.due_at, f.closes_at, f.state, f.attempts,
  to_char(f.last_attempt_on, 'YYYY-MM-DD') as last_attempt_on, f.version,
  (select coalesce(jsonb_agg(jsonb_build_object('attempted_at', a.attempted_at, 'way', a.way, 'outcome', a.outcome, 'use_now', a.use_now, 'housing_now', a.housing_now,
      'work_now', a.work_now, 'safe_now', a.safe_now) order by a.place), '[]') from care.follow_up_attempt a where a.follow_up_id = f.id) as tried
from care.follow_up f join care.client_code k on k.organisation_id = $1 and k.client_id = f.client_id join care.client c on c.id = f.client_id
  join care.organisation o on o.id = $1
where case when $2::uuid is not null then f.id = $2 else f.episode_id = $3 end order by f.due_at, f.id limit 60`;

/** Somebody who left is asked how they are, by the house that is responsible, as they said they may be reached (ADR 0049). */
@Injectable()
export class FollowUpService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly contacts: ContactService,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The schedule of a client with what came of it. */
  async list(actor: Actor, call: Call, code: string): Promise<FollowUpsView> {
    return await this.uow.run(actor, { do: 'followup.list', on: { client: code }, ...call }, async (tx) => {
      const { episode_id: episode } = await locate(tx, code);
      await assertOwnCustody(tx, episode);
      const rows = await tx.query<Found>(FOUND, [tx.organisation, null, episode]);
      return { items: rows.map((row) => show(row)) };
    });
  }

  /** How to reach them and what to say first; the look is in the audit as one at who somebody is. */
  async look(actor: Actor, call: Call, id: string): Promise<FollowUpLookView> {
    const found = await this.uow.run(actor, { do: 'followup.look', on: { follow_up: id }, ...call }, (tx) =>
      find(tx, id),
    );
    const rules = await this.contacts.rulesOf(actor, found.client_id);
    const language = rules?.language ?? found.language;
    const ways = waysAllowed(rules);
    return {
      ...show(found),
      ways,
      phone: ways.includes('call') ? (rules?.phone ?? null) : null,
      email: ways.includes('email') ? (rules?.email ?? null) : null,
      hours: rules?.hours ?? null,
      note: rules?.note ?? null,
      leave_message: rules?.leave_message ?? false,
      language,
      script: followUpScript(language, this.config.messages.senderName),
    };
  }

  /** Writes an attempt down with its outcome, and what follows from it. Refuses by name what decideAttempt does. */
  async attempt(
    actor: Actor,
    call: Call,
    { id, version }: { readonly id: string; readonly version: number },
    wanted: AttemptRequest,
  ): Promise<FollowUpView> {
    return await this.uow.run(
      actor,
      { do: 'followup.attempt', on: { follow_up: id }, ...call },
      async (tx) => {
        const { episode_id: episode } = await find(tx, id);
        await lockOwnCustody(tx, episode);
        const found = await find(tx, id);
        assertVersion(version, found.version);
        const { quiet_hours: quiet } = await packOf(tx, this.packs);
        const decision = decideAttempt(wanted, {
          ...found,
          now: tx.now,
          quiet,
          dayOf: (at) => DateTime.fromJSDate(at, { zone: found.time_zone }).toFormat('yyyy-MM-dd'),
          clock: wallClock(found.time_zone),
          rules: await this.contacts.rulesOf(actor, found.client_id),
        });
        await write(tx, found, wanted, decision);
        tx.note({ day: found.day, way: wanted.way, outcome: wanted.outcome, state: decision.state });
        return show(await find(tx, id));
      },
    );
  }
}

async function find(tx: Tx, id: string): Promise<Found> {
  const found = await tx.maybe<Found>(FOUND, [tx.organisation, id, null]);
  if (!found) throw new Refusal('follow_up.unknown');
  tx.about(found.audit_subject);
  return found;
}

async function write(tx: Tx, found: Found, wanted: AttemptRequest, decision: AttemptDecision): Promise<void> {
  const { at, on, state, stops_all } = decision;
  const answers = wanted.answers;
  await tx.query(
    `insert into care.follow_up_attempt (id, follow_up_id, episode_id, organisation_id, place, way, attempted_at, attempted_on, attempted_by, outcome, use_now, housing_now, work_now, safe_now)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tx.newId(),
      found.id,
      found.episode_id,
      tx.organisation,
      found.attempts + 1,
      wanted.way,
      at,
      on,
      tx.actor.account,
      wanted.outcome,
      answers?.use_now ?? null,
      answers?.housing_now ?? null,
      answers?.work_now ?? null,
      answers?.safe_now ?? null,
    ],
  );
  await tx.query(
    `update care.follow_up set attempts = attempts + 1, last_attempt_on = $2, state = $3, settled_at = case when $3 <> 'open' then clock_timestamp() end, version = version + 1 where id = $1`,
    [found.id, on, state],
  );
  await settleWork(tx, found, state === 'open');
  if (stops_all) await stopFollowUps(tx, found.episode_id);
}

/** Done, or out of sight until the next day: nobody is rung up twice on one. */
async function settleWork(tx: Tx, found: Found, goesOn: boolean): Promise<void> {
  const set = goesOn
    ? `snoozed_at = clock_timestamp(), snoozed_until = date_trunc('day', clock_timestamp() at time zone $2 + interval '1 day') at time zone $2`
    : `done_at = clock_timestamp(), done_by = $2::uuid`;
  await tx.query(`update care.work_item set ${set} where follow_up_id = $1 and done_at is null`, [
    found.id,
    goesOn ? found.time_zone : tx.actor.account,
  ]);
}

function show(row: Found): FollowUpView {
  return {
    follow_up: row.id,
    client: row.client,
    day: row.day,
    opens_at: row.opens_at.toISOString(),
    due_at: row.due_at.toISOString(),
    closes_at: row.closes_at.toISOString(),
    state: row.state,
    attempts_left: row.state === 'open' ? LIMITS.follow_up_attempts_max - row.attempts : 0,
    attempts: row.tried.map(({ attempted_at, way, outcome, ...answers }) => ({
      attempted_at: new Date(attempted_at).toISOString(),
      way,
      outcome,
      answers,
    })),
    version: row.version,
  };
}
