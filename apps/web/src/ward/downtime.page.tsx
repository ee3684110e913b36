import '../clinic.css';
import { Button, Stack, Table, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BoardRow, BoardView } from '#domain/wire/ward.js';
import { readBoard } from '../api.board.js';
import { useScaleName } from '../chart/scale.name.js';
import { useDates } from '../kit/dates.hook.js';
import { PlainTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { Bdi, ClientCode, Instant } from '../kit/text.js';
import { BOARD_KEY } from './board.hook.js';

/** What the ward works from while nothing answers: printed with its hour, and room to write by hand. */
export function DowntimePage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard });
  return (
    <Page
      title={t('board.downtime')}
      actions={
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('board.print')}
        </Button>
      }
    >
      <Loaded query={query}>{(board) => <Sheet of={board} />}</Loaded>
    </Page>
  );
}

function Sheet({ of }: { of: BoardView }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Text>{t('board.downtime_words')}</Text>
      <Text fw={600}>
        {t('board.printed')} <Instant at={of.at} />
      </Text>
      <PlainTable
        label={t('board.downtime')}
        columns={[
          t('board.bed'),
          t('board.client'),
          t('board.allergies'),
          t('board.risk'),
          t('board.score'),
          t('board.doses'),
          t('board.by_hand'),
        ]}
        rows={of.rows.map((row) => (
          <Line key={row.client} row={row} />
        ))}
      />
      <Text>{t('board.signed_by')}: ____________________</Text>
    </Stack>
  );
}

function Line({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const dates = useDates();
  const scale = useScaleName();
  const { withdrawal, observation } = row.chart;
  return (
    <Table.Tr h={72}>
      <Table.Td>
        {row.bed ? (
          <Bdi>
            {row.bed.room} · {row.bed.label}
          </Bdi>
        ) : null}
      </Table.Td>
      <Table.Td>
        <ClientCode of={row.client} />
      </Table.Td>
      <Table.Td>{row.allergies ? <Bdi>{row.allergies}</Bdi> : '–'}</Table.Td>
      <Table.Td>
        {t(`codes.suicide_risk.${row.suicide_risk}`)}
        {observation ? ` · ${t(`codes.observation_level.${observation}`)}` : ''}
      </Table.Td>
      <Table.Td>
        {withdrawal ? `${scale(withdrawal.scale)} ${withdrawal.value}` : '–'}
        {withdrawal?.due_at ? ` · ${dates.time(withdrawal.due_at)}` : ''}
      </Table.Td>
      <Table.Td>{row.doses.next_at ? dates.time(row.doses.next_at) : '–'}</Table.Td>
      <Table.Td miw={160} />
    </Table.Tr>
  );
}
