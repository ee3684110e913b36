import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '#domain/wire/ward.js';
import { useScaleName } from '../chart/scale.name.js';
import { useDates } from '../kit/dates.hook.js';
import { Flags } from '../kit/flags.js';
import type { Column } from '../kit/list.rows.js';
import { Bdi, ClientCode, Instant, Label, RiskBadge } from '../kit/text.js';

type Deed = ((row: BoardRow) => void) | null;

/** The columns of the board; a deed that is null is not for whoever reads. */
export function useBoardColumns(deeds: { onSeen: Deed; onAttention: Deed; onBed: Deed }): Column<BoardRow>[] {
  const { t } = useTranslation();
  return [
    { id: 'client', head: t('board.client'), width: '9.5rem', cell: (row) => <Who row={row} /> },
    { id: 'bed', head: t('board.bed'), width: '8rem', cell: (row) => <Bed row={row} onBed={deeds.onBed} /> },
    { id: 'know', head: t('board.know'), width: 'minmax(0, 1.3fr)', cell: (row) => <Know row={row} /> },
    { id: 'score', head: t('board.score'), width: 'minmax(0, 0.9fr)', cell: (row) => <Score row={row} /> },
    { id: 'doses', head: t('board.doses'), width: 'minmax(0, 0.8fr)', cell: (row) => <Doses row={row} /> },
    {
      id: 'leaving',
      head: t('board.leaving'),
      width: 'minmax(0, 0.9fr)',
      cell: (row) => <Onward row={row} />,
    },
    { id: 'round', head: t('board.round'), width: '11rem', cell: (row) => <Round row={row} {...deeds} /> },
  ];
}

function Who({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2} align="flex-start">
      <Link to="/clients/$code" params={{ code: row.client }}>
        <ClientCode of={row.client} />
      </Link>
      <Text size="sm">{t('board.day', { day: String(row.day) })}</Text>
      {row.kept_until ? (
        <Text size="sm" fw={600}>
          {t('board.away')} <Instant at={row.kept_until} />
        </Text>
      ) : null}
    </Stack>
  );
}

function Bed({ row, onBed }: { row: BoardRow; onBed: Deed }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} align="flex-start">
      {row.bed ? (
        <Bdi>
          {row.bed.room} · {row.bed.label}
        </Bdi>
      ) : (
        <Text c="dimmed">{t('board.no_bed')}</Text>
      )}
      {onBed && !row.bed ? (
        <Button size="compact-sm" variant="default" onClick={() => onBed(row)}>
          {t('board.give_bed')}
        </Button>
      ) : null}
    </Stack>
  );
}

function Know({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} align="flex-start">
      <RiskBadge risk={row.suicide_risk} labelled />
      <Flags flags={row.flags} allergies={row.allergies} />
      {row.chart.observation && row.chart.observation !== 'general' ? (
        <Text size="sm" fw={600}>
          {t(`codes.observation_level.${row.chart.observation}`)}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The newest score beside the one before, when the next is due, and what was measured outside the limits. */
function Score({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const dates = useDates();
  const scale = useScaleName();
  const { withdrawal, alerts } = row.chart;
  return (
    <Stack gap={2}>
      {withdrawal ? (
        <>
          <Text size="sm">
            {scale(withdrawal.scale)} <strong>{withdrawal.value}</strong>
            {withdrawal.before === null ? '' : ` · ${t('board.score_before', { value: withdrawal.before })}`}
          </Text>
          <Text size="sm" fw={withdrawal.state === 'overdue' ? 700 : 400}>
            {t(`codes.score_state.${withdrawal.state}`)}
            {withdrawal.due_at ? ` · ${dates.time(withdrawal.due_at)}` : ''}
          </Text>
        </>
      ) : null}
      {alerts.length > 0 ? (
        <Text size="sm" fw={700}>
          {t('board.outside')}: {dates.list(alerts.map((one) => t(`codes.vital_sign.${one}`)))}
        </Text>
      ) : null}
    </Stack>
  );
}

function Doses({ row: { doses } }: { row: BoardRow }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Stack gap={2}>
      {doses.next_at ? (
        <Text size="sm">
          {t('board.next')} {dates.time(doses.next_at)}
        </Text>
      ) : null}
      {doses.late + doses.missed > 0 ? (
        <Text size="sm" fw={700}>
          {t('board.late', { late: doses.late, missed: doses.missed })}
        </Text>
      ) : null}
    </Stack>
  );
}

function Onward({ row: { handoff } }: { row: BoardRow }) {
  const { t } = useTranslation();
  if (!handoff) return null;
  return (
    <Stack gap={2}>
      <Label of={handoff.partner} />
      <Text size="sm" c="dimmed">
        {t(`codes.state.${handoff.business_state}`)}
      </Text>
    </Stack>
  );
}

function Round({ row, onSeen, onAttention }: { row: BoardRow; onSeen: Deed; onAttention: Deed }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { last_round: last } = row;
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" c={last ? undefined : 'dimmed'}>
        {last ? `${t(`codes.round_finding.${last.finding}`)} · ${dates.time(last.at)}` : t('board.not_seen')}
      </Text>
      {last && last.concerns.length > 0 ? (
        <Text size="sm" fw={600}>
          {dates.list(last.concerns.map((one) => t(`codes.round_concern.${one}`)))}
        </Text>
      ) : null}
      <Group gap={6}>
        {onSeen ? (
          <Button size="compact-md" variant="default" onClick={() => onSeen(row)}>
            {t('board.seen')}
          </Button>
        ) : null}
        {onAttention ? (
          <Button size="compact-md" variant="default" onClick={() => onAttention(row)}>
            {t('board.attention')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
