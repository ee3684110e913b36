import { Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#domain/wire/desk.js';
import { Bdi, Instant, Label, useTerms } from './text.js';

interface TimelineProps {
  readonly label: string;
  /** The newest first, as the server gives them. */
  readonly entries: readonly TimelineEntry[];
  /** The word for what happened; the screen that shows the road has them. */
  readonly wordOf: (event: string) => string;
}

/** The road over all organisations. What is not shared with the reader is one line that says only that it exists. */
export function Timeline({ label, entries, wordOf }: TimelineProps) {
  const { t } = useTranslation();
  return (
    <ol className="road" aria-label={label}>
      {entries.map((entry, place) => (
        <li
          key={`${entry.at} ${place}`}
          data-now={place === 0 || undefined}
          data-hidden={entry.kind === 'hidden' || undefined}
        >
          {entry.kind === 'hidden' ? (
            <Text c="dimmed">
              <IconEyeOff size={18} aria-hidden className="arrow" /> {t('kit.hidden')}
            </Text>
          ) : (
            <Told entry={entry} wordOf={wordOf} />
          )}
        </li>
      ))}
    </ol>
  );
}

function Told({ entry, wordOf }: { entry: TimelineEntry; wordOf: (event: string) => string }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      <Text fw={600} component="div">
        {entry.event ? wordOf(entry.event) : null}
        {entry.stage ? `: ${terms.stage(entry.stage)}` : ''}
      </Text>
      <Text size="sm" component="div">
        {entry.organisation ? <Label of={entry.organisation} /> : null}
        {entry.by ? (
          <>
            {' · '}
            <Bdi>{entry.by}</Bdi>
          </>
        ) : null}
        {entry.outcome ? ` · ${t(`codes.outcome.${entry.outcome}`)}` : ''}
      </Text>
      {entry.handoff ? (
        <Text size="sm" component="div">
          <Link
            to="/handoffs/$reference"
            params={{ reference: entry.handoff.reference }}
            className="row-link"
          >
            <Label of={entry.handoff.partner} />
          </Link>
          {' · '}
          {t(`codes.state.${entry.handoff.business_state}`)}
        </Text>
      ) : null}
      {entry.consent ? (
        <Text size="sm" component="div">
          <Label of={entry.consent.recipient} />
        </Text>
      ) : null}
      {entry.note ? (
        <blockquote className="note">
          <Bdi>{entry.note}</Bdi>
        </blockquote>
      ) : null}
      <Text size="sm" c="dimmed" component="div">
        <Instant at={entry.at} />
      </Text>
    </>
  );
}
