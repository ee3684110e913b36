import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { CLOCK_KINDS } from '#domain/charter/clocks.js';
import { answerOf, isPossible, tableCells } from '#domain/charter/handoff-document.js';
import {
  BUSINESS_STATE_CODES,
  HANDOFF_KINDS,
  HANDOFF_MOVES,
  MOVES,
  type BusinessState,
  type HandoffKind,
  type HandoffMove,
  type HandoffMover,
  type OfferedKind,
} from '#domain/charter/handoff.js';
import type { RefusalCode } from '#domain/refusal.js';
import { cellOf } from '#domain/rules/handoff.js';
import type { HandoffView } from '#domain/wire/handoff.js';
import { statusOf } from '../../apps/api/src/http/refusal-status.js';
import { granted } from '../support/journey.js';
import type { Answer } from '../support/staff.js';
import { Roads, type ROADS, type Walker } from './handoff-table.roads.js';
import {
  ASKERS,
  openTableHouse,
  together,
  type Asker,
  type Standing,
  type TableHouse,
} from './handoff-table.tools.js';

/** One row of the table: everything that can be asked of a handoff that stands there. */
interface Row {
  readonly business: BusinessState;
  readonly kind: HandoffKind;
}

/** A cell that is allowed, with one of the places it may lead to. */
interface Way extends Row {
  readonly move: HandoffMove;
  readonly mover: HandoffMover;
  readonly to: BusinessState;
}

const ROWS: readonly Row[] = HANDOFF_KINDS.flatMap((kind) =>
  BUSINESS_STATE_CODES.filter((business) => isPossible(business, kind)).map((business) => ({
    business,
    kind,
  })),
);
const isOfSystem = (move: HandoffMove): boolean =>
  (MOVES[move].by as readonly HandoffMover[]).includes('system');
const nameOf = (row: Row, move: HandoffMove, who: HandoffMover | Asker): string =>
  [row.business, move, who, row.kind].join(' ');

let house: TableHouse;
let roads: Roads;
const tested = new Set<string>();
let ways = 0;

beforeAll(async () => {
  house = await openTableHouse();
  roads = new Roads(house);
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** What the page says of a cell; whoever is no side is told what the office is, and then that there is nothing. */
function refusalFor(row: Row, move: HandoffMove, asker: Asker): RefusalCode | undefined {
  if (asker === 'bystander')
    return addressOf(move, asker) === 'envelopes' ? 'permission.role' : 'request.not_found';
  const answer = answerOf({ ...row, move, mover: asker });
  return 'to' in answer ? undefined : answer.refused;
}

/** Where a program that does not know better would ask: the office at its own address, everybody else where moves of sides are. */
function addressOf(move: HandoffMove, asker: Asker): 'handoffs' | 'envelopes' {
  const by: readonly HandoffMover[] = MOVES[move].by;
  const isOffice = by.includes('coordinator') && (by.length === 1 || asker === 'coordinator');
  return isOffice ? 'envelopes' : 'handoffs';
}

/** What of a row must not change when something is refused. */
const print = ({ business_state, version }: Standing): string => `${business_state} ${version}`;

describe.each(ROWS)('A handoff at $business ($kind)', (row) => {
  const { business, kind } = row;

  it('refuses everything that the table refuses, by name, and does not move', async () => {
    const walker = await walkerAt(row);
    const before = await house.standing(walker.reference);
    const wrong: string[] = [];
    await together(ASKERS, async (asker) => {
      for (const move of HANDOFF_MOVES) {
        const expected = refusalFor(row, move, asker);
        if (expected === undefined) continue;
        const answer = await askFor(walker, move, asker, before.version);
        const after = await house.standing(walker.reference);
        const got = `${answer.status} ${answer.status < 400 ? '' : answer.problem.code}, stays ${print(after)}`;
        const wanted = `${statusOf(expected)} ${expected}, stays ${print(before)}`;
        if (got !== wanted) wrong.push(`${asker} ${move}: ${got}; wanted: ${wanted}`);
        tested.add(nameOf(row, move, asker));
      }
    });
    expect(wrong).toEqual([]);
  }, 60_000);

  it('is moved by no clock that is settled, nor by one whose move the table refuses', async () => {
    const walker = await walkerAt(row);
    const { id, ...before } = await house.standing(walker.reference);
    await house.rows(
      'update care.clock set settled_at = clock_timestamp() where handoff_id = $1 and settled_at is null',
      [id],
    );
    const forged = await house.rows<{ id: string }>(
      `insert into care.clock (handoff_id, kind, rung, started_at, due_at, fire_at, handoff_version, settled_at)
       select $1, kind, rung, clock_timestamp() - interval '9 days', clock_timestamp() - interval '8 days',
         clock_timestamp() - interval '8 days', 0, clock_timestamp() - interval '1 day'
       from unnest($2::text[]) as kind, generate_series(1, 4) as rung returning id`,
      [id, CLOCK_KINDS],
    );
    const settled = await house.rows<{ id: string }>('select id from care.clock where handoff_id = $1', [id]);
    expect(settled.length).toBeGreaterThanOrEqual(forged.length);
    const work = await workOf(id);
    for (const clock of settled) await house.clocks.fire(clock.id);
    expect(await house.standing(walker.reference)).toEqual({ id, ...before });
    expect(await workOf(id)).toEqual(work);
    for (const move of HANDOFF_MOVES.filter(isOfSystem)) {
      if ('to' in cellOf(business, move, 'system', kind)) continue;
      await roads.attempt(walker, move);
      expect([move, await house.standing(walker.reference)]).toEqual([move, { id, ...before }]);
      tested.add(nameOf(row, move, 'system'));
    }
  }, 60_000);

  const open = waysOf(row);
  if (open.length === 0) return;

  it(`goes each of its ${open.length} ways, once`, async () => {
    const alone = open.filter(({ to }) => to === 'receiver-closed');
    const failed: string[] = [];
    const tryTo = async (way: Way): Promise<void> => {
      const going = isShut(way) ? findShut(way) : way.mover === 'system' ? goBySystem(way) : go(way);
      await going.catch((error: Error) => {
        failed.push(`${way.move} by ${way.mover} to ${way.to}: ${error.message}`);
      });
      tested.add(nameOf(way, way.move, way.mover));
      ways++;
    };
    await together(
      open.filter((way) => !alone.includes(way)),
      tryTo,
    );
    for (const way of alone) await tryTo(way);
    expect(failed).toEqual([]);
  }, 120_000);
});

describe('The clocks of the waiting list', () => {
  it('end no request while the client is being asked: the hard stop strikes once, and nothing comes of it', async () => {
    const { reference } = await roads.bring('waitlist-offered', 'transfer');
    const before = await house.standing(reference);
    expect(await roads.fire(reference, ['hard_stop'])).toBe(1);
    expect(await house.standing(reference)).toEqual(before);
    const left = await house.rows(
      `select from care.clock where handoff_id = $1 and kind = 'hard_stop' and fired_at is null and settled_at is null`,
      [before.id],
    );
    expect(left).toEqual([]);
  });

  it('bring the list up again and again, as long as somebody waits', async () => {
    const { reference } = await roads.bring('waitlisted', 'transfer');
    const { id } = await house.standing(reference);
    for (let round = 1; round <= 3; round++) {
      expect([round, await roads.fire(reference, ['review'])]).toEqual([round, 1]);
      const kinds = (await workOf(id)).map(({ kind, done_at }) => `${kind} ${done_at === null}`);
      expect(kinds).toContain('handoff.review true');
    }
    expect((await house.standing(reference)).business_state).toBe('waitlisted');
  });
});

describe('The table', () => {
  it('was asked for every cell', () => {
    const cells = tableCells().filter(({ mover, move }) => mover !== 'system' || isOfSystem(move));
    const wanted = [
      ...cells.map(({ move, mover, ...row }) => nameOf(row, move, mover)),
      ...ROWS.flatMap((row) => HANDOFF_MOVES.map((move) => nameOf(row, move, 'bystander'))),
    ];
    process.stdout.write(
      `handoff table: ${tested.size} of ${wanted.length} cells, ${ways} ways out of the allowed ones\n`,
    );
    expect(wanted.filter((cell) => !tested.has(cell))).toEqual([]);
    expect(tested.size).toBe(wanted.length);
  });
});

async function walkerAt({ business, kind }: Row): Promise<Walker> {
  if (kind !== 'information_only') {
    const house = business === 'receiver-closed' ? 'closing' : 'receiver';
    return await roads.bring(business as keyof typeof ROADS, kind, house);
  }
  const reference = await roads.information();
  return { reference, kind: 'referral', client: '', consent: randomUUID(), receiver: 'receiver' };
}

/** One refused cell over HTTP, where a program that does not know better would ask for it. */
async function askFor(walker: Walker, move: HandoffMove, asker: Asker, version: number): Promise<Answer> {
  const address = addressOf(move, asker);
  const form = address === 'envelopes' ? 'coordinator' : 'sender';
  const body = await roads.bodyOf({ ...walker, there: '' }, move, 'preparing', form);
  const staff = house.staff[asker === 'receiver' ? walker.receiver : asker];
  return await staff.post(`/api/${address}/${walker.reference}/${move}`, body, { version });
}

function waysOf(row: Row): Way[] {
  const { business, kind } = row;
  return tableCells()
    .filter((cell) => cell.business === business && cell.kind === kind)
    .flatMap(({ move, mover }) => {
      const cell = cellOf(business, move, mover, kind);
      return 'to' in cell ? cell.to.map((to) => ({ ...row, move, mover, to })) : [];
    });
}

/** The machine has the way, and what it needs can come from the sender alone: a new consent after a withdrawal. */
const isShut = ({ business, move, mover }: Way): boolean =>
  business === 'consent-under-discussion' && move === 'resume' && mover === 'receiver';

async function findShut({ business, kind, move, mover, to }: Way): Promise<void> {
  const walker = await roads.bring(business as keyof typeof ROADS, kind as OfferedKind);
  const before = await house.standing(walker.reference);
  const consent = await roads.bodyOf(walker, move, to, 'sender');
  for (const body of [{}, consent]) {
    const answer = await roads.ask(walker, move, mover, body, { version: before.version });
    expect([answer.status, answer.problem.code]).toEqual([
      statusOf('handoff.resume_needs_consent'),
      'handoff.resume_needs_consent',
    ]);
  }
  expect(await house.standing(walker.reference)).toEqual(before);
}

/** A way that somebody goes over HTTP: not on an old reading, once however often it is asked for, seen and written down. */
async function go({ business, kind, move, mover, to }: Way): Promise<void> {
  const walker = await roads.bring(business as keyof typeof ROADS, kind as OfferedKind);
  await roads.prepare(walker, move, mover);
  const body = await roads.bodyOf(walker, move, to, mover);
  const before = await house.standing(walker.reference);
  const marks = await marksOf(before.id, move, mover);
  const stale = await roads.ask(walker, move, mover, body, { version: before.version - 1 });
  expect([stale.status, stale.problem.code]).toEqual([409, 'version.stale']);
  expect(await house.standing(walker.reference)).toEqual(before);

  const sending = { version: before.version, key: randomUUID() };
  const first = await roads.ask(walker, move, mover, body, sending);
  expect(granted(first, first.status < 300 ? first.status : 200)).toMatchObject({
    reference: walker.reference,
    business_state: to,
    version: before.version + 1,
  });
  const again = await roads.ask(walker, move, mover, body, sending);
  expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([
    first.status,
    first.text,
    'true',
  ]);
  const after = await house.standing(walker.reference);
  expect(print(after)).toBe(`${to} ${before.version + 1}`);
  await bothSee(walker, after);
  expect(await marksOf(before.id, move, mover)).toBeGreaterThan(marks);
}

/** A way that nobody asks for: a clock, another partner or a withdrawn consent moves it. */
async function goBySystem({ business, kind, move, to }: Way): Promise<void> {
  const receiver = to === 'receiver-closed' ? 'closing' : 'receiver';
  const walker = await roads.bring(business as keyof typeof ROADS, kind as OfferedKind, receiver);
  const before = await house.standing(walker.reference);
  const marks = await marksOf(before.id, move, 'system');
  await roads.bySystem(walker, move, to);
  const after = await house.standing(walker.reference);
  expect(after.business_state).toBe(to);
  expect(after.version).toBeGreaterThan(before.version);
  await bothSee(walker, after);
  expect(await marksOf(before.id, move, 'system')).toBeGreaterThan(marks);
}

/** Both sides see where it stands; what was never sent is seen by its sender alone. */
async function bothSee(
  { reference, receiver }: Walker,
  { business_state, version }: Standing,
): Promise<void> {
  for (const who of ['sender', receiver] as const) {
    const seen = await house.staff[who].get<HandoffView>(`/api/handoffs/${reference}`);
    if (who !== 'sender' && ['preparing', 'discarded'].includes(business_state))
      expect(seen.status).toBe(404);
    else
      expect(granted(seen)).toMatchObject({
        business_state,
        version,
        side: who === 'sender' ? who : 'receiver',
      });
  }
}

/** How often the audit says that this move was made with this handoff. */
async function marksOf(id: string, move: HandoffMove, mover: HandoffMover): Promise<number> {
  const action = { coordinator: `envelope.${move}`, system: '%' }[mover as string] ?? `handoff.${move}`;
  const [row] = await house.rows<{ marks: number }>(
    `select count(*)::int as marks from audit.event e join audit.event_subject s on s.event_id = e.id
     join care.handoff h on h.audit_subject = s.subject where h.id = $1 and e.action like $2 and e.outcome = 'done'`,
    [id, action],
  );
  return row!.marks;
}

/** The work that is open about a handoff, in whose inbox. */
async function workOf(id: string): Promise<{ kind: string; done_at: Date | null }[]> {
  return await house.rows(
    'select id, kind, organisation_id, done_at from care.work_item where handoff_id = $1 order by id',
    [id],
  );
}
