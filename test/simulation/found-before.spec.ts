import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import { withClient } from '../support/client.js';
import { addHouses, addOffice, type TownHouse } from '../support/model-town.js';
import { openServiceHouse, type ServiceHouse } from '../support/service-house.js';
import { newWorld } from './campaign.js';
import type { Command, Details, Verb } from './commands.js';
import { brokenLaws } from './invariants.js';
import type { Person } from './model.js';
import { Tally } from './tally.js';
import { Tour } from './tour.js';

const OFFICE: Person = { house: 'office', number: 0 };
const SECOND: Person = { house: 'office', number: 1 };
const of = (house: number): Person => ({ house, number: 0 });
const OFFER = { kind: 'transfer', stage: 'rehabilitation', urgency: 'routine' } as const;

let house: ServiceHouse;
let office: TownHouse;
let named = 0;

beforeAll(async () => {
  house = await openServiceHouse(6);
  office = await withClient(house.database.ownerUrl, (owner) => addOffice(owner, 'EG'));
}, 120_000);
afterAll(() => house?.close(), 60_000);

async function aTour(): Promise<Tour> {
  const houses = await withClient(house.database.ownerUrl, (owner) => addHouses(owner, 'EG', 3));
  return new Tour(house, { houses, office }, newWorld(houses), new Tally());
}

function command(verb: Verb, who: Person, on: number, details: Details = {}, version?: number): Command {
  named += 1;
  return {
    verb,
    who,
    on,
    details,
    key: `found-before-${named}`,
    ...(version === undefined ? {} : { version }),
  };
}

/** A client of house 0 who agreed to be sent to houses 1 and 2. */
async function aClient(tour: Tour): Promise<void> {
  await tour.step(command('admit', of(0), 0, { stage: 'treatment' }));
  for (const receiver of [1, 2])
    await tour.step(command('consent', of(0), 0, { receiver, categories: CONSENT_CATEGORIES }));
}

/** The same client asked for at both partners, whoever says yes first. */
async function bothAsked(tour: Tour): Promise<void> {
  await aClient(tour);
  await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
  await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 2, consent: 1, group: 0 }));
}

const CONSENT_OF_DRAFT = `select 1 from care.consent where id = (select consent_id from care.handoff where business_state = 'preparing' order by id desc limit 1) for update`;
const LAST_ARRIVED = `select 1 from care.handoff where id = (select id from care.handoff where state = 'in-progress' order by id desc limit 1) for update`;
const EPISODE_OF_LAST = `select 1 from care.episode where id = (select episode_id from care.handoff order by id desc limit 1) for update`;

/** Lets people begin while somebody holds rows they need, and lets the rows go one after the other: an order of things that chance seldom brings. */
async function heldBack(rows: readonly string[], act: () => Promise<void>): Promise<void> {
  const holders = await Promise.all(
    rows.map(async (row) => {
      const holder = await house.superuser.connect();
      await holder.query('begin');
      await holder.query(row);
      return holder;
    }),
  );
  const acted = act();
  for (const holder of holders) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await holder.query('commit');
    holder.release();
  }
  await acted;
}

describe('What walks and races found once', () => {
  it('two partners who say no in the same instant leave one next step, not none', async () => {
    for (let time = 0; time < 12; time += 1) {
      const tour = await aTour();
      await bothAsked(tour);
      await tour.race([
        command('decline', of(1), 0, { decline: 'area' }, 1),
        command('decline', of(2), 1, { decline: 'area' }, 1),
      ]);
      expect(tour.world.handoffs.filter(({ nextStep }) => nextStep)).toHaveLength(1);
    }
  });

  it('neither does a consent that is withdrawn while the other partner says no', async () => {
    for (let time = 0; time < 12; time += 1) {
      const tour = await aTour();
      await bothAsked(tour);
      await tour.race([
        command('withdraw_consent', of(0), 0, {}, 1),
        command('decline', of(2), 1, { decline: 'area' }, 1),
      ]);
      expect(tour.world.handoffs.filter(({ nextStep }) => nextStep)).toHaveLength(1);
    }
  });

  it('a decline is not overturned where another partner has said yes, not in the same instant either', async () => {
    for (let time = 0; time < 12; time += 1) {
      const tour = await aTour();
      await bothAsked(tour);
      await tour.step(command('decline', of(1), 0, { decline: 'area' }, 1));
      await tour.race([
        command('overturn', OFFICE, 0, { text: 'Once more' }, 2),
        command('accept', of(2), 1, { hours: 24, spoke: true }, 1),
      ]);
      const yes = tour.world.handoffs.filter(({ at }) => at === 'awaiting-arrival');
      const asked = tour.world.handoffs.filter(({ at }) => at === 'awaiting-acknowledgement');
      expect([yes.length, asked.length]).toEqual([1, 0]);
    }
  });

  it('a decline is not overturned where the sender is responsible no more', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('decline', of(1), 0, { decline: 'area' }, 1));
    await tour.step(command('propose_change', OFFICE, 0, { house: 2, force: 'court_order', text: 'Case 1' }));
    await tour.step(command('decide_change', SECOND, 0, { yes: true }));
    await tour.step(command('overturn', OFFICE, 0, { text: 'Once more' }, 2));
    expect(tour.trail.at(-1)).toMatch(/refused handoff\.custody_moved_on$/);
  });

  it('a request that goes out while its consent is withdrawn is disclosed before the withdrawal or not at all', async () => {
    for (let time = 0; time < 12; time += 1) {
      const tour = await aTour();
      await aClient(tour);
      await tour.race([
        command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }),
        command('withdraw_consent', of(0), 0, {}, 1),
      ]);
    }
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('a house the client has left may still call for help', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('arrive', of(1), 0, {}, 1));
    await tour.step(command('emergency', of(0), 0, { receiver: 2 }));
    expect(tour.trail.at(-1)).toMatch(/awaiting-arrival v1$/);
  });

  it('the last stop of a decision waits for the wish of somebody who was offered the waiting list', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('take', of(1), 0, {}, 1));
    await tour.step(command('waitlist', of(1), 0, { position: 3 }, 2));
    for (let pick = 0; pick < 8; pick += 1) await tour.step(command('tick', OFFICE, 0, { pick, due: true }));
    expect(tour.world.handoffs[0]!.at).toBe('waitlist-offered');
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('an emergency that paused over a consent goes on without one, and stands on none that is given later', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('emergency', of(0), 0, { receiver: 1 }));
    await tour.step(command('hold', of(0), 0, { hold: 'consent-under-discussion', days: 2 }, 1));
    await tour.step(command('resume', of(0), 0, { hours: 24, consent: 0 }, 2));
    await tour.step(command('withdraw_consent', of(0), 0, {}, 1));
    await tour.step(command('arrive', of(1), 0, {}, 3));
    expect(tour.trail.at(-1)).toMatch(/arrived-in-service v4$/);
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('a draft goes out before the client has arrived elsewhere, or not at all', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('prepare', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 2, consent: 1 }));
    // Who sends the draft has seen that the client is still theirs, and waits for the consent; now the client arrives.
    await heldBack([CONSENT_OF_DRAFT], () =>
      tour.race([command('send', of(0), 0, {}, 1), command('arrive', of(2), 1, {}, 1)]),
    );
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('nothing opens again for somebody who moves away in the same instant', async () => {
    for (let time = 0; time < 20; time += 1) {
      const tour = await aTour();
      await aClient(tour);
      await tour.step(command('state_places', of(1), 1, { stage: 'rehabilitation', free: 1 }));
      await tour.step(command('offer', of(0), 0, { ...OFFER, kind: 'referral', receiver: 1, consent: 0 }));
      await tour.step(command('decline', of(1), 0, { decline: 'area' }, 1));
      await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
      await tour.step(command('accept', of(1), 1, { hours: 24, spoke: true }, 1));
      await tour.race([
        command('overturn', OFFICE, 0, { text: 'Once more' }, 2),
        command('stop', of(0), 1, { cause: 'moved_away' }, 2),
      ]);
    }
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('a decline is not overturned where the same partner is being asked once more', async () => {
    const tour = await aTour();
    await bothAsked(tour);
    await tour.step(command('decline', of(1), 0, { decline: 'area' }, 1));
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0, group: 1 }));
    await tour.step(command('overturn', OFFICE, 0, { text: 'Once more' }, 2));
    expect(tour.trail.at(-1)).toMatch(/refused handoff\.offered_already$/);
  });

  it('a waiting list is looked at again and again, and that is no rung climbed twice', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('take', of(1), 0, {}, 1));
    await tour.step(command('waitlist', of(1), 0, { position: 1 }, 2));
    await tour.step(command('wish', of(0), 0, { yes: true }, 3));
    for (let time = 0; time < 3; time += 1)
      for (let pick = 0; pick < 4; pick += 1)
        await tour.step(command('tick', OFFICE, 0, { pick, due: true }));
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('whom a client has left sends them nowhere any more, not in the same instant either', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('arrive', of(1), 0, {}, 1));
    await tour.step(command('consent', of(1), 0, { receiver: 0, categories: ['identity', 'contact'] }));
    await tour.step(command('consent', of(1), 0, { receiver: 2, categories: ['identity', 'contact'] }));
    await tour.step(command('offer', of(1), 0, { ...OFFER, receiver: 2, consent: 3 }));
    const back = { stage: 'treatment', urgency: 'routine', text: 'Words', consent: 2 } as const;
    // The arrival elsewhere is the first to ask for the episode, sending back the second.
    await heldBack([LAST_ARRIVED, EPISODE_OF_LAST], () =>
      tour.race([command('arrive', of(2), 1, {}, 1), command('return', of(1), 0, back, 2)]),
    );
    expect(await brokenLaws(house)).toEqual([]);
  });

  it('a consent that took the place of another leaves nothing open under the other', async () => {
    const tour = await aTour();
    await aClient(tour);
    await tour.step(command('offer', of(0), 0, { ...OFFER, receiver: 1, consent: 0 }));
    await tour.step(command('accept', of(1), 0, { hours: 24, spoke: true }, 1));
    await tour.step(command('hold', of(1), 0, { hold: 'transport', days: 2 }, 2));
    await tour.step(command('consent', of(0), 0, { receiver: 1, categories: ['identity', 'contact'] }));
    await tour.step(command('resume', of(0), 0, { hours: 24, consent: 2 }, 3));
    await tour.step(command('withdraw_consent', of(0), 0, {}, 1));
    expect(await brokenLaws(house)).toEqual([]);
  });
});
