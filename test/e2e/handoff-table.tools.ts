import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { STAFF_ROLES } from '#domain/charter/roles.js';
import type { BusinessState, HandoffMover, HandoffState } from '#domain/charter/handoff.js';
import { HandoffClocksModule } from '#casework/handoff/handoff-clocks.module.js';
import { HandoffClocksService } from '#casework/handoff/handoff-clocks.service.js';
import { ConfigModule } from '#platform/config/config.module.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { PacksModule } from '#platform/packs/packs.js';
import { startApplication, type TestApplication } from '../support/application.js';
import type { Staff } from '../support/staff.js';

/** The houses of the table: two sides, another partner, somebody who is no side, and the coordination office. */
export const HOUSES = {
  sender: 'EG-DETOX-1',
  receiver: 'EG-REHAB-1',
  sibling: 'EG-REHAB-2',
  closing: 'EG-REHAB-3',
  bystander: 'EG-REINT-1',
  coordinator: 'EG-COORD',
} as const;
export type House = keyof typeof HOUSES;

/** Whoever asks for a cell over HTTP. */
export const ASKERS = ['sender', 'receiver', 'coordinator', 'bystander'] as const;
export type Asker = (typeof ASKERS)[number];

/** A handoff as its row says, whoever may see it. */
export interface Standing {
  readonly id: string;
  readonly state: HandoffState;
  readonly business_state: BusinessState;
  readonly version: number;
  readonly escalated_at: Date | null;
}

/** Only what lets a clock act, on the worker's own login; no sweeper acts beside the test. */
@Module({})
class ClockRoom {}

export interface TableHouse extends TestApplication {
  /** One account per house that holds every role of the care team, so that only its side decides. */
  readonly staff: Readonly<Record<House, Staff>>;
  readonly clocks: HandoffClocksService;
  standing(reference: string): Promise<Standing>;
}

const CARE_ROLES = STAFF_ROLES.filter((role) =>
  [
    'clinician',
    'case_manager',
    'social_worker',
    'employment_officer',
    'intake_officer',
    'duty_manager',
  ].includes(role),
);

export async function openTableHouse(): Promise<TableHouse> {
  const house = await startApplication();
  const clockRoom = await openClockRoom(house);
  // Places have tests of their own; here nobody runs out of them.
  await house.rows('delete from care.capacity');
  await openAnotherHouse(house);
  const staff = await hire(house);
  return {
    ...house,
    staff,
    clocks: clockRoom.get(HandoffClocksService, { strict: false }),
    async standing(reference) {
      const [row] = await house.rows<Standing>(
        'select id, state, business_state, version, escalated_at from care.handoff where reference = $1',
        [reference],
      );
      if (!row) throw new Error(`no handoff ${reference}`);
      return row;
    },
    async close() {
      await clockRoom.close();
      await house.close();
    },
  };
}

async function openClockRoom(house: TestApplication): Promise<INestApplicationContext> {
  return await NestFactory.createApplicationContext(
    {
      module: ClockRoom,
      imports: [
        ConfigModule.forRoot(house.config, house.database.keys),
        DatabaseModule.forRoot('worker', [], false),
        PacksModule.forRoot(house.packs),
        HandoffClocksModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
}

/** A third house for rehabilitation, which a test may close without taking a partner from anybody. */
async function openAnotherHouse(house: TestApplication): Promise<void> {
  await house.rows(
    `with new_house as (
       insert into care.organisation (legal_entity_id, code, names, jurisdiction, time_zone, stages)
       select legal_entity_id, $2, names, jurisdiction, time_zone, stages from care.organisation where code = $1 returning *),
     paper as (
       insert into care.standing (organisation_id, kind, number, valid)
       select n.id, s.kind, s.number, s.valid from new_house n, care.standing s join care.organisation o on o.id = s.organisation_id
       where o.code = $1),
     main as (
       insert into care.site (organisation_id, code, names, time_zone, is_main)
       select id, 'MAIN', names, time_zone, true from new_house returning *)
     insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
     select organisation_id, id, level, 'duty_manager', true from main, unnest(array['duty','manager']) as level`,
    [HOUSES.sibling, HOUSES.closing],
  );
}

/** Accounts of the demo sign in with its password; these hold other roles. */
async function hire(house: TestApplication): Promise<Record<House, Staff>> {
  const names = Object.keys(HOUSES) as House[];
  const login = (name: House): string => `everything@${name}.table.demo`;
  await house.rows(
    `insert into access.account (organisation_id, login, display_name, password_hash, roles, demo)
     select o.id, given.login, 'Somebody', (select password_hash from access.account where demo limit 1), given.roles, true
       from jsonb_to_recordset($1::jsonb) as given(code text, login text, roles text[]) join care.organisation o on o.code = given.code`,
    [
      JSON.stringify(
        names.map((name) => ({
          code: HOUSES[name],
          login: login(name),
          roles: name === 'coordinator' ? ['coordinator'] : CARE_ROLES,
        })),
      ),
    ],
  );
  const hired = await Promise.all(names.map(async (name) => [name, await house.as(login(name))] as const));
  return Object.fromEntries(hired) as Record<House, Staff>;
}

export function houseOf(mover: HandoffMover): House {
  if (mover === 'system') throw new Error('the system has no house');
  return mover;
}

/** Works through all items, a few at a time; two cores do not get faster by more. */
export async function together<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  width = 6,
): Promise<void> {
  const left = [...items];
  const one = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, one));
}
