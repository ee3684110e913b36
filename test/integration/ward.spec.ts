import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { readDay } from '#casework/day.queries.js';
import { readWard } from '#casework/ward/ward.queries.js';
import type { WardRow } from '#domain/wire/desk.js';
import { atDesk, readAll } from '../support/desk.js';
import { accept, arrive, send } from '../support/handoffs.js';
import { admit, writeEvidence, type TestOrganisation } from '../support/network.js';
import { Town } from '../support/town.js';

let town: Town;
beforeAll(async () => {
  town = await Town.open();
  for (let i = 0; i < 6; i++) {
    const own = await admit(town.api, town.alpha, { stage: i % 2 ? 'treatment' : 'rehabilitation' });
    await writeEvidence(town.api, town.alpha, own.episode, own.spell);
    const referred = await send(town.api, town.beta, await admit(town.api, town.beta), town.alpha, {
      kind: 'referral',
      stage: 'employment',
    });
    await accept(town.api, referred);
    await arrive(town.api, referred);
  }
  await admit(town.api, town.gamma);
}, 60_000);
afterAll(() => town?.close(), 60_000);

/** A page and how many statements it took. */
async function pageOf(
  house: TestOrganisation,
  limit: number,
): Promise<{ rows: WardRow[]; statements: number }> {
  let statements = 0;
  const counting = new Proxy(town.api, {
    get(client, name) {
      const member: unknown = Reflect.get(client, name);
      if (name !== 'query') return typeof member === 'function' ? (member.bind(client) as unknown) : member;
      return (...given: unknown[]) => {
        statements += 1;
        return (member as (...all: unknown[]) => unknown).apply(client, given);
      };
    },
  }) as pg.Client;
  const rows = await atDesk(counting, house, new Date(), async (tx) => {
    const { items } = await readWard(
      tx,
      await readDay(tx),
      {},
      {
        cursor: { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' },
        limit,
      },
    );
    return items;
  });
  return { rows, statements };
}

describe('the list of the day', () => {
  it('asks the database as often for twelve clients as for one', async () => {
    const [many, one, single] = [
      await pageOf(town.alpha, 100),
      await pageOf(town.alpha, 1),
      await pageOf(town.gamma, 100),
    ];
    expect([many.rows.length, one.rows.length, single.rows.length]).toEqual([12, 1, 1]);
    expect(new Set([many.statements, one.statements, single.statements]).size).toBe(1);
  });

  it('puts those in custody and those who walk along into one order, and loses nobody between small pages', async () => {
    const read = (limit: number) =>
      atDesk(town.api, town.alpha, new Date(), async (tx) => {
        const day = await readDay(tx);
        return await readAll(limit, (page) => readWard(tx, day, {}, page));
      });
    const whole = await read(100);
    expect(whole.map(({ stage }) => stage).filter((stage) => stage === 'employment')).toHaveLength(6);
    expect(await read(1)).toEqual(whole);
    expect(await read(5)).toEqual(whole);
  });
});
