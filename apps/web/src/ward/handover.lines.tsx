import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SUICIDE_RISKS, WORK_ITEM_KINDS } from '#domain/charter/code-lists.js';
import { ROUND_CONCERNS } from '#domain/charter/ward.js';
import type { HandoverLine } from '#domain/wire/ward.js';
import { useDates } from '../kit/dates.hook.js';
import { ClientCode, Instant } from '../kit/text.js';

/** The lines of a handover, each with whom it is about and what is said. */
export function Lines({ label, lines }: { label: string; lines: readonly HandoverLine[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <Text>{t('board.nothing')}</Text>;
  return (
    <ul className="versions" aria-label={label}>
      {lines.map((line) => (
        <li key={`${line.kind} ${line.client} ${line.codes.join(' ')} ${line.at ?? ''}`}>
          <Link to="/clients/$code" params={{ code: line.client }}>
            <ClientCode of={line.client} />
          </Link>{' '}
          · <strong>{t(`codes.handover_line.${line.kind}`)}</strong>
          <Said of={line} />
          {line.at ? (
            <>
              {' · '}
              <Instant at={line.at} />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** What a line says in the codes of what it comes from. */
function Said({ of: { kind, codes } }: { of: HandoverLine }) {
  const { t } = useTranslation();
  const dates = useDates();
  const words = codes.flatMap((code) => {
    const concern = ROUND_CONCERNS.find((each) => each === code);
    const risk = SUICIDE_RISKS.find((each) => each === code);
    const work = WORK_ITEM_KINDS.find((each) => each === code);
    if (kind === 'attention' && concern) return [t(`codes.round_concern.${concern}`)];
    if (kind === 'risk' && risk) return [t(`codes.suicide_risk.${risk}`)];
    return kind === 'due' && work ? [t(`codes.work_item.${work}`)] : [];
  });
  return words.length > 0 ? <> · {dates.list(words)}</> : null;
}
