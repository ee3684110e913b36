import { useTranslation } from 'react-i18next';
import type { CustodyView } from '#domain/wire/client.js';
import { useNow } from './now.hook.js';
import { Instant, Label } from './text.js';

/** Square roots keep a house of three days readable beside one of three years. */
const widthOf = (custody: CustodyView, now: number): number =>
  Math.sqrt(
    Math.max(1, (custody.until_at ? Date.parse(custody.until_at) : now) - Date.parse(custody.from_at)),
  );

/**
 * Who was responsible for the client and when, the oldest at the start of the line: from left to right, in Arabic from right to
 * left. The own house is filled, others are outlined, the present one has a thick end.
 */
export function CustodyBand({ custody }: { custody: readonly CustodyView[] }) {
  const { t } = useTranslation();
  const now = useNow();
  if (custody.length === 0) return null;
  const turns = [...custody].sort((one, other) => Date.parse(one.from_at) - Date.parse(other.from_at));
  return (
    <ol className="custody" aria-label={t('kit.custody')}>
      {turns.map((turn) => (
        <li
          key={turn.from_at}
          data-own={turn.own || undefined}
          data-now={turn.until_at === null || undefined}
          style={{ flexGrow: widthOf(turn, now) }}
        >
          <strong>
            <Label of={turn.organisation} />
          </strong>
          <small>
            <Instant at={turn.from_at} /> –{' '}
            {turn.until_at ? <Instant at={turn.until_at} /> : t('client.still')}
          </small>
        </li>
      ))}
    </ol>
  );
}
