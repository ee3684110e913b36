import { useTranslation } from 'react-i18next';
import type { TrendPoint } from '#domain/wire/assessment.js';
import { useDates } from '../kit/dates.hook.js';
import { currentLanguage, directionOf } from '../i18n.js';

const WIDTH = 640;
const HEIGHT = 160;
const EDGE = { start: 34, end: 12, top: 10, bottom: 26 } as const;

type Point = Pick<TrendPoint, 'id' | 'taken_at' | 'value' | 'during_withdrawal'>;

interface Drawn extends Point {
  readonly value: number;
}

/**
 * A line of numbers over time on the whole scale of the form, so that a small change does not look large. Time runs the way the
 * language reads. Marks tell by their shape what was taken in withdrawal; everything drawn stands in the table below too.
 */
export function TrendChart(props: {
  label: string;
  points: readonly Point[];
  min: number | undefined;
  max: number | undefined;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  const points = props.points.filter((point): point is Drawn => point.value !== null);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const values = points.map(({ value }) => value);
  const least = props.min ?? Math.min(0, ...values);
  const most = Math.max(props.max ?? Math.max(...values), least + 1);
  const direction = directionOf(currentLanguage());
  const isRtl = direction === 'rtl';
  const [from, to] = [Date.parse(first.taken_at), Date.parse(last.taken_at)];
  const along = (at: string): number => (to === from ? 0.5 : (Date.parse(at) - from) / (to - from));
  const x = (at: string): number => {
    const reading = EDGE.start + along(at) * (WIDTH - EDGE.start - EDGE.end);
    return Math.round(isRtl ? WIDTH - reading : reading);
  };
  const y = (value: number): number =>
    Math.round(HEIGHT - EDGE.bottom - ((value - least) / (most - least)) * (HEIGHT - EDGE.top - EDGE.bottom));
  const side = isRtl ? WIDTH - EDGE.start + 6 : EDGE.start - 6;
  const outward = isRtl ? 'start' : 'end';
  return (
    <svg
      className="trend"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('assess.chart', {
        name: props.label,
        count: points.length,
        from: `${first.value} (${dates.dayOf(first.taken_at)})`,
        to: `${last.value} (${dates.dayOf(last.taken_at)})`,
      })}
    >
      {[least, most].map((value) => (
        <g key={value}>
          <line
            className="trend-edge"
            x1={isRtl ? EDGE.end : EDGE.start}
            x2={isRtl ? WIDTH - EDGE.start : WIDTH - EDGE.end}
            y1={y(value)}
            y2={y(value)}
          />
          <text direction="ltr" x={side} y={y(value) + 4} textAnchor={outward}>
            {value}
          </text>
        </g>
      ))}
      <polyline
        className="trend-line"
        points={points.map(({ taken_at, value }) => `${x(taken_at)},${y(value)}`).join(' ')}
      />
      {points.map((point) => (
        <Mark key={point.id} at={[x(point.taken_at), y(point.value)]} isMarked={point.during_withdrawal} />
      ))}
      <text direction={direction} x={x(first.taken_at)} y={HEIGHT - 6} textAnchor="start">
        {dates.dayOf(first.taken_at)}
      </text>
      <text direction={direction} x={x(last.taken_at)} y={HEIGHT - 6} textAnchor="end">
        {dates.dayOf(last.taken_at)}
      </text>
    </svg>
  );
}

const RADIUS = 5;

/** A dot; a hollow square for what was taken while withdrawal raised the number. */
function Mark({ at: [x, y], isMarked }: { at: readonly [number, number]; isMarked: boolean }) {
  return isMarked ? (
    <rect className="trend-hollow" x={x - RADIUS} y={y - RADIUS} width={2 * RADIUS} height={2 * RADIUS} />
  ) : (
    <circle className="trend-dot" cx={x} cy={y} r={RADIUS} />
  );
}
