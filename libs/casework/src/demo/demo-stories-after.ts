import type { HoldReason } from '#domain/charter/handoff.js';
import type { DemoStory } from '#platform/packs/demo-pack.js';
import { accepted, arriveAt, asked, ready, sayYes } from './demo-scenes.js';
import type { DemoWalk, Offer, Trip } from './demo-walk.js';

type Told = (walk: DemoWalk) => Promise<void>;

const paused =
  (reason: HoldReason): Told =>
  async (walk) => {
    const trip = await accepted(walk, 72);
    await walk.hours(3, 20);
    if (reason === 'transport') await walk.depart(trip);
    const resume_on = (await walk.in(3 * 86_400)).slice(0, 10);
    await walk.step(trip, 'sender', 'handoff.hold', (...given) =>
      walk.services.arrivals().hold(...given, { reason, resume_on }),
    );
    await walk.hours(2, 12);
  };

async function missed(walk: DemoWalk): Promise<Trip> {
  const trip = await accepted(walk, 24);
  await walk.hours(16, 22);
  await walk.depart(trip);
  await walk.until(trip, 'arrive', 4);
  return trip;
}

async function settledIn(walk: DemoWalk, leg: 0 | 1 | 2, offer: Offer = {}): Promise<Trip> {
  const trip = await accepted(walk, 48, leg, { kind: 'transfer', ...offer });
  await walk.hours(40, 46);
  await walk.arrive(trip);
  return trip;
}

/** Stories of handoffs that were accepted, or needed no yes. */
export const AFTER_YES = {
  expected: async (walk) => {
    await accepted(walk, walk.chance.between(60, 160));
    await walk.hours(4, 40);
  },
  expected_today: async (walk) => {
    await accepted(walk, 30);
    await walk.hours(22, 28);
  },
  not_seen: async (walk) => {
    const trip = await accepted(walk, 24);
    await walk.hours(18, 22);
    await walk.depart(trip);
    await walk.until(trip, 'not_seen', 4);
  },
  absent: async (walk) => {
    const trip = await accepted(walk, 96);
    await walk.hours(10, 20);
    await walk.depart(trip);
    await walk.hours(20, 70);
  },
  unreachable: paused('client-unreachable'),
  consent_discussed: paused('consent-under-discussion'),
  in_transport: paused('transport'),
  did_not_arrive: async (walk) => {
    const trip = await missed(walk);
    if (walk.plan.turn % 2 === 1)
      await walk.step(trip, 'sender', 'handoff.contact', (...given) =>
        walk.services.arrivals().contact(...given, { way: 'telephone', reached: false }),
      );
    await walk.hours(2, 60);
  },
  invited_again: async (walk) => {
    const trip = await missed(walk);
    await walk.hours(5, 20);
    const appointment_at = await walk.in(50 * 3600);
    await walk.step(trip, 'receiver', 'handoff.invite', (...given) =>
      walk.services.arrivals().invite(...given, { appointment_at }),
    );
    await walk.hours(2, 12);
  },
  service_unavailable: async (walk) => {
    const trip = await accepted(walk, 72);
    await walk.hours(4, 20);
    await walk.step(trip, 'receiver', 'handoff.fail', (...given) => walk.services.arrivals().fail(...given));
    await walk.hours(3, 40);
  },
  recorded_late: async (walk) => {
    const trip = await accepted(walk, 24, 0, { kind: 'transfer' });
    await walk.hours(22, 23);
    await walk.depart(trip);
    await walk.hours(30, 36);
    await walk.arrive(trip, 28);
    await walk.days(1, 5);
  },
  unannounced: async (walk) => {
    const { trip } = await asked(walk, 0, { kind: 'transfer' });
    await walk.hours(3, 9);
    await walk.arrive(trip);
    await walk.days(1, 5);
  },
  report_sent: async (walk) => {
    const kind = walk.plan.turn % 2 === 1 ? 'referral' : 'transfer';
    const trip = await settledIn(walk, walk.chance.of([0, 0, 1, 2]), { kind });
    await walk.days(3, 6);
    await walk.report(trip, walk.chance.of(['settled', 'started_plan', 'left_early']));
    await walk.hours(2, 40);
  },
  returned: async (walk) => {
    const trip = await settledIn(walk, 0);
    await walk.days(5, 9);
    const consent = await walk.consent(trip.from);
    const reason = { ru: 'Нужна медицинская помощь', ar: 'يحتاج إلى رعاية طبية', en: 'Needs medical care' };
    await walk.step(trip, 'receiver', 'handoff.return', (...given) =>
      walk.services.arrivals().return(...given, {
        consent,
        stage: 'treatment',
        urgency: 'urgent',
        reason: reason[walk.plan.language],
      }),
    );
    await walk.hours(1, 3);
  },
  emergency: async (walk) => {
    await arriveAt(walk, 1);
    await walk.days(5, 30);
    await walk.emergency(walk.plan.road.treatment);
    await walk.hours(0, 3);
  },
  emergency_arrived: async (walk) => {
    await arriveAt(walk, 1);
    await walk.days(5, 30);
    const trip = await walk.emergency(walk.plan.road.treatment);
    await walk.hours(1, 2);
    await walk.arrive(trip);
    await walk.days(1, 3);
  },
  relapse: async (walk) => {
    await arriveAt(walk, 1);
    await walk.days(20, 50);
    const trip = await walk.offer(walk.plan.road.treatment, 'treatment', {
      kind: 'referral',
      planned_return: true,
    });
    await sayYes(walk, trip, 20);
    await walk.hours(15, 19);
    if (walk.plan.turn % 3 !== 2) await walk.arrive(trip);
    await walk.hours(6, 50);
  },
  forced: async (walk) => {
    const { other, to } = await ready(walk, 0);
    await walk.force(other ?? to, true);
    await walk.days(1, 6);
  },
  forced_proposed: async (walk) => {
    const { other, to } = await ready(walk, 0);
    await walk.force(other ?? to, false);
    await walk.hours(1, 9);
  },
  consent_expired: async (walk) => {
    await settledIn(walk, 0, { consent_days: 12 });
    await walk.days(16, 30);
  },
  consent_narrowed: async (walk) => {
    const trip = await settledIn(walk, 0);
    await walk.days(8, 20);
    await walk.withdrawConsent(trip, 'receiver');
    await walk.days(1, 5);
  },
  joined: async (walk) => {
    const { to, stage } = await ready(walk, 2);
    const trip = await walk.offer(to, stage, { kind: 'referral' });
    await sayYes(walk, trip);
    await walk.hours(40, 46);
    await walk.arrive(trip);
    await walk.days(3, 6);
    // Every second one walks along and has reported; custody stays where it was.
    if (walk.plan.turn % 2 === 0) return;
    await walk.report(trip);
    await walk.hours(6, 40);
    await walk.acknowledge(trip);
    await walk.days(2, 25);
  },
} satisfies Partial<Record<DemoStory, Told>>;
