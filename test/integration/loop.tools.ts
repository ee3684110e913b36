import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { CapacityModule } from '#casework/capacity/capacity.module.js';
import { IndicatorsModule } from '#casework/indicators/indicators.module.js';
import { SeparationModule } from '#casework/separation/separation.module.js';
import { BUSINESS_STATES, type BusinessState } from '#domain/charter/handoff.js';
import type { Role } from '#domain/charter/roles.js';
import { encodeClientCode } from '#domain/rules/client-code.js';
import { ConfigModule } from '#platform/config/config.module.js';
import type { Actor } from '#platform/db/actor.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks, PacksModule } from '#platform/packs/packs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

@Module({ imports: [CapacityModule, IndicatorsModule, SeparationModule] })
class Features {}

/** Services behind the door with the api's own login, in the demo network, and no HTTP. */
export interface Room {
  readonly database: TestDatabase;
  /** Arranges what is looked at, past the policies and the machine; what is under test never gets it. */
  readonly superuser: pg.Pool;
  of<T>(service: Type<T>): T;
  /** Somebody of an organisation, by its code. */
  somebody(code: string, ...roles: Role[]): Promise<Actor>;
  close(): Promise<void>;
}

export async function openRoom(): Promise<Room> {
  const database = await createTestDatabase();
  const packs = loadPacks();
  await plantDemoNetwork(database.ownerUrl, packs, true);
  const context: INestApplicationContext = await NestFactory.createApplicationContext(
    {
      module: Features,
      imports: [
        ConfigModule.forRoot(database.config, database.keys),
        DatabaseModule.forRoot('api', [], false),
        PacksModule.forRoot(packs),
      ],
    },
    { logger: false, abortOnError: false },
  );
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 3 });
  superuser.on('error', () => undefined);
  return {
    database,
    superuser,
    of: (service) => context.get(service, { strict: false }),
    async somebody(code, ...roles) {
      const { rows } = await superuser.query<{ organisation: string; account: string }>(
        `select o.id as organisation, a.id as account from care.organisation o join access.account a on a.organisation_id = o.id
          where o.code = $1 order by a.id limit 1`,
        [code],
      );
      return { kind: 'staff', roles, name: 'Somebody', ...rows[0]! };
    },
    async close() {
      await context.close();
      await superuser.end();
      await database.drop();
    },
  };
}

export interface Past {
  readonly from: string;
  readonly to: string;
  readonly state: BusinessState;
  readonly requested_at: string;
  readonly stage?: string;
  readonly kind?: string;
  readonly basis?: string;
  /** Hours after the request. */
  readonly received?: number;
  readonly accepted?: number;
  readonly departed?: number;
  readonly arrived?: number;
  readonly reported?: number;
  readonly closed?: number;
  readonly decline_reason?: string;
  readonly arrived_from?: BusinessState;
  readonly overturned?: number;
  readonly by_clock?: boolean;
  readonly safety_withheld?: boolean;
  /** Highest rung that was climbed. */
  readonly rung?: number;
  /** A client of an earlier one. */
  readonly of?: Walked;
}

export interface Walked {
  readonly client: string;
  readonly episode: string;
}

/** Writes a handoff as it stands, with its client, as if it had gone that way: times are hours after the request. */
export async function writePast(superuser: pg.Pool, past: Past): Promise<Walked> {
  const db = await superuser.connect();
  try {
    await db.query('begin');
    const { rows } = await db.query<{ code: string; id: string; jurisdiction: string }>(
      'select code, id, jurisdiction from care.organisation where code in ($1, $2)',
      [past.from, past.to],
    );
    const from = rows.find(({ code }) => code === past.from)!;
    const to = rows.find(({ code }) => code === past.to)!;
    const walked = past.of ?? (await writeClient(db, from, past.requested_at));
    const consent = randomUUID();
    await db.query(
      `insert into care.consent (id, client_id, episode_id, organisation_id, recipient_organisation_id, purposes, categories, language, text_id,
         text_sha256, pack_version, given_how, signer, given_at, recorded_by)
       values ($1, $2, $3, $4, $5, '{care}', '{treatment}', 'ar', 'text', '\\x00', '1', 'paper_signature', 'self', $6, $7)`,
      [consent, walked.client, walked.episode, from.id, to.id, past.requested_at, randomUUID()],
    );
    const after = (hours: number | undefined) => instantAfter(past, hours);
    const row = { ...rowOf(past), ...sidesOf(from, to, walked, consent) };
    const handoff = row['id'];
    const names = Object.keys(row);
    await db.query(
      `insert into care.handoff (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
    const clock = (kind: string, rung: number, started: unknown, fired: unknown) =>
      db.query(
        `insert into care.clock (handoff_id, kind, rung, started_at, due_at, fire_at, handoff_version, fired_at, settled_at)
         values ($1, $2, $3, $4, $4, $4, 1, $5, $4)`,
        [handoff, kind, rung, started, fired],
      );
    if (past.reported !== undefined) await clock('acknowledge_report', 4, after(past.reported), null);
    for (let rung = 1; rung <= (past.rung ?? 0); rung += 1)
      await clock('decide', rung, past.requested_at, past.requested_at);
    await db.query('commit');
    return walked;
  } catch (error) {
    await db.query('rollback');
    throw error;
  } finally {
    db.release();
  }
}

function instantAfter({ requested_at }: Past, hours: number | undefined): Date | null {
  return hours === undefined ? null : new Date(Date.parse(requested_at) + hours * 3_600_000);
}

interface Place {
  readonly id: string;
  readonly jurisdiction: string;
}

function sidesOf(from: Place, to: Place, walked: Walked, consent: string): Record<string, unknown> {
  return {
    jurisdiction: from.jurisdiction,
    episode_id: walked.episode,
    client_id: walked.client,
    sender_organisation_id: from.id,
    receiver_organisation_id: to.id,
    consent_id: consent,
  };
}

function rowOf(past: Past): Record<string, unknown> {
  const after = (hours: number | undefined) => instantAfter(past, hours);
  return {
    id: randomUUID(),
    reference: encodeClientCode(randomBytes(5)),
    kind: past.kind ?? 'transfer',
    basis: past.basis ?? 'consent',
    audit_subject: randomUUID(),
    stage: past.stage ?? 'rehabilitation',
    urgency: 'routine',
    state: BUSINESS_STATES[past.state],
    business_state: past.state,
    safety_withheld: past.safety_withheld ?? false,
    pack_version: '1',
    requested_by: randomUUID(),
    requested_at: past.state === 'preparing' ? null : past.requested_at,
    received_at: after(past.received),
    accepted_at: after(past.accepted),
    appointment_at: after(past.accepted),
    departed_at: after(past.departed),
    arrived_at: after(past.arrived),
    arrived_from: past.arrived_from ?? null,
    closed_at: after(past.closed),
    overturned_at: after(past.overturned),
    decline_reason: past.decline_reason ?? null,
    acknowledged_by_clock: past.by_clock ?? false,
  };
}

async function writeClient(
  db: pg.PoolClient,
  custodian: { id: string; jurisdiction: string },
  before: string,
): Promise<Walked> {
  const walked = { client: randomUUID(), episode: randomUUID() };
  const since = new Date(Date.parse(before) - 86_400_000);
  await db.query(
    `insert into care.client (id, jurisdiction, anonymous, birth_year, language) values ($1, $2, true, 1990, 'ar')`,
    [walked.client, custodian.jurisdiction],
  );
  await db.query(
    'insert into care.episode (id, client_id, jurisdiction, open_during) values ($1, $2, $3, tstzrange($4, null))',
    [walked.episode, walked.client, custodian.jurisdiction, since],
  );
  await db.query(
    `insert into care.custody (episode_id, organisation_id, client_id, during, basis) values ($1, $2, $3, tstzrange($4, null), 'intake')`,
    [walked.episode, custodian.id, walked.client, since],
  );
  await db.query(
    `insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, from_at) values ($1, $2, $3, 'intake', 'full', $4)`,
    [walked.episode, walked.client, custodian.id, since],
  );
  await db.query(
    `insert into care.client_code (organisation_id, code, client_id, audit_subject) values ($1, $2, $3, $4)`,
    [custodian.id, encodeClientCode(randomBytes(5)), walked.client, randomUUID()],
  );
  return walked;
}

/** The client has arrived elsewhere: custody and access pass on at that instant, as an arrival does it. */
export async function passOn(superuser: pg.Pool, walked: Walked, to: string, at: string): Promise<void> {
  await superuser.query(
    `with me as (select id from care.organisation where code = $2),
     ended as (update care.custody set during = tstzrange(lower(during), $3) where episode_id = $1 and until_at is null returning organisation_id, client_id),
     closed as (update care.episode_access a set until_at = $3 where a.episode_id = $1 and a.until_at > $3
       and a.organisation_id in ((select id from me), (select organisation_id from ended))),
     seen as (insert into care.episode_access (episode_id, client_id, organisation_id, basis, scope, from_at)
       select $1, e.client_id, x.organisation, x.basis, x.scope, $3 from ended e, lateral (values (e.organisation_id, 'authorship', 'own_part'),
         ((select id from me), 'handoff', 'full')) x(organisation, basis, scope))
     insert into care.custody (episode_id, organisation_id, client_id, during, basis, handoff_id, sent_by_organisation_id)
       select $1, me.id, e.client_id, tstzrange($3, null), 'handoff', (select h.id from care.handoff h where h.episode_id = $1 order by h.requested_at desc limit 1),
         e.organisation_id from ended e, me`,
    [walked.episode, to, at],
  );
}
