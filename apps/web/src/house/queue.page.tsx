import { Badge, Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TRANSPORT_STATES } from '#domain/charter/handoff.js';
import type { QueueView } from '#domain/wire/house.js';
import { retryMessage } from '../api.js';
import { readQueue } from '../api.house.js';
import { useChange } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Facts, Instant } from '../kit/text.js';
import { useLiveInterval } from '../live/hints.hook.js';
import { useMay } from '../session/session.context.js';
import { HandoffLink } from '../oversight/handoff.link.js';

const QUEUE = ['queue'] as const;
type Troubled = QueueView['troubled'][number];

/** Where the messages about handoffs are that the house sent, and what can be done about those that do not arrive. */
export function QueuePage() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: QUEUE,
    queryFn: () => readQueue(),
    refetchInterval: useLiveInterval(),
  });
  return (
    <Page title={t('app.queue')}>
      <Text>{t('queue.intro')}</Text>
      <Loaded query={query}>
        {(queue) => (
          <>
            <Counts queue={queue} />
            <TroubledSection troubled={queue.troubled} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Counts({ queue }: { queue: QueueView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { oldest_waiting_at: oldest } = queue;
  return (
    <Section title={t('queue.counts')}>
      <Facts
        items={[
          ...TRANSPORT_STATES.map((state) => ({
            term: t(`codes.transport.${state}`),
            value: <strong>{queue.counts[state]}</strong>,
          })),
          {
            term: t('queue.oldest'),
            value:
              oldest === null ? (
                t('queue.nothing_waits')
              ) : (
                <>
                  <Instant at={oldest} /> ({dates.relative(oldest)})
                </>
              ),
          },
        ]}
      />
    </Section>
  );
}

function TroubledSection({ troubled }: { troubled: readonly Troubled[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const retry = useChange(
    (work: string, key) => retryMessage(work, key),
    () => queries.invalidateQueries({ queryKey: QUEUE }),
  );
  if (troubled.length === 0)
    return <EmptyState title={t('queue.empty_title')}>{t('queue.empty')}</EmptyState>;
  return (
    <Section title={t('queue.troubled')}>
      <ProblemAlert problem={retry.problem} />
      <DataList
        label={t('queue.troubled')}
        rows={troubled}
        keyOf={({ topic, queued_at: at, reference }) => `${topic} ${at} ${reference ?? ''}`}
        markOf={({ state }) => (state === 'dead' ? 'late' : undefined)}
        columns={[
          {
            id: 'message',
            head: t('queue.message'),
            cell: ({ state }) => (
              <>
                <Text>{t('queue.about_handoff')}</Text>
                <Badge color={state === 'dead' ? 'red' : 'orange'} variant="outline" className="wrapping">
                  {t(`codes.transport.${state}`)}
                </Badge>
              </>
            ),
          },
          {
            id: 'handoff',
            head: t('queue.handoff'),
            cell: ({ reference }) => (reference === null ? null : <HandoffLink reference={reference} />),
          },
          { id: 'since', head: t('queue.since'), cell: ({ queued_at: at }) => <Instant at={at} /> },
          { id: 'attempts', head: t('queue.attempts'), width: '6rem', cell: ({ attempts }) => attempts },
          {
            id: 'next',
            head: t('queue.next_try'),
            cell: ({ next_try_at: at, work }) =>
              work !== null && may('message.retry') ? (
                <Button
                  variant="default"
                  leftSection={<IconRefresh size={18} aria-hidden />}
                  loading={retry.pending}
                  onClick={() => retry.run(work)}
                >
                  {t('queue.send_again')}
                </Button>
              ) : at === null ? null : (
                <>
                  <Instant at={at} />
                  <Text size="sm" c="dimmed">
                    {t('queue.by_itself')}
                  </Text>
                </>
              ),
          },
        ]}
      />
    </Section>
  );
}
