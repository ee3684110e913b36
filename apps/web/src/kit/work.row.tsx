import { Badge, Text } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WorkItemView } from '#domain/wire/work.js';
import { useMay } from '../session/session.context.js';
import { useDates } from './dates.hook.js';
import { Bdi, ClientCode, Label, useTerms } from './text.js';

/** Where the work is done: the coordination office sees the envelope of a handoff, never its content. */
export function useWorkAddress(): (item: WorkItemView) => string | null {
  const may = useMay();
  return (item) => {
    if (item.handoff) {
      const isOffice = item.kind === 'handoff.escalated' && may('envelope.view');
      return `${isOffice ? '/coordination' : '/handoffs'}/${item.handoff.reference}`;
    }
    return item.client ? `/clients/${item.client}` : null;
  };
}

/** What is to be done, urgent or not, and who has it. */
export function WorkTitle({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const address = useWorkAddress()(item);
  const word = t(`codes.work_item.${item.kind}`);
  return (
    <>
      {address ? (
        <Link to={address} className="row-link">
          {word}
        </Link>
      ) : (
        <Text fw={600}>{word}</Text>
      )}
      {item.handoff?.urgency === 'urgent' ? (
        <Badge color="red" variant="outline" ms="xs">
          {t('codes.urgency.urgent')}
        </Badge>
      ) : null}
      {item.assigned_to ? (
        <Text size="sm" c="dimmed">
          <IconUser size={14} aria-hidden className="arrow" /> {t('kit.taken_by')}{' '}
          <Bdi>{item.assigned_to.display_name}</Bdi>
        </Text>
      ) : item.role ? (
        <Text size="sm" c="dimmed">
          {t('inbox.first_asked')} {t(`codes.role.${item.role}`)}
        </Text>
      ) : null}
      {item.snoozed_until ? (
        <Text size="sm" c="dimmed">
          {t('kit.put_off')} <time dateTime={item.snoozed_until}>{dates.instant(item.snoozed_until)}</time>
        </Text>
      ) : null}
    </>
  );
}

/** Whom it is about: the client, the partner, how it stands. */
export function WorkAbout({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      {item.client ? (
        <div>
          <ClientCode of={item.client} />
        </div>
      ) : null}
      {item.handoff ? (
        <Text size="sm" c="dimmed">
          <Label of={item.handoff.partner} />
          {item.handoff.stage ? ` · ${terms.stage(item.handoff.stage)}` : ''} ·{' '}
          {t(`codes.handoff_state.${item.handoff.state}`)}
        </Text>
      ) : null}
    </>
  );
}
