import { Badge, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoundLine } from '#domain/wire/medicine.js';
import { useDates } from '../kit/dates.hook.js';
import type { Column } from '../kit/list.rows.js';
import { Bdi, ClientCode, Instant } from '../kit/text.js';
import { Taken } from './dose.words.js';

/** The columns of the round of a day; `onTake` writes down what became of a dose, where the person may. */
export function useRoundColumns(
  day: string,
  onTake: ((line: RoundLine) => void) | null,
): Column<RoundLine>[] {
  const { t } = useTranslation();
  return [
    { id: 'due', head: t('round.due'), width: '9rem', cell: (line) => <DueAt of={line} day={day} /> },
    {
      id: 'client',
      head: t('medicines.client'),
      width: '9.5rem',
      cell: ({ client }) => (
        <Link to="/clients/$code/medicines" params={{ code: client }}>
          <ClientCode of={client} />
        </Link>
      ),
    },
    {
      id: 'medicine',
      head: t('medicines.medicine'),
      width: 'minmax(0, 1.6fr)',
      cell: (line) => (
        <Stack gap={2}>
          <Text>
            <Taken {...line} />
          </Text>
          {line.last_given_at && line.due_at === null ? (
            <Text size="sm" c="dimmed">
              {t('round.last_given')} <Instant at={line.last_given_at} />
            </Text>
          ) : null}
        </Stack>
      ),
    },
    {
      id: 'allergies',
      head: t('medicines.allergies'),
      width: 'minmax(0, 1fr)',
      cell: ({ allergies }) =>
        allergies ? (
          <Text fw={600}>
            <Bdi>{allergies}</Bdi>
          </Text>
        ) : (
          <Text c="dimmed">{t('round.no_allergies')}</Text>
        ),
    },
    ...(onTake
      ? [
          {
            id: 'take',
            head: '',
            unseenHead: t('medicines.write_dose'),
            width: '10rem',
            cell: (line: RoundLine) => <Take of={line} onTake={onTake} />,
          },
        ]
      : []),
  ];
}

function DueAt({ of, day }: { of: RoundLine; day: string }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (of.due_at === null || of.state === null) return <Text>{t(`codes.dose_schedule.${of.schedule}`)}</Text>;
  const today = dates.dayOf(of.due_at) === dates.dayOf(`${day}T12:00:00Z`);
  return (
    <Stack gap={2} align="flex-start">
      <Text fw={600}>{today ? dates.time(of.due_at) : dates.instant(of.due_at)}</Text>
      <Badge variant="default">{t(`codes.dose_state.${of.state}`)}</Badge>
    </Stack>
  );
}

function Take({ of, onTake }: { of: RoundLine; onTake: (line: RoundLine) => void }) {
  const { t } = useTranslation();
  const open = of.state === null || ['due', 'late', 'missed', 'later'].includes(of.state);
  if (!open) return null;
  return (
    <Button size="compact-md" variant="default" onClick={() => onTake(of)}>
      {t('round.take')}
    </Button>
  );
}
