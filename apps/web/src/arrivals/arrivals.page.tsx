import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivalRow } from '#domain/wire/desk.js';
import { listArrivals } from '../api.day.js';
import { useMove } from '../handoff/move.hook.js';
import { ReadMove } from '../handoff/read.move.js';
import { ClockChip } from '../kit/clock.chip.js';
import { useDates } from '../kit/dates.hook.js';
import { ExportButton } from '../kit/export.button.js';
import { LivingList } from '../kit/living.list.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { EmptyState, ProblemAlert } from '../kit/states.js';
import { ClientCode, Label, useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { DoorSection } from './door.section.js';
import { say } from '../kit/notice.js';

type Asked = 'arrive' | 'miss';

/** The door of the house today: who is expected, who is late, and whoever comes without being expected. */
export function ArrivalsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { query, items } = usePaged(['arrivals'], listArrivals, true);
  return (
    <Page title={t('day.arrivals.title')} actions={<ExportButton list="arrivals" />}>
      <Text>{t('day.arrivals.intro')}</Text>
      <LivingList
        query={query}
        items={items}
        label={t('day.arrivals.title')}
        keyOf={({ reference }) => reference}
        columns={[
          { id: 'when', head: t('day.arrivals.when'), cell: (row) => <When arrival={row} /> },
          {
            id: 'from',
            head: t('day.arrivals.from'),
            width: 'minmax(0, 1.4fr)',
            cell: (row) => <From arrival={row} />,
          },
          { id: 'how', head: t('day.arrivals.how'), cell: (row) => <OnTheWay arrival={row} /> },
          {
            id: 'what',
            head: t('day.arrivals.what'),
            width: 'minmax(0, 1.6fr)',
            cell: (row) => <AtDoor arrival={row} />,
          },
        ]}
        markOf={({ late }) => (late ? 'late' : undefined)}
        onOpen={({ reference }) => void navigate({ to: '/handoffs/$reference', params: { reference } })}
        empty={<EmptyState title={t('day.arrivals.empty_title')}>{t('day.arrivals.empty')}</EmptyState>}
      />
      {may('handoff.arrive') ? <DoorSection /> : null}
    </Page>
  );
}

function When({ arrival }: { arrival: ArrivalRow }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { appointment_at: at, late } = arrival;
  if (at === null)
    return (
      <Badge color="red" leftSection={<IconAlertTriangle size={14} aria-hidden />} className="wrapping">
        {t('day.arrivals.emergency')}
      </Badge>
    );
  return (
    <>
      <Text fw={600}>
        <time dateTime={at}>{dates.instant(at)}</time>
      </Text>
      {late ? <ClockChip at={at} what={t('day.arrivals.not_yet')} /> : <ClockChip at={at} />}
    </>
  );
}

function From({ arrival }: { arrival: ArrivalRow }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      <Link to="/handoffs/$reference" params={{ reference: arrival.reference }} className="row-link">
        <ClientCode of={arrival.reference} />
      </Link>
      <Text size="sm" c="dimmed">
        <Label of={arrival.sender.names} />
        {arrival.stage ? ` · ${terms.stage(arrival.stage)}` : ''}
      </Text>
      {arrival.urgency === 'urgent' ? (
        <Badge color="red" variant="outline">
          {t('codes.urgency.urgent')}
        </Badge>
      ) : null}
    </>
  );
}

function OnTheWay({ arrival }: { arrival: ArrivalRow }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Text>
      {arrival.departed_at === null
        ? t('day.arrivals.not_left')
        : t('day.arrivals.left', { when: dates.relative(arrival.departed_at) })}
    </Text>
  );
}

/** One tap: arrived, now. Another time, or nobody came, is asked in a window of its own. */
function AtDoor({ arrival }: { arrival: ArrivalRow }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<Asked | null>(null);
  const said = (): void => {
    setAsking(null);
    say(t('day.arrivals.said'));
  };
  const change = useMove(arrival, said);
  const can = (move: Asked): boolean => arrival.moves.includes(move) && may(`handoff.${move}`);
  return (
    <Stack gap="xs">
      {asking === null ? <ProblemAlert problem={change.problem} /> : null}
      <Group gap="xs">
        {can('arrive') ? (
          <>
            <Button
              leftSection={<IconCheck size={18} aria-hidden />}
              loading={change.pending}
              onClick={() => change.run({ request: { move: 'arrive', body: {} } })}
            >
              {t('day.arrivals.arrived_now')}
            </Button>
            <Button variant="default" disabled={change.pending} onClick={() => setAsking('arrive')}>
              {t('day.arrivals.another_time')}
            </Button>
          </>
        ) : null}
        {can('miss') && arrival.late ? (
          <Button variant="default" disabled={change.pending} onClick={() => setAsking('miss')}>
            {t('day.arrivals.missed')}
          </Button>
        ) : null}
      </Group>
      {asking ? (
        <ReadMove
          move={asking}
          reference={arrival.reference}
          onClose={() => setAsking(null)}
          onDone={asking === 'arrive' ? said : () => setAsking(null)}
        />
      ) : null}
    </Stack>
  );
}
