import '../clinic.css';
import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readBoard } from '../api.board.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { Bdi, ClientCode, Instant } from '../kit/text.js';

/** What the ward works from while nothing answers: printed with the hour, and room to write by hand. */
export function DowntimePage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['board'], queryFn: readBoard });
  return (
    <Page
      title={t('board.downtime')}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('board.print')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(board) => (
          <>
            <Text>
              {t('board.printed')} <Instant at={board.at} />
            </Text>
            <Table withTableBorder withColumnBorders aria-label={t('board.downtime')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('board.bed')}</Table.Th>
                  <Table.Th>{t('board.client')}</Table.Th>
                  <Table.Th>{t('board.allergies')}</Table.Th>
                  <Table.Th>{t('board.risk')}</Table.Th>
                  <Table.Th>{t('board.doses')}</Table.Th>
                  <Table.Th>{t('board.by_hand')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {board.rows.map((row) => (
                  <Table.Tr key={row.client} h={72}>
                    <Table.Td>{row.bed ? <Bdi>{`${row.bed.room} · ${row.bed.label}`}</Bdi> : null}</Table.Td>
                    <Table.Td>
                      <ClientCode of={row.client} />
                    </Table.Td>
                    <Table.Td>{row.allergies ? <Bdi>{row.allergies}</Bdi> : null}</Table.Td>
                    <Table.Td>{t(`codes.suicide_risk.${row.suicide_risk}`)}</Table.Td>
                    <Table.Td>{row.doses.next_at ? <Instant at={row.doses.next_at} /> : null}</Table.Td>
                    <Table.Td miw={200} />
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Text>{t('board.signed_by')}</Text>
          </>
        )}
      </Loaded>
    </Page>
  );
}
