import type { StopCause } from '#domain/charter/handoff.js';
import type { DemoStory } from '#platform/packs/demo-pack.js';
import { AFTER_YES } from './demo-stories-after.js';
import { accepted, arriveAt, asked, ready, taken } from './demo-scenes.js';
import type { DemoWalk, Trip } from './demo-walk.js';

type Told = (walk: DemoWalk) => Promise<void>;

const stopped =
  (cause: StopCause, by: 'sender' | 'receiver' = 'sender'): Told =>
  async (walk) => {
    const trip = walk.plan.turn % 3 === 2 ? await accepted(walk, 60) : await taken(walk);
    await walk.hours(3, 20);
    await walk.step(trip, by, 'handoff.stop', (...given) => walk.services.moves().stop(...given, { cause }));
    await aged(walk);
  };

/** What ended a while ago: most next steps were taken since. */
async function aged(walk: DemoWalk): Promise<void> {
  if (walk.chance.happens(0.35)) return await walk.hours(2, 20);
  await walk.days(2, 30);
  if (walk.chance.happens(0.8)) await walk.tickOff('handoff.next_step');
  if (walk.chance.happens(0.7)) await walk.tickOff('handoff.notice');
}

async function decline(
  walk: DemoWalk,
  trip: Trip,
  reason: 'out_of_scope' | 'clinical_risk' | 'area' | 'no_capacity',
): Promise<void> {
  await walk.step(trip, 'receiver', 'handoff.decline', (...given) =>
    walk.services.moves().decline(...given, { reason }),
  );
}

async function climbed(walk: DemoWalk, rung: 2 | 3): Promise<Trip> {
  const { trip } = await asked(walk);
  await walk.until(trip, 'acknowledge', rung);
  return trip;
}

const IN_A_HOUSE = {
  walk_in: async (walk) => {
    await walk.admit(walk.plan.road.treatment, 'contact');
    await walk.hours(1, 60);
  },
  withdrawal: async (walk) => {
    await walk.admit(walk.plan.road.treatment, 'treatment');
    await walk.hours(8, 80);
    await walk.record('treatment', false);
    await walk.hours(1, 8);
  },
  in_treatment: async (walk) => {
    await ready(walk, 0);
    await walk.hours(2, 60);
  },
  overridden: async (walk) => {
    const stages = (code: string) =>
      walk.services.packs.of(walk.plan.jurisdiction).demo.organisations.find((one) => one.code === code)
        ?.stages ?? [];
    if (stages(walk.plan.road.treatment).includes('rehabilitation')) {
      await arriveAt(walk, 0);
      await walk.days(6, 12);
      await walk.moveOn('rehabilitation', 'A place in the programme is free today only');
    } else {
      await arriveAt(walk, 3);
      await walk.days(20, 40);
      if (!stages(walk.at).includes('follow_up')) return;
      await walk.record('employment', false);
      await walk.moveOn('follow_up', 'Moves to another town for a job');
    }
    await walk.hours(1, 18);
  },
  in_rehabilitation: inStage(1),
  in_reintegration: inStage(2),
  in_employment: inStage(3),
  whole_road: async (walk) => {
    await arriveAt(walk, 3);
    await walk.days(92, 150);
    await walk.record('employment', true);
    await walk.hours(5, 90);
  },
  draft: async (walk) => {
    await asked(walk, undefined, { draft: true });
    await walk.hours(2, 90);
  },
  discarded: async (walk) => {
    const { trip } = await asked(walk, undefined, { draft: true });
    await walk.hours(2, 20);
    await walk.step(trip, 'sender', 'handoff.discard', (...given) =>
      walk.services.drafts().discard(...given),
    );
    await walk.days(1, 9);
  },
  information_given: async (walk) => {
    const { to, stage } = await ready(walk);
    await walk.inform(to, stage);
    await walk.days(1, 9);
  },
} satisfies Partial<Record<DemoStory, Told>>;

function inStage(leg: 1 | 2 | 3): Told {
  return async (walk) => {
    // Every second one has just arrived: the first report is still to be written.
    if (walk.plan.turn % 2 === 0) {
      const { scene, trip } = await asked(walk, (leg - 1) as 0 | 1 | 2, { kind: 'transfer' });
      await walk.hours(2, 6);
      await walk.accept(trip, 40);
      await walk.hours(34, 39);
      await walk.arrive(trip);
      await walk.days(1, 4);
      await walk.record(scene.stage, false);
      return await walk.hours(1, 20);
    }
    const { from } = await arriveAt(walk, leg);
    await walk.days(10, 70);
    await walk.record(from, walk.chance.happens(0.5));
    await walk.hours(2, 40);
  };
}

const BEFORE_YES = {
  fresh_request: async (walk) => {
    await asked(walk, undefined, { urgency: walk.plan.turn % 5 === 4 ? 'urgent' : 'routine' });
    await walk.hours(0, 6);
  },
  overdue_request: async (walk) => {
    await climbed(walk, 2);
  },
  escalated_request: async (walk) => {
    await climbed(walk, 3);
  },
  extended_request: async (walk) => {
    const trip = await climbed(walk, 3);
    await walk.step(trip, 'office', 'envelope.extend', (...given) =>
      walk.services.envelopes().extend(...given, { reason: 'The centre was rung and will answer' }),
    );
    await walk.hours(1, 5);
  },
  expired_request: async (walk) => {
    const { trip } = await asked(walk);
    await walk.until(trip, 'acknowledge', 4);
    await aged(walk);
  },
  reassigned: async (walk) => {
    const trip = await climbed(walk, 3);
    await walk.step(trip, 'office', 'envelope.reassign', (...given) =>
      walk.services.envelopes().reassign(...given, { reason: 'Nobody answers there this week' }),
    );
    await aged(walk);
  },
  recalled_by_office: async (walk) => {
    const trip = await climbed(walk, 3);
    await walk.step(trip, 'office', 'envelope.recall', (...given) =>
      walk.services.envelopes().recall(...given, { reason: 'Agreed with both houses' }),
    );
    await aged(walk);
  },
  under_review: async (walk) => {
    await taken(walk);
    await walk.hours(0, 9);
  },
  expired_decision: async (walk) => {
    const trip = await taken(walk);
    await walk.until(trip, 'decide', 4);
    await aged(walk);
  },
  question: async (walk) => {
    const trip = await taken(walk);
    await walk.hours(1, 6);
    const question = {
      ru: 'Какие лекарства принимает сейчас?',
      ar: 'ما الأدوية التي يتناولها الآن؟',
      en: 'Which medicines now?',
    };
    await walk.step(trip, 'receiver', 'handoff.ask', (...given) =>
      walk.services.moves().ask(...given, { question: question[walk.plan.language] }),
    );
    await walk.hours(1, 12);
  },
  waiting_offered: async (walk) => {
    await offerWaiting(walk);
    await walk.hours(1, 12);
  },
  waiting: async (walk) => {
    const trip = await offerWaiting(walk);
    await walk.hours(2, 9);
    await walk.step(trip, 'sender', 'handoff.wish', (...given) =>
      walk.services.moves().wish(...given, { wishes: true }),
    );
    await walk.days(1, 11);
  },
  alternatives: async (walk) => {
    const scene = await ready(walk, 0);
    const first = await walk.offer(scene.to, scene.stage);
    if (scene.other) await walk.offer(scene.other, scene.stage, { group: first.reference });
    await walk.hours(1, 8);
  },
  superseded: async (walk) => {
    const scene = await ready(walk, 0);
    const first = await walk.offer(scene.to, scene.stage);
    if (!scene.other) return;
    const second = await walk.offer(scene.other, scene.stage, { group: first.reference });
    await walk.hours(3, 8);
    await walk.accept(second, 72);
    await walk.hours(2, 20);
  },
  declined: async (walk) => {
    const trip = await taken(walk);
    await walk.hours(2, 8);
    await decline(walk, trip, walk.chance.of(['out_of_scope', 'clinical_risk', 'area']));
    await aged(walk);
  },
  declined_capacity: async (walk) => {
    const { trip } = await asked(walk);
    await walk.hours(2, 8);
    await decline(walk, trip, 'no_capacity');
    await aged(walk);
  },
  referred_onward: async (walk) => {
    const { scene, trip } = await asked(walk, 0);
    await walk.hours(2, 8);
    await walk.step(trip, 'receiver', 'handoff.decline', (...given) =>
      walk.services
        .moves()
        .decline(...given, { reason: 'referred_onward', suggested: scene.other ?? scene.to }),
    );
    await aged(walk);
  },
  overturned: async (walk) => {
    const { trip } = await asked(walk, undefined, { kind: 'transfer' });
    await walk.hours(2, 8);
    await decline(walk, trip, 'no_capacity');
    await walk.hours(3, 9);
    await walk.step(trip, 'office', 'envelope.overturn', (...given) =>
      walk.services.envelopes().overturn(...given, { reason: 'A place was found after all' }),
    );
    await walk.hours(1, 5);
  },
  recalled: async (walk) => {
    const { trip } = await asked(walk);
    await walk.hours(2, 9);
    const reason = walk.chance.of(['client_changed_mind', 'better_place_found', 'clinical_change'] as const);
    await walk.step(trip, 'sender', 'handoff.recall', (...given) =>
      walk.services.moves().recall(...given, { reason }),
    );
    await aged(walk);
  },
  withdrew: stopped('withdrew', 'receiver'),
  left: stopped('left'),
  moved_away: stopped('moved_away'),
  detained: stopped('detained'),
  died: stopped('died'),
  consent_withdrawn: async (walk) => {
    const trip = await taken(walk);
    await walk.hours(2, 9);
    await walk.withdrawConsent(trip, walk.plan.turn % 2 === 0 ? 'sender' : 'receiver');
    await aged(walk);
  },
  receiver_closed: async (walk) => {
    const closing = walk.services.packs
      .of(walk.plan.jurisdiction)
      .demo.organisations.find(({ gives_up }) => gives_up);
    const { to, stage } = await ready(walk, 0);
    if (closing) await walk.open(closing.code);
    const kind = walk.plan.turn % 2 === 1 ? 'referral' : 'transfer';
    const trip = await walk.offer(closing?.code ?? to, stage, { kind });
    await walk.hours(3, 8);
    if (closing) await walk.giveUp(trip);
    await walk.days(3, 12);
  },
  voided: async (walk) => {
    const { trip } = await asked(walk);
    await walk.hours(1, 4);
    await walk.step(trip, 'sender', 'handoff.void', (...given) =>
      walk.services.moves().voidIt(...given, { reason: 'Entered for another client' }),
    );
    await walk.hours(2, 20);
  },
} satisfies Partial<Record<DemoStory, Told>>;

async function offerWaiting(walk: DemoWalk): Promise<Trip> {
  const trip = await taken(walk);
  await walk.hours(1, 6);
  const review_on = (await walk.in(8 * 86_400)).slice(0, 10);
  await walk.step(trip, 'receiver', 'handoff.waitlist', (...given) =>
    walk.services.moves().waitlist(...given, { position: walk.chance.between(1, 6), review_on }),
  );
  return trip;
}

/** What becomes of an invented client, told step by step as staff would do it. */
export const STORIES: Readonly<Record<DemoStory, Told>> = { ...IN_A_HOUSE, ...BEFORE_YES, ...AFTER_YES };
