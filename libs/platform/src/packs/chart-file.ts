import {
  VITAL_BOUNDS,
  VITAL_SIGNS,
  WITHDRAWAL_SCALES,
  type ChartRules,
  type ScoreInterval,
  type VitalLimits,
  type VitalSign,
} from '#domain/charter/chart.js';
import type { Checker, Place } from './pack-checker.js';

const SCORE_MAX = 67;
const HOURS_MAX = 24;

/** Limits of vital signs and intervals of scores, every sign and both scales; an upper limit lies above the lower one. */
export function chartOf(c: Checker, place: Place): ChartRules {
  const [limits, intervals] = [c.member(place, 'limits'), c.member(place, 'score_intervals')];
  return {
    limits: Object.fromEntries(
      VITAL_SIGNS.map((sign) => [sign, limitsOf(c, c.member(limits, sign), sign)]),
    ) as Record<VitalSign, VitalLimits>,
    score_intervals: Object.fromEntries(
      WITHDRAWAL_SCALES.map((scale) => [scale, intervalsOf(c, c.member(intervals, scale))]),
    ) as unknown as ChartRules['score_intervals'],
  };
}

function limitsOf(c: Checker, place: Place, sign: VitalSign): VitalLimits {
  const { min, max } = VITAL_BOUNDS[sign];
  const side = (name: 'low' | 'high'): number | null => {
    const at = c.member(place, name);
    return at.value === null ? null : c.decimal(at, min, max);
  };
  const limits = { low: side('low'), high: side('high') };
  if (limits.low !== null && limits.high !== null && limits.low >= limits.high)
    c.complain(place, 'must have its upper limit above its lower one');
  return limits;
}

function intervalsOf(c: Checker, place: Place): readonly ScoreInterval[] {
  const intervals = c.list(place, (one) => ({
    from: c.number(c.member(one, 'from'), 0, SCORE_MAX),
    hours: c.number(c.member(one, 'hours'), 1, HOURS_MAX),
  }));
  const rising = intervals.every(({ from }, at) => at === 0 || from > (intervals[at - 1]?.from ?? -1));
  if (intervals[0]?.from !== 0 || !rising) c.complain(place, 'must begin at 0 and rise');
  return intervals;
}
