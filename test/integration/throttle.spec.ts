import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';
import { THROTTLES, type ThrottleName, type ThrottleRow } from '#domain/charter/throttles.js';
import type { Refusal } from '#domain/refusal.js';
import { Throttle } from '#platform/db/throttle.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const NAMES = Object.keys(THROTTLES) as ThrottleName[];
const rowOf = (name: ThrottleName): ThrottleRow => THROTTLES[name];
const turnsOf = (name: ThrottleName) => (rowOf(name).then === 'wait' ? 0 : 1);
const CONNECTIONS = 4;

/** Somebody nobody has counted yet; an address where an address is counted. */
const somebody = (name: ThrottleName): string => {
  const [one, two, three, four] = randomUUID().replaceAll('-', '').match(/.{4}/g)!;
  return rowOf(name).of === 'address' ? `${one}:${two}:${three}:${four}::1` : randomUUID();
};

describe('The throttle', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  const sources: DataSource[] = [];

  const newProcess = async (): Promise<Throttle> => {
    const source = await new DataSource({
      type: 'postgres',
      url: database.urls.api,
      poolSize: CONNECTIONS,
    }).initialize();
    sources.push(source);
    return new Throttle(source, database.keys);
  };
  let processes: Throttle[];

  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    processes = [await newProcess(), await newProcess()];
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    await superuser.end();
    await database.drop();
  });

  /** So many tries at the same moment, over the connections of two processes; how many were let through. */
  const race = async (name: ThrottleName, whose: string, tries: number): Promise<number> => {
    const answers = await Promise.all(
      Array.from({ length: tries }, (_, i) => processes[i % 2]!.begin([name, whose])),
    );
    return answers.filter((refusal) => refusal === undefined).length;
  };
  const secondsOf = (refusal: Refusal | undefined): number => {
    const { seconds, minutes } = refusal!.details.parameters as { seconds?: number; minutes?: number };
    return seconds ?? minutes! * 60;
  };

  it.each(NAMES)(
    '%s: tries at the same moment gain nothing, whatever connection they come by',
    async (name) => {
      const whose = somebody(name);
      const { free } = rowOf(name);
      expect(await race(name, whose, free + 20)).toBe(free + turnsOf(name));
      expect(await race(name, whose, 10)).toBe(0);
    },
  );

  it.each(NAMES)('%s: what is too much is refused by its own name, with the time to wait', async (name) => {
    const whose = somebody(name);
    const { free, then, refusal, says } = rowOf(name);
    await race(name, whose, free + 1);
    const answer = await processes[0]!.begin([name, whose]);
    expect(answer?.code).toBe(refusal);
    expect(Object.keys(answer!.details.parameters!)).toEqual([says]);
    const longest =
      then === 'wait' ? 3_600 : then === 'growing_turns' ? LIMITS.sign_in_delay_seconds_max : then.turns;
    expect(secondsOf(answer)).toBeGreaterThanOrEqual(1);
    expect(secondsOf(answer)).toBeLessThanOrEqual(longest);
  });

  it.each(NAMES)('%s: a restart forgets nothing, and nobody else waits', async (name) => {
    const whose = somebody(name);
    await race(name, whose, rowOf(name).free + 1);
    const restarted = await newProcess();
    expect((await restarted.begin([name, whose]))?.code).toBe(rowOf(name).refusal);
    expect(await restarted.begin([name, somebody(name)])).toBeUndefined();
  });

  it.each(NAMES)('%s: a right try does to the count what its row says', async (name) => {
    const whose = somebody(name);
    const { free, right } = rowOf(name);
    expect(await race(name, whose, free)).toBe(free);
    await processes[0]!.succeeded([name, whose]);
    const more = { forgets: free, gives_back: 1, stays: 0 }[right];
    expect(await race(name, whose, free + 5)).toBe(more + turnsOf(name));
  });

  it('after the free tries the pauses of one that grows double, and one that many share keeps the same', async () => {
    const passed = async () =>
      await superuser.query(`update access.rate_limit set expire = 0 where key like 'turn:%'`);
    const waits = async (name: ThrottleName): Promise<number[]> => {
      const whose = somebody(name);
      await race(name, whose, rowOf(name).free);
      const seconds: number[] = [];
      for (let i = 0; i < 3; i++) {
        await passed();
        expect(await processes[0]!.begin([name, whose])).toBeUndefined();
        seconds.push(secondsOf(await processes[1]!.begin([name, whose])));
      }
      return seconds;
    };
    const [first, second, third] = (await waits('window-code')) as [number, number, number];
    expect([first < second, second < third]).toEqual([true, true]);
    for (const shared of await waits('complaint-address'))
      expect(shared).toBeLessThanOrEqual(LIMITS.complaint_slow_seconds);
  });

  it('counts the first of several limits first: where it refuses, the others are not touched', async () => {
    const [house, code] = [somebody('return-house'), somebody('return-code')];
    await race('return-house', house, rowOf('return-house').free);
    for (let i = 0; i < 10; i++)
      expect(await processes[0]!.begin(['return-house', house], ['return-code', code])).toBeDefined();
    expect(await race('return-code', code, 5)).toBe(rowOf('return-code').free);
  });

  it('counts the hosts of one network together, and two limits of the same value apart', async () => {
    const network = somebody('window-address').replace(/::1$/, '');
    const hosts = Array.from({ length: 70 }, (_, i) => `${network}::a${i}:1`);
    const answers = await Promise.all(
      hosts.map(async (host, i) => await processes[i % 2]!.begin(['window-address', host])),
    );
    expect(answers.filter((one) => one === undefined)).toHaveLength(rowOf('window-address').free + 1);
    expect(await processes[0]!.begin(['complaint-address', `${network}::1`])).toBeUndefined();
  });

  it('keeps nothing that could be read or tried out: neither the value nor a plain hash of it', async () => {
    const whose = '192.0.2.77';
    await processes[0]!.begin(['sign-in-address', whose], ['sign-in', whose]);
    const found = await superuser.query(
      `select key from access.rate_limit where position($1 in key) > 0
          or position(encode(sha256($1::bytea), 'hex') in key) > 0
          or position(translate(encode(sha256($1::bytea), 'base64'), '+/=', '-_') in key) > 0`,
      [whose],
    );
    expect(found.rows).toEqual([]);
    const { rows } = await superuser.query<{ key: string }>('select key from access.rate_limit');
    for (const { key } of rows) expect(key).toMatch(/^(turn:)?[a-z-]+[:/][\w-]{43}$/);
  });
});
