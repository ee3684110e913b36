import type { DisclosureTier } from '#domain/charter/consent.js';
import { DISCLOSURE_TIERS } from '#domain/charter/consent.js';
import {
  BUSINESS_STATE_CODES,
  BUSINESS_STATES,
  DECLINE_REASONS,
  HANDOFF,
  NEGATIVE_HANDOFF_STATES,
  type BusinessState,
  type HandoffSide,
  type HandoffState,
} from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import { suppress, suppressParts, suppressShare } from '#domain/rules/suppress.js';
import {
  LOOP_TIMES,
  LOOP_TREE,
  LOSSES,
  RUNGS_CLIMBED,
  type LoopCount,
  type LoopCounts,
  type LoopIndicators,
  type LoopRow,
  type LoopSide,
  type LoopTime,
  type Loss,
  type LossReason,
  type RungClimbed,
  type Shown,
  type Spread,
} from '#domain/wire/indicators.js';
import type { LoopFound, OwnFound, SideFound } from './indicators.queries.js';

const FEWEST = LIMITS.shown_count_min;
const NEGATIVE_STATES: readonly HandoffState[] = NEGATIVE_HANDOFF_STATES;
const LOSS_CODES = Object.keys(LOSSES) as Loss[];

/** Counts that must be to be seen for a length of time to be: whether there are enough to measure would tell them otherwise. */
const STANDS_ON: Record<LoopTime, readonly LoopCount[]> = {
  hours_to_acknowledge: ['acknowledged'],
  hours_to_decide: ['accepted', 'lost_before_acceptance'],
  hours_to_arrive: ['arrived'],
  hours_to_report: ['reported'],
  gap_days: ['arrived'],
};

/** A tier is disclosed as a handoff comes to a step, so the two numbers tell each other. */
const DISCLOSED_WHEN: Record<DisclosureTier, LoopCount> = {
  D1: 'sent',
  D2: 'acknowledged',
  D3: 'accepted',
  D4: 'arrived',
};

const WAITING_STATES: Record<Loss, readonly HandoffState[]> = {
  lost_before_acknowledgement: ['requested'],
  lost_before_acceptance: ['received'],
  lost_before_arrival: ['accepted', 'on-hold'],
};

/** The figures of one side as they may be shown: nothing in them is, or tells, a count below the smallest one shown. */
export function toLoopSide(side: HandoffSide, found: readonly LoopFound[], whole: SideFound): LoopSide {
  const total = found.find(({ partner }) => partner === null);
  const rows = found.filter(({ partner }) => partner !== null);
  const counted = total ?? zeros();
  const shown = suppress(LOOP_TREE, { total: countsOf(counted), rows: rows.map(countsOf) }, FEWEST);
  const { sent, arrived } = shown.total;
  const reasons = Object.fromEntries(
    LOSS_CODES.map((loss) => [loss, reasonsOf(loss, shown.total[loss], whole.reasons[loss] ?? {})]),
  ) as LoopSide['reasons'];
  const clients = atLeast(whole.clients);
  const attempts = side === 'sender' ? atLeast(whole.attempts) : null;
  const emergency = suppressShare(sent, whole.on_emergency, FEWEST);
  const onConsent = sent === null || emergency === null ? null : sent - emergency;
  return {
    total: toRow(shown.total, total),
    partners: rows.map((row, i) => ({
      partner: { code: row.partner ?? '', names: row.names ?? { en: '', ru: '', ar: '' } },
      stage: row.stage,
      ...toRow(shown.rows[i] ?? shown.total, row),
    })),
    reasons,
    recalls: sum(
      LOSS_CODES.map((loss) => reasons[loss].find(({ reason }) => reason === 'recalled')?.count ?? null),
    ),
    overturned_declines: suppressShare(sent, whole.overturned, FEWEST),
    climbed: suppressParts(sent, climbedOf(whole), FEWEST),
    arrived_after_a_miss: suppressShare(arrived, whole.arrived_after_a_miss, FEWEST),
    contact_attempts: attempts,
    contact_attempts_reached: suppressShare(attempts, whole.attempts_reached, FEWEST),
    clients,
    clients_declined_more_than_twice: suppressShare(clients, whole.declined_more_than_twice, FEWEST),
    on_consent: onConsent,
    on_emergency: emergency,
    safety_withheld: suppressShare(onConsent, whole.safety_withheld, FEWEST),
  };
}

/** The figures that are not about one handoff. */
export function toOwnFigures(
  found: OwnFound,
  sides: Pick<LoopIndicators, HandoffSide>,
): Pick<LoopIndicators, 'disclosures' | 'consent' | 'next_steps'> {
  const tierOf = (side: HandoffSide, tier: DisclosureTier, count: number): Shown =>
    sides[side].total.counts[DISCLOSED_WHEN[tier]] === null ? null : atLeast(count);
  const clients = atLeast(found.clients);
  const withConsent = suppressShare(clients, found.with_consent, FEWEST);
  const raised = atLeast(found.raised);
  const waiting = found.raised - found.done - found.overdue;
  return {
    disclosures: DISCLOSURE_TIERS.map((tier) => ({
      tier,
      given: tierOf('sender', tier, found.given[tier] ?? 0),
      received: tierOf('receiver', tier, found.received[tier] ?? 0),
    })),
    consent: { clients, with_consent: withConsent, coverage: share(withConsent, clients) },
    next_steps: {
      raised,
      ...suppressParts(raised, { done: found.done, waiting, overdue: found.overdue }, FEWEST),
    },
  };
}

function toRow(counts: LoopCounts, found: LoopFound | undefined): LoopRow {
  return {
    counts,
    times: Object.fromEntries(
      LOOP_TIMES.map((time) => [time, spreadOf(time, counts, found)]),
    ) as LoopRow['times'],
    lost: Object.fromEntries(
      LOSS_CODES.map((loss) => [loss, share(counts[loss], counts[LOSSES[loss]])]),
    ) as LoopRow['lost'],
  };
}

function spreadOf(time: LoopTime, counts: LoopCounts, found: LoopFound | undefined): Spread {
  const spread = found?.[`${time}_spread`];
  const isToBeSeen = STANDS_ON[time].every((count) => counts[count] !== null);
  if (!found || !spread || !isToBeSeen || found[`${time}_n`] < FEWEST) return null;
  const [median, p90] = spread;
  return { median: round(median, 1), p90: round(p90, 1) };
}

/** Reasons that are possible at a step, each listed: one that is missing would tell that a hidden one is not zero. */
function reasonsOf(
  loss: Loss,
  whole: Shown,
  found: Partial<Record<LossReason, number>>,
): { reason: LossReason; count: Shown }[] {
  const possible = [...new Set([...possibleReasons(loss), ...(Object.keys(found) as LossReason[])])];
  const parts = Object.fromEntries(possible.map((reason) => [reason, found[reason] ?? 0])) as Record<
    LossReason,
    number
  >;
  const shown = suppressParts(whole, parts, FEWEST);
  return possible.map((reason) => ({ reason, count: shown[reason] }));
}

function possibleReasons(loss: Loss): LossReason[] {
  const lost = BUSINESS_STATE_CODES.filter((end) => {
    const state: HandoffState = BUSINESS_STATES[end];
    return state !== 'rejected' && NEGATIVE_STATES.includes(state) && canEndAt(loss, end);
  });
  return loss === 'lost_before_acceptance' ? [...DECLINE_REASONS, ...lost] : lost;
}

function canEndAt(loss: Loss, end: BusinessState): boolean {
  return BUSINESS_STATE_CODES.some(
    (from) =>
      WAITING_STATES[loss].includes(BUSINESS_STATES[from]) &&
      Object.values<readonly BusinessState[]>(HANDOFF[from]).some((ends) => ends.includes(end)),
  );
}

function climbedOf({ climbed }: SideFound): Record<RungClimbed, number> {
  return Object.fromEntries(RUNGS_CLIMBED.map((rung) => [rung, climbed[rung] ?? 0])) as Record<
    RungClimbed,
    number
  >;
}

function countsOf(found: Record<LoopCount, number>): Record<LoopCount, number> {
  return Object.fromEntries(
    (Object.keys(LOOP_TREE) as LoopCount[]).map((name) => [name, found[name]]),
  ) as Record<LoopCount, number>;
}

function zeros(): Record<LoopCount, number> {
  return Object.fromEntries(Object.keys(LOOP_TREE).map((name) => [name, 0])) as Record<LoopCount, number>;
}

function atLeast(count: number): Shown {
  return count > 0 && count < FEWEST ? null : count;
}

function sum(counts: readonly Shown[]): Shown {
  return counts.reduce<Shown>((total, count) => (total === null || count === null ? null : total + count), 0);
}

function share(part: Shown, whole: Shown): Shown {
  return part === null || whole === null || whole < FEWEST ? null : round(part / whole, 3);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
