import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WardRow } from '#domain/wire/desk.js';
import { ClockChip } from '../kit/clock.chip.js';
import { Flags } from '../kit/flags.js';
import type { Column } from '../kit/list.rows.js';
import { Bdi, ClientCode, Instant, Label, RiskBadge, useTerms } from '../kit/text.js';

const DUE_SHOWN = 2;

/** The columns of the list of the day; `onUrgent` sends somebody away at once, where the person may. */
export function useWardColumns(onUrgent: ((row: WardRow) => void) | null): Column<WardRow>[] {
  const { t } = useTranslation();
  return [
    { id: 'client', head: t('ward.client'), width: '9.5rem', cell: (row) => <Who row={row} /> },
    { id: 'stage', head: t('ward.stage'), width: 'minmax(7rem, 0.8fr)', cell: (row) => <Where row={row} /> },
    { id: 'know', head: t('ward.know'), width: 'minmax(0, 1.3fr)', cell: (row) => <Know row={row} /> },
    { id: 'due', head: t('ward.due'), width: 'minmax(0, 1fr)', cell: (row) => <Due row={row} /> },
    {
      id: 'missing',
      head: t('ward.missing'),
      width: 'minmax(0, 1.1fr)',
      cell: (row) => <Missing row={row} />,
    },
    {
      id: 'handoff',
      head: t('ward.handoff'),
      width: 'minmax(0, 1.3fr)',
      cell: (row) => <Leaving row={row} />,
    },
    ...(onUrgent
      ? [
          {
            id: 'urgent',
            head: '',
            unseenHead: t('emergency.title'),
            width: '3rem',
            cell: (row: WardRow) => <Urgent row={row} onUrgent={onUrgent} />,
          },
        ]
      : []),
  ];
}

function Who({ row }: { row: WardRow }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/clients/$code" params={{ code: row.client }} className="row-link">
        <ClientCode of={row.client} />
      </Link>
      <Text size="sm" c="dimmed">
        {t(`codes.age_band.${row.age_band}`)}
        {row.anonymous ? ` · ${t('clients.anonymous')}` : ''}
      </Text>
      <Text size="sm">
        {row.key_worker ? <Bdi>{row.key_worker.display_name}</Bdi> : t('kit.no_key_worker')}
      </Text>
    </>
  );
}

function Where({ row }: { row: WardRow }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      <Text fw={600}>{row.stage ? terms.stage(row.stage) : t('clients.no_stage')}</Text>
      <Text size="sm">{t('ward.day', { day: String(row.day) })}</Text>
    </>
  );
}

/** The suicide risk is said in every row: a row without a word would look like a question nobody asked. */
function Know({ row }: { row: WardRow }) {
  const isScreened = !row.flags.includes('not_screened');
  return (
    <Group gap={6}>
      {isScreened ? <RiskBadge risk={row.suicide_risk} labelled /> : null}
      <Flags flags={row.flags} allergies={row.allergies} />
    </Group>
  );
}

function Due({ row }: { row: WardRow }) {
  const { t } = useTranslation();
  if (row.due.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('ward.nothing_due')}
      </Text>
    );
  const rest = row.due.length - DUE_SHOWN;
  return (
    <ul className="lines">
      {row.due.slice(0, DUE_SHOWN).map(({ id, kind, due_at }) => (
        <li key={id}>
          <Text size="sm">{t(`codes.work_item.${kind}`)}</Text>
          <ClockChip at={due_at} />
        </li>
      ))}
      {rest > 0 ? (
        <li>
          <Text size="sm">{t('ward.more_due', { count: rest })}</Text>
        </li>
      ) : null}
    </ul>
  );
}

function Missing({ row }: { row: WardRow }) {
  const { t } = useTranslation();
  const terms = useTerms();
  if (row.missing.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {row.stage ? t('ward.all_met') : ''}
      </Text>
    );
  return (
    <ul className="dots">
      {row.missing.map((criterion) => (
        <li key={criterion}>{terms.criterion(criterion)}</li>
      ))}
    </ul>
  );
}

function Leaving({ row: { handoff } }: { row: WardRow }) {
  const { t } = useTranslation();
  if (!handoff)
    return (
      <Text size="sm" c="dimmed">
        {t('app.none')}
      </Text>
    );
  return (
    <>
      <Link to="/handoffs/$reference" params={{ reference: handoff.reference }} className="row-link">
        <Label of={handoff.partner} />
      </Link>
      <div>
        <Badge variant="default" className="wrapping">
          {t(`codes.state.${handoff.business_state}`)}
        </Badge>
      </div>
      {handoff.appointment_at ? (
        <Text size="sm">
          <Instant at={handoff.appointment_at} />
        </Text>
      ) : null}
    </>
  );
}

function Urgent({ row, onUrgent }: { row: WardRow; onUrgent: (row: WardRow) => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      size="xl"
      color="red"
      variant="outline"
      aria-label={t('emergency.title')}
      title={t('emergency.title')}
      onClick={() => onUrgent(row)}
    >
      <IconUrgent size={22} aria-hidden />
    </ActionIcon>
  );
}
