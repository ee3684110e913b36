import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  BUSINESS_STATE_CODES,
  BUSINESS_STATES,
  NEGATIVE_HANDOFF_STATES,
  type BusinessState,
  type HandoffState,
} from '#domain/charter/handoff.js';
import {
  accept,
  arrive,
  end,
  follow,
  inDays,
  inform,
  moveTo,
  prepare,
  putAt,
  send,
  type TestHandoff,
} from '../support/handoffs.js';
import { admit, asActor, attempt, type Acting, type TestOrganisation } from '../support/network.js';
import { Town } from '../support/town.js';

/** What a move brings beside the state is written by one function, and a place is kept by another: who may, and from where. */
describe('beside the state of a handoff', () => {
  let town: Town;
  let api: pg.Client;
  let second: pg.Client;
  let worker: pg.Client;
  let superuser: pg.Client;
  let [alpha, beta, gamma, office, abroad] = [] as unknown as [
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
    TestOrganisation,
  ];

  beforeAll(async () => {
    town = await Town.open();
    ({ api, second, worker, superuser, alpha, beta, gamma, office, abroad } = town);
  });
  afterAll(() => town.close());

  describe('what follows from a move', () => {
    it('follows for a side, for the office of the region and for the clocks, and for nobody else', async () => {
      const { handoff } = await town.sent();
      const moved = (actor: Acting | null) =>
        town.afterMove(actor, handoff, (client) => follow(client, handoff, {}));
      for (const actor of [alpha, beta, office]) expect(await moved(actor)).toBeUndefined();
      for (const actor of [gamma, abroad, null]) expect(await moved(actor)).toBe('42501');
      expect(await town.refusal(null, () => follow(worker, handoff, {}), worker)).toBeUndefined();
      expect(await town.refusal(alpha, () => follow(api, randomUUID(), {}))).toBe('42501');
    });

    it('follows for the sender alone while nobody else may know of it', async () => {
      const walk = await admit(api, alpha);
      const draft = await prepare(api, alpha, walk, beta);
      for (const handoff of [draft.handoff, await inform(api, alpha, walk, beta)]) {
        const moved = (actor: Acting | null) =>
          town.afterMove(actor, handoff, (client) => follow(client, handoff, {}));
        expect(await moved(alpha)).toBeUndefined();
        for (const actor of [beta, gamma, office, null]) expect(await moved(actor)).toBe('42501');
      }
    });

    it('follows in the transaction that moved it, and not later; only the clocks nag without moving', async () => {
      const { handoff } = await town.sent();
      for (const actor of [alpha, beta, office])
        expect(await town.refusal(actor, () => follow(api, handoff, {}))).toBe('42501');
      await asActor(api, beta, () => moveTo(api, handoff, 'under-review'));
      expect(await town.refusal(beta, () => follow(api, handoff, {}))).toBe('42501');
    });

    /** Where each of what reaches beyond the handoff, or takes something away, may follow from. */
    const at =
      (...states: readonly HandoffState[]) =>
      (business: BusinessState) =>
        states.includes(BUSINESS_STATES[business]);
    /** The client is not to be expected anywhere: whatever is open for them ends. */
    const gone = (business: BusinessState): boolean =>
      ['client-died', 'client-left', 'client-moved-away', 'client-detained'].includes(business);
    const FOLLOWS: readonly (readonly [object, 'consent' | 'emergency', (at: BusinessState) => boolean])[] = [
      [{ let_go: true }, 'consent', at(...NEGATIVE_HANDOFF_STATES)],
      [
        { supersede: 'transfers' },
        'consent',
        (business) => at('accepted', 'in-progress')(business) || gone(business),
      ],
      [{ supersede: 'all' }, 'consent', (business) => gone(business)],
      [{ settle_episode: true }, 'consent', (business) => business === 'client-died'],
      [{ wipe_notes: true }, 'consent', (business) => business === 'discarded'],
      [{ take_up_place: true }, 'consent', at('in-progress')],
      [{ close_reading: true }, 'consent', (business) => business === 'consent-under-discussion'],
      [{ settle_clocks: ['all'] }, 'consent', (business) => !at('requested', 'received')(business)],
      [{ pause_spell: true }, 'consent', () => false],
      [{ pause_spell: true }, 'emergency', at('accepted')],
      [{ go_on_with_spell: true }, 'consent', () => false],
      // Back from the emergency, or it came to nothing: the stay at the sender's goes on.
      [{ go_on_with_spell: true }, 'emergency', at('completed', 'cancelled', 'failed', 'entered-in-error')],
    ];

    it('follows only from the state that was written: no asking for more than the move brings', async () => {
      const wrong: string[] = [];
      const { handoff } = await town.sent();
      for (const basis of ['consent', 'emergency'] as const) {
        for (const business of BUSINESS_STATE_CODES) {
          if (basis === 'emergency' && business === 'information-given') continue;
          await putAt(superuser, handoff, business, basis);
          for (const [p, , law] of FOLLOWS.filter(([, of]) => of === basis)) {
            const refused = await town.afterMove(alpha, handoff, (client) => follow(client, handoff, p));
            if (law(business) ? refused !== undefined : refused !== '42501')
              wrong.push(`${JSON.stringify(p)} at ${business}: ${refused ?? 'done'}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    });

    it('raises the same work once, and in the inboxes of those it is for', async () => {
      const { handoff, episode } = await town.sent();
      const due_at = inDays(1);
      await asActor(api, beta, async () => {
        await moveTo(api, handoff, 'under-review');
        for (let i = 0; i < 2; i++)
          await follow(api, handoff, {
            work: ['sender', 'receiver', 'coordination'].map((side) => ({
              side,
              kind: 'handoff.overdue',
              due_at,
            })),
          });
      });
      const found = await town.rows(
        `select o.code from care.work_item w join care.organisation o on o.id = w.organisation_id
          where w.episode_id = $1 and w.kind = 'handoff.overdue' order by 1`,
        [episode],
      );
      // The office of the region, and not the other one.
      expect(found).toEqual([{ code: 'ALPHA' }, { code: 'BETA' }, { code: 'OFFICE' }]);
    });

    it('lets a clock that stopped and starts anew for the same deadline run from its new start', async () => {
      const { handoff } = await town.sent();
      const due_at = inDays(3);
      const [first, second] = [inDays(-1), inDays(2)];
      const start = (fire_at: string) => ({ clocks: [{ kind: 'decide', rung: 1, due_at, fire_at }] });
      await asActor(api, beta, async () => {
        await moveTo(api, handoff, 'under-review');
        await follow(api, handoff, start(first));
        await follow(api, handoff, { settle_clocks: ['decide'] });
        await follow(api, handoff, start(second));
      });
      expect(
        await town.rows(
          `select fire_at, settled_at from care.clock where handoff_id = $1 and kind = 'decide'`,
          [handoff],
        ),
      ).toEqual([{ fire_at: new Date(second), settled_at: null }]);
    });

    it('gives the next step to whoever is responsible now, though an older referral ends', async () => {
      const walk = await admit(api, alpha);
      const referral = await send(api, alpha, walk, gamma, { kind: 'referral', stage: 'employment' });
      const transfer = await send(api, alpha, walk, beta);
      await accept(api, transfer);
      await arrive(api, transfer);
      await end(api, referral, 'decline');
      expect(
        await town.rows(
          `select organisation_id from care.work_item where handoff_id = $1 and kind = 'handoff.next_step'`,
          [referral.handoff],
        ),
      ).toEqual([{ organisation_id: beta.organisation }]);
    });
  });

  describe('places', () => {
    const state = (at: TestOrganisation, free: number) =>
      superuser.query(
        `insert into care.capacity (organisation_id, stage, free) values ($1, 'rehabilitation', $2)
         on conflict (organisation_id, stage) do update set free = excluded.free`,
        [at.organisation, free],
      );
    const hold = async (actor: Acting | null, handoff: string, kind = 'soft') =>
      await attempt(api, actor, async () => {
        const held = await api.query<{ held: string }>('select care.hold_place($1, $2, null) as held', [
          handoff,
          kind,
        ]);
        return held.rows[0]?.held;
      });

    it('are kept for a side and for the office of the region, never for anybody else', async () => {
      await state(beta, 100);
      const { handoff } = await town.sent();
      for (const actor of [alpha, beta, office]) expect((await hold(actor, handoff)).value).toBe('held');
      for (const actor of [gamma, abroad, null]) expect((await hold(actor, handoff)).refused).toBe('42501');
      const draft = await prepare(api, alpha, await admit(api, alpha), beta);
      expect((await hold(beta, draft.handoff)).refused).toBe('42501');
    });

    it('are never promised twice: the last one goes to one of two who ask in the same instant', async () => {
      await state(beta, 100);
      const pair = [await town.sent(), await town.sent()];
      await superuser.query('update care.place_hold set released_at = now() where released_at is null');
      await state(beta, 1);
      const take = (client: pg.Client, { handoff }: TestHandoff) =>
        asActor(client, beta, async () => {
          const held = await client.query<{ held: string }>(
            `select care.hold_place($1, 'firm', null) as held`,
            [handoff],
          );
          return held.rows[0]?.held;
        });
      const [one, other] = pair as [TestHandoff, TestHandoff];
      expect((await Promise.all([take(api, one), take(second, other)])).sort()).toEqual([
        'held',
        'none_free',
      ]);
    });

    it('are counted as stated less held, for the own jurisdiction, and shown to nobody who is nobody', async () => {
      await superuser.query('update care.place_hold set released_at = now() where released_at is null');
      await state(beta, 7);
      await town.sent();
      const read = async (actor: Acting | null) =>
        (
          await attempt(api, actor, async () => {
            const found = await api.query(
              `select organisation, free, held from care.places('rehabilitation') where organisation = 'BETA'`,
            );
            return found.rows as unknown[];
          })
        ).value;
      for (const actor of [alpha, gamma, office])
        expect(await read(actor)).toEqual([{ organisation: 'BETA', free: 6, held: 1 }]);
      for (const actor of [abroad, null]) expect(await read(actor)).toEqual([]);
      await superuser.query(`delete from care.place_hold`);
      await superuser.query(`delete from care.capacity`);
    });

    it('are not asked for where none are stated', async () => {
      const { handoff } = await town.sent();
      expect((await hold(beta, handoff, 'firm')).value).toBe('not_stated');
    });
  });
});
