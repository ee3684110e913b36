import '../clinic.css';
import { Button, Chip, Group, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUND_CONCERNS, type RoundConcern } from '#domain/charter/ward.js';
import type { BoardRow, RoundNoteWriting } from '#domain/wire/ward.js';
import { listBeds, noteRound, placeInBed, readBoard } from '../api.board.js';
import { asProblem, useChange } from '../kit/change.hook.js';
import { Flags } from '../kit/flags.js';
import { Page } from '../kit/page.js';
import { EmptyState, FailedState, ProblemAlert, Waiting } from '../kit/states.js';
import { Bdi, ClientCode, Instant, RiskBadge } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** Everybody on the ward, one line each; the round is written here with one tap. */
export function BoardPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ['board'], queryFn: readBoard });
  return (
    <Page
      title={t('board.title')}
      actions={
        <>
          <Button component={Link} to="/ward/beds" variant="default">
            {t('board.beds')}
          </Button>
          <Button component={Link} to="/ward/handover" variant="default">
            {t('board.handover')}
          </Button>
          <Button component={Link} to="/ward/downtime" variant="default">
            {t('board.downtime')}
          </Button>
        </>
      }
    >
      {error && !asProblem(error).signedOut ? (
        <FailedState problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <Waiting rows={8} /> : null}
      {data?.rows.length === 0 ? (
        <EmptyState title={t('board.nobody')}>{t('board.nobody_words')}</EmptyState>
      ) : null}
      {data && data.rows.length > 0 ? (
        <Table.ScrollContainer minWidth={720}>
          <Table aria-label={t('board.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('board.bed')}</Table.Th>
                <Table.Th>{t('board.client')}</Table.Th>
                <Table.Th>{t('board.know')}</Table.Th>
                <Table.Th>{t('board.doses')}</Table.Th>
                <Table.Th>{t('board.round')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.rows.map((row) => (
                <Line key={row.client} row={row} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
    </Page>
  );
}

function Line({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const { doses } = row;
  return (
    <Table.Tr>
      <Table.Td>
        <BedOf row={row} />
      </Table.Td>
      <Table.Td>
        <Link to="/clients/$code" params={{ code: row.client }}>
          <ClientCode of={row.client} />
        </Link>
        <Text size="sm">{t('board.day', { day: String(row.day) })}</Text>
        {row.kept_until ? (
          <Text size="sm">
            {t('board.away')} <Instant at={row.kept_until} />
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          <RiskBadge risk={row.suicide_risk} labelled />
          <Flags flags={row.flags} allergies={row.allergies} />
        </Group>
      </Table.Td>
      <Table.Td>
        {doses.next_at ? <Instant at={doses.next_at} /> : null}
        {doses.late + doses.missed > 0 ? (
          <Text size="sm" fw={600}>
            {t('board.late', { late: String(doses.late), missed: String(doses.missed) })}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Round row={row} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The bed of somebody, and the empty ones they may be given instead. */
function BedOf({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const beds = useQuery({ queryKey: ['beds'], queryFn: listBeds });
  const change = useChange(
    (bed: string, key) => placeInBed(row.client, bed, key),
    () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['board'] }),
        queries.invalidateQueries({ queryKey: ['beds'] }),
      ]),
  );
  const empty = (beds.data?.beds ?? []).filter(({ holder, closed_at }) => !holder && !closed_at);
  const name = row.bed ? `${row.bed.room} · ${row.bed.label}` : t('board.no_bed');
  if (!may('bed.place') || empty.length === 0) return <Bdi>{name}</Bdi>;
  return (
    <>
      <NativeSelect
        aria-label={`${t('board.bed')} ${row.client}`}
        value=""
        disabled={change.pending}
        onChange={(event) => change.run(event.currentTarget.value)}
        data={[
          { value: '', label: name },
          ...empty.map(({ id, room, label }) => ({ value: id, label: `${room} · ${label}` })),
        ]}
      />
      <ProblemAlert problem={change.problem} />
    </>
  );
}

function Round({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [concerns, setConcerns] = useState<RoundConcern[]>([]);
  const change = useChange(
    (body: RoundNoteWriting, key) => noteRound(row.client, body, key),
    () => {
      setOpen(false);
      setConcerns([]);
      return queries.invalidateQueries({ queryKey: ['board'] });
    },
  );
  return (
    <Stack gap="xs">
      {row.last_round ? (
        <Text size="sm">
          {t(`codes.round_finding.${row.last_round.finding}`)} · <Instant at={row.last_round.at} />
        </Text>
      ) : null}
      {may('round.note') ? (
        <Group gap="xs">
          <Button
            size="sm"
            variant="default"
            loading={change.pending}
            onClick={() => change.run({ finding: 'no_change', concerns: [] })}
          >
            {t('codes.round_finding.no_change')}
          </Button>
          <Button size="sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('codes.round_finding.attention')}
          </Button>
          <Button
            size="sm"
            variant="default"
            onClick={() => change.run({ finding: 'not_there', concerns: [] })}
          >
            {t('codes.round_finding.not_there')}
          </Button>
        </Group>
      ) : null}
      {open ? (
        <>
          <Chip.Group
            multiple
            value={concerns}
            onChange={(chosen) => setConcerns(ROUND_CONCERNS.filter((one) => chosen.includes(one)))}
          >
            <Group gap="xs">
              {ROUND_CONCERNS.map((one) => (
                <Chip key={one} value={one}>
                  {t(`codes.round_concern.${one}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Button size="sm" onClick={() => change.run({ finding: 'attention', concerns })}>
            {t('board.write')}
          </Button>
        </>
      ) : null}
      <ProblemAlert problem={change.problem} />
    </Stack>
  );
}
