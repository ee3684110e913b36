import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readDay, type Day } from '#casework/day.queries.js';
import { readAbsent } from '#casework/handoff/absent.service.js';
import { readArrivals } from '#casework/handoff/arrivals.service.js';
import { readHandoffs } from '#casework/handoff/handoff.queries.js';
import { readTiles, readWork, type Desk } from '#casework/work/work.queries.js';
import { statesOwedBy } from '#domain/charter/clocks.js';
import { WORK_ITEM_KINDS, type WorkItemKind } from '#domain/charter/code-lists.js';
import type { BusinessState, HandoffSide } from '#domain/charter/handoff.js';
import type { Role } from '#domain/charter/roles.js';
import { WORK_VIEWS, type WorkFilter, type WorkItemView, type WorkView } from '#domain/wire/work.js';
import { atDesk, randomOf, readAll } from '../support/desk.js';
import { giveConsent, insertHandoff, putAt } from '../support/handoffs.js';
import { admit, asActor, type TestOrganisation } from '../support/network.js';
import { Town } from '../support/town.js';

const HOUR = 3_600_000;
/** The night in which the clocks of Los Angeles go forward; Cairo's stand still. */
const MIDDLE = new Date('2026-03-08T10:00:00Z');
const at = (hours: number): Date => new Date(MIDDLE.getTime() + hours * HOUR);
const INSTANTS = [-50, -20.5, -3, -2, -0.25, 0, 5, 11.75, 12, 21, 22, 30, 60].map(at);
const ZONES = { alpha: 'Africa/Cairo', beta: 'America/Los_Angeles' } as const;
const ROLES: readonly (Role | null)[] = ['clinician', 'duty_manager', 'social_worker', null];
const FILTERS: readonly Omit<WorkFilter, 'view'>[] = [
  {},
  { kind: 'handoff.answer' },
  { role: 'duty_manager' },
  { urgency: 'urgent' },
  { kind: 'handoff.notice', role: 'clinician', urgency: 'routine' },
];
const STATES: readonly BusinessState[] = [
  'awaiting-acknowledgement',
  'under-review',
  'info-requested',
  'waitlist-offered',
  'waitlisted',
  'awaiting-arrival',
  'awaiting-arrival',
  'transport',
  'arrived-in-service',
  'report-sent',
  'declined',
  'did-not-arrive',
  'recalled',
];

/** A row of work as it lies in the table, whoever may see it. */
interface Row {
  id: string;
  kind: WorkItemKind;
  role: Role | null;
  due_at: Date;
  created_at: Date;
  assigned_to: string | null;
  snoozed_until: Date | null;
  urgency: string | null;
  ended: boolean;
}

let town: Town;
const random = randomOf(20_260_308);

beforeAll(async () => {
  town = await Town.open();
  for (const [name, zone] of Object.entries(ZONES)) {
    await town.rows('update care.site set time_zone = $2 where organisation_id = $1', [
      town[name as keyof typeof ZONES].organisation,
      zone,
    ]);
  }
  for (let i = 0; i < 40; i++) await handoffBetween(i % 2 === 0);
  for (const house of [town.alpha, town.beta]) for (let i = 0; i < 260; i++) await workFor(house);
}, 120_000);
afterAll(() => town?.close(), 60_000);

/** A handoff somewhere on its way, with an appointment and a departure around the middle. */
async function handoffBetween(onward: boolean): Promise<void> {
  const [sender, receiver] = onward ? [town.alpha, town.beta] : [town.beta, town.alpha];
  const walk = await admit(town.api, sender);
  const consent = await giveConsent(town.api, sender, walk, receiver);
  const handoff = randomUUID();
  await asActor(town.api, sender, () =>
    insertHandoff(
      town.api,
      { ...walk, handoff, consent, sender, receiver },
      { urgency: random.one(['urgent', 'routine']) },
    ),
  );
  const emergency = random.below(5) === 0;
  await putAt(town.superuser, handoff, random.one(STATES), emergency ? 'emergency' : 'consent');
  await asActor(town.superuser, null, async () => {
    await town.superuser.query('set local session_replication_role = replica');
    await town.superuser.query(
      'update care.handoff set appointment_at = $2, accepted_at = $3, departed_at = $4, closed_at = $5 where id = $1',
      [
        handoff,
        emergency ? null : at(random.below(140) - 70),
        at(random.below(140) - 70),
        random.below(2) === 0 ? null : at(random.below(40) - 60),
        at(-random.below(40)),
      ],
    );
  });
}

/** Something to do, due within some days before or behind, perhaps taken, perhaps put off, often about a handoff. */
async function workFor(house: TestOrganisation): Promise<void> {
  const minutes = (spread: number) => at(random.below(spread * 60) / 60 - spread / 2);
  const snoozed = random.below(4) === 0 ? minutes(100) : null;
  const taken = random.one([house.account, null, null, await colleagueOf(house)]);
  await town.rows(
    `insert into care.work_item (organisation_id, kind, role, episode_id, client_id, handoff_id, due_at, created_at, assigned_to, assigned_at, snoozed_until, snoozed_at)
     select $1, $2, $3, h.episode_id, h.client_id, case when $4 then h.id end, $5, $6, $7, case when $7::uuid is not null then now() end, $8, $8::timestamptz - interval '3 days'
       from care.handoff h where $1 in (h.sender_organisation_id, h.receiver_organisation_id) order by md5(h.id::text || $9) limit 1
     on conflict do nothing`,
    [
      house.organisation,
      random.one(WORK_ITEM_KINDS.filter((kind) => kind !== 'message.dead' && kind !== 'follow_up.call')),
      random.one(ROLES),
      random.below(3) > 0,
      minutes(150),
      minutes(150),
      taken,
      snoozed,
      String(random.below(1_000_000)),
    ],
  );
}

const colleagues = new Map<string, string>();
async function colleagueOf({ organisation }: TestOrganisation): Promise<string> {
  const known = colleagues.get(organisation);
  if (known) return known;
  const id = randomUUID();
  await town.rows(
    `insert into access.account (id, organisation_id, login, display_name, password_hash, roles) values ($1, $2, $3, 'Amal', 'none', '{clinician}')`,
    [id, organisation, id],
  );
  colleagues.set(organisation, id);
  return id;
}

const rowsOf = async ({ organisation }: TestOrganisation): Promise<Row[]> =>
  (await town.rows(
    `select w.id, w.kind, w.role, w.due_at, w.created_at, w.assigned_to, w.snoozed_until, h.urgency,
       coalesce(h.receiver_organisation_id = $1 and h.state in ('rejected','cancelled','failed','entered-in-error'), false) as ended
     from care.work_item w left join care.handoff h on h.id = w.handoff_id where w.organisation_id = $1 and w.done_at is null`,
    [organisation],
  )) as unknown as Row[];

/** The day of an instant where the clock on the wall shows this zone. */
const dayIn = (zone: string, instant: Date): string =>
  instant.toLocaleDateString('sv-SE', { timeZone: zone });

/** What a view holds, said once more by somebody who has never seen the SQL. */
function holds(
  view: WorkView,
  row: Row,
  now: Date,
  zone: string,
  me: string,
  on_duty: readonly Role[],
): boolean {
  const asleep = row.snoozed_until !== null && row.snoozed_until > now;
  if (view === 'snoozed') return asleep;
  if (asleep) return false;
  const overdue = row.due_at < now && row.kind !== 'handoff.notice';
  switch (view) {
    case 'open':
      return true;
    case 'overdue':
      return overdue;
    case 'due_today':
      return !overdue && dayIn(zone, row.due_at) <= dayIn(zone, now);
    case 'later':
      return dayIn(zone, row.due_at) > dayIn(zone, now);
    case 'mine':
      return (
        row.assigned_to === me ||
        (row.assigned_to === null && row.role !== null && on_duty.includes(row.role))
      );
    case 'new':
      return row.assigned_to === null && cameSince(row.created_at, now, zone);
  }
}

/** Later than the same hour of the day before, by the clock on the wall. */
function cameSince(created: Date, now: Date, zone: string): boolean {
  const wall = (instant: Date) =>
    Date.parse(`${instant.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`);
  return wall(created) > wall(now) - 24 * HOUR;
}

const fits = (filter: Omit<WorkFilter, 'view'>, row: Row): boolean =>
  (!filter.kind || row.kind === filter.kind) &&
  (!filter.role || row.role === filter.role) &&
  (!filter.urgency || (row.urgency === filter.urgency && !row.ended));

interface Look {
  readonly house: TestOrganisation;
  readonly zone: string;
  readonly now: Date;
  readonly desk: (day: Day) => Desk;
}

const ON_DUTY: readonly Role[] = ['duty_manager'];
const LOOKS = (): Look[] =>
  (Object.keys(ZONES) as (keyof typeof ZONES)[]).flatMap((name) =>
    INSTANTS.map((now) => ({
      house: town[name],
      zone: ZONES[name],
      now,
      desk: (day: Day) => ({ day, me: town[name].account, on_duty: ON_DUTY }),
    })),
  );

const listOf = ({ house, now, desk }: Look, filter: WorkFilter, limit: number): Promise<WorkItemView[]> =>
  atDesk(town.api, house, now, async (tx) => {
    const looking = desk(await readDay(tx));
    return await readAll(limit, (page) => readWork(tx, looking, filter, page));
  });

describe('the work list', () => {
  it('is tried on rows of every sort: in every view, at both houses, there are some and there are others', async () => {
    for (const name of Object.keys(ZONES) as (keyof typeof ZONES)[]) {
      const rows = await rowsOf(town[name]);
      expect(rows.length).toBeGreaterThan(150);
      for (const view of WORK_VIEWS) {
        const held = rows.filter((row) => holds(view, row, MIDDLE, ZONES[name], town[name].account, ON_DUTY));
        expect([view, held.length > 2 && held.length < rows.length]).toEqual([view, true]);
      }
    }
  });

  it('holds in every view what its words say, at every instant, by the calendar of its own main site', async () => {
    for (const look of LOOKS()) {
      const rows = await rowsOf(look.house);
      for (const view of WORK_VIEWS) {
        const wanted = rows.filter((row) =>
          holds(view, row, look.now, look.zone, look.house.account, ON_DUTY),
        );
        const found = await listOf(look, { view }, 100);
        expect([view, look.zone, look.now, found.map(({ id }) => id).sort()]).toEqual([
          view,
          look.zone,
          look.now,
          wanted.map(({ id }) => id).sort(),
        ]);
        const due = found.map(({ due_at }) => due_at);
        expect(due).toEqual([...due].sort());
      }
    }
  });

  it('has every open row in exactly one of overdue, due today, later and put off', async () => {
    for (const look of LOOKS()) {
      const all: string[] = [];
      for (const view of ['overdue', 'due_today', 'later', 'snoozed'] as const)
        all.push(...(await listOf(look, { view }, 100)).map(({ id }) => id));
      expect(new Set(all).size).toBe(all.length);
      expect(all.sort()).toEqual((await rowsOf(look.house)).map(({ id }) => id).sort());
    }
  });

  it('shows each row once, however small the pages are', async () => {
    const [look] = LOOKS();
    const whole = await listOf(look!, {}, 100);
    expect(await listOf(look!, {}, 3)).toEqual(whole);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
  });

  it('is narrowed by what was asked for, and never tells how urgent something was that has ended for its receiver', async () => {
    const [look] = LOOKS();
    const rows = await rowsOf(look!.house);
    for (const filter of FILTERS) {
      for (const view of ['open', 'snoozed'] as const) {
        const wanted = rows.filter(
          (row) => fits(filter, row) && holds(view, row, look!.now, look!.zone, look!.house.account, ON_DUTY),
        );
        const found = await listOf(look!, { view, ...filter }, 100);
        expect([filter, found.map(({ id }) => id).sort()]).toEqual([
          filter,
          wanted.map(({ id }) => id).sort(),
        ]);
      }
    }
    expect(rows.some(({ ended, urgency }) => ended && urgency === 'urgent')).toBe(true);
  });
});

describe('a tile', () => {
  it('shows the length of its list: every view, every filter, every instant, both houses', async () => {
    for (const look of LOOKS()) {
      for (const filter of FILTERS) {
        const tiles = await atDesk(town.api, look.house, look.now, async (tx) =>
          readTiles(tx, look.desk(await readDay(tx)), filter),
        );
        const { waiting_for_partner, arrivals_today, absent, ...views } = tiles;
        const lengths: Record<string, number> = {};
        for (const view of WORK_VIEWS) lengths[view] = (await listOf(look, { view, ...filter }, 100)).length;
        expect([look.zone, look.now, filter, views]).toEqual([look.zone, look.now, filter, lengths]);
        const beside = await atDesk(town.api, look.house, look.now, async (tx) => {
          const day = await readDay(tx);
          return {
            waiting_for_partner: (
              await readAll(
                7,
                ({ cursor, limit }) => readHandoffs(tx, { waiting: 'partner' }, cursor, limit),
                'descending',
              )
            ).length,
            arrivals_today: (await readAll(7, (page) => readArrivals(tx, day, page))).length,
            absent: (await readAll(7, (page) => readAbsent(tx, page))).length,
          };
        });
        expect({ waiting_for_partner, arrivals_today, absent }).toEqual(beside);
      }
    }
  });
});

describe('the lists of the day', () => {
  it('expect whoever was said yes to and is due before tomorrow begins here, by appointment; an emergency from its call', async () => {
    let told = 0;
    for (const look of LOOKS()) {
      const rows = await town.rows(
        `select reference, coalesce(appointment_at, accepted_at) as expected_at, appointment_at from care.handoff
          where receiver_organisation_id = $1 and state in ('accepted','on-hold')`,
        [look.house.organisation],
      );
      const wanted = rows
        .filter(({ expected_at }) => dayIn(look.zone, expected_at as Date) <= dayIn(look.zone, look.now))
        .sort((a, b) => (a['expected_at'] as Date).getTime() - (b['expected_at'] as Date).getTime());
      const found = await atDesk(town.api, look.house, look.now, async (tx) => {
        const day = await readDay(tx);
        return await readAll(2, (page) => readArrivals(tx, day, page));
      });
      expect(found.map(({ reference }) => reference).sort()).toEqual(
        wanted.map(({ reference }) => reference as string).sort(),
      );
      expect(found.map(({ appointment_at }) => appointment_at)).toEqual(
        wanted.map(({ appointment_at }) => (appointment_at as Date | null)?.toISOString() ?? null),
      );
      for (const { late, appointment_at } of found)
        expect(late).toBe(appointment_at !== null && Date.parse(appointment_at) < look.now.getTime());
      told += found.length;
    }
    expect(told).toBeGreaterThan(20);
  });

  it('wait for a partner exactly where the charter runs the partner’s clock', async () => {
    for (const name of Object.keys(ZONES) as (keyof typeof ZONES)[]) {
      const house = town[name];
      const found = await atDesk(town.api, house, MIDDLE, (tx) =>
        readAll(
          3,
          ({ cursor, limit }) => readHandoffs(tx, { waiting: 'partner' }, cursor, limit),
          'descending',
        ),
      );
      const owes = (side: HandoffSide) => statesOwedBy(side === 'sender' ? 'receiver' : 'sender');
      const rows = await town.rows(
        `select reference, business_state, case when sender_organisation_id = $1 then 'sender' else 'receiver' end as side from care.handoff
          where $1 in (sender_organisation_id, receiver_organisation_id)`,
        [house.organisation],
      );
      const wanted = rows.filter(({ side, business_state }) =>
        owes(side as HandoffSide).includes(business_state as BusinessState),
      );
      expect(found.map(({ reference }) => reference).sort()).toEqual(
        wanted.map(({ reference }) => reference as string).sort(),
      );
      expect(new Set(found.map(({ side }) => side)).size).toBe(2);
    }
  });
});
