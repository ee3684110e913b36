import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WorkItemView } from '#domain/wire/work.js';
import { readHandoff } from '../api.handoffs.js';
import { handoffKey } from '../handoff/handoff.key.js';
import { useDates } from '../kit/dates.hook.js';
import { Loaded, Waiting } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { useWorkAddress } from '../kit/work.row.js';
import { useMay, useSession } from '../session/session.context.js';
import { HandoffGlance } from './handoff.glance.js';
import type { OfferUndo } from './undo.hook.js';
import { WorkClock } from './work.clock.js';
import { WorkDeeds } from './work.deeds.js';
import type { Pending } from './work.deeds.js';

/** Whoever runs through the list with J reads nothing of what they pass: reading a handoff is written down. */
const STAYED_MS = 250;

interface PaneProps {
  readonly item: WorkItemView;
  readonly offer: OfferUndo;
  /** The task that is to be open next; null: whichever follows. */
  readonly onNext: (stays: string | null) => void;
  /** What is asked as soon as its request is taken on. */
  readonly pending: Pending | null;
  readonly onPending: (pending: Pending | null) => void;
  /** Whether a window stands open. */
  readonly onAsking: (isAsking: boolean) => void;
  /** On a narrow screen the list is behind this. */
  readonly onBack: (() => void) | null;
}

/** A task, read and decided beside the list. */
export function WorkPane({ item, offer, onNext, onBack, pending, onPending, onAsking }: PaneProps) {
  const { t } = useTranslation();
  const address = useWorkAddress()(item);
  return (
    <Card withBorder component="section" aria-label={t('day.pane')} className="work-pane">
      <Stack gap="md">
        {onBack ? (
          <Group>
            <Button
              variant="default"
              leftSection={<IconArrowLeft size={18} aria-hidden className="mirrored" />}
              onClick={onBack}
            >
              {t('day.back_to_list')}
            </Button>
          </Group>
        ) : null}
        <Head item={item} />
        <WorkDeeds
          key={item.id}
          item={item}
          offer={offer}
          onNext={onNext}
          pending={pending}
          onPending={onPending}
          onAsking={onAsking}
        />
        <About item={item} />
        {address === null ? null : (
          <Link to={address} className="row-link">
            {item.handoff ? t('day.open_whole') : t('day.open_client')}
          </Link>
        )}
      </Stack>
    </Card>
  );
}

function Head({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { colleague: me } = useSession();
  return (
    <div>
      <Group justify="space-between" align="flex-start">
        <Title order={2} size="h4">
          {t(`codes.work_item.${item.kind}`)}
        </Title>
        <WorkClock item={item} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('day.came')} <time dateTime={item.created_at}>{dates.relative(item.created_at)}</time>
        {' · '}
        <IconUser size={14} aria-hidden className="arrow" />{' '}
        {item.assigned_to === null ? (
          t('kit.nobody_yet')
        ) : item.assigned_to.colleague === me ? (
          <span>{t('day.has_you')}</span>
        ) : (
          <>
            {t('kit.taken_by')} <Bdi>{item.assigned_to.display_name}</Bdi>
          </>
        )}
      </Text>
      {item.snoozed_until ? (
        <Text size="sm" c="dimmed">
          {t('kit.put_off')} <time dateTime={item.snoozed_until}>{dates.instant(item.snoozed_until)}</time>
        </Text>
      ) : null}
      {item.client ? (
        <Text>
          {t('handoff.client')}: <ClientCode of={item.client} />
        </Text>
      ) : null}
    </div>
  );
}

function About({ item }: { item: WorkItemView }) {
  const may = useMay();
  const [stayed] = useDebouncedValue(item.id, STAYED_MS, { leading: true });
  const reference = item.handoff?.reference ?? '';
  const isRead = reference !== '' && item.handoff?.side !== 'coordinator' && may('handoff.view');
  const query = useQuery({
    queryKey: handoffKey(reference),
    queryFn: () => readHandoff(reference),
    enabled: isRead && stayed === item.id,
  });
  if (!isRead) return null;
  if (stayed !== item.id && !query.data) return <Waiting rows={3} />;
  return <Loaded query={query}>{(handoff) => <HandoffGlance handoff={handoff} />}</Loaded>;
}
