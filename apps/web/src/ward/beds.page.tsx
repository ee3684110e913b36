import '../clinic.css';
import { Button, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BED_DESIGNATIONS, type BedDesignation } from '#domain/charter/ward.js';
import type { BedView, BedWriting } from '#domain/wire/ward.js';
import { addBed, closeBed, listBeds, openBed } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Code, Instant, useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** The beds of the house, who has each, and what is stated to the network beside them. */
export function BedsPage() {
  const { t } = useTranslation();
  const terms = useTerms();
  const may = useMay();
  const query = useQuery({ queryKey: ['beds'], queryFn: listBeds });
  return (
    <Page title={t('board.beds')}>
      {may('bed.add') ? <NewBed /> : null}
      <Loaded query={query}>
        {({ beds, places }) => (
          <Stack gap="lg">
            {places.map(({ stage, in_service, empty, stated }) => (
              <Text key={stage}>
                {terms.stage(stage)}:{' '}
                {t('board.places', {
                  empty: String(empty),
                  beds: String(in_service),
                  stated: stated === null ? t('app.none') : String(stated),
                })}
              </Text>
            ))}
            <Table aria-label={t('board.beds')}>
              <Table.Tbody>
                {beds.map((bed) => (
                  <Line key={bed.id} bed={bed} />
                ))}
              </Table.Tbody>
            </Table>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Line({ bed }: { bed: BedView }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['beds'] });
  const target = { bed: bed.id, version: bed.version };
  const close = useChange((_values: null, key) => closeBed({ ...target, reason: 'cleaning' }, key), again);
  const open = useChange((_values: null, key) => openBed(target, key), again);
  return (
    <Table.Tr>
      <Table.Td>
        <Bdi>{`${bed.room} · ${bed.label}`}</Bdi>
        <Text size="sm">{t(`codes.bed_designation.${bed.designation}`)}</Text>
        <Text size="sm">{bed.features.map((one) => t(`codes.bed_feature.${one}`)).join(' · ')}</Text>
      </Table.Td>
      <Table.Td>
        {bed.close_reason ? t(`codes.bed_closing.${bed.close_reason}`) : null}
        {bed.holder ? (
          <>
            {t(`codes.bed_stay.${bed.holder.stay}`)}{' '}
            {bed.holder.client ? <ClientCode of={bed.holder.client} /> : null}
            {bed.holder.handoff ? <Code>{bed.holder.handoff}</Code> : null}{' '}
            {bed.holder.until_at ? <Instant at={bed.holder.until_at} /> : null}
          </>
        ) : null}
      </Table.Td>
      <Table.Td>
        {may('bed.close') && !bed.holder ? (
          <Button size="sm" variant="default" onClick={() => (bed.closed_at ? open : close).run(null)}>
            {bed.closed_at ? t('board.open') : t('board.close')}
          </Button>
        ) : null}
        <ProblemAlert problem={close.problem ?? open.problem} />
      </Table.Td>
    </Table.Tr>
  );
}

function NewBed() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [room, setRoom] = useState('');
  const [designation, setDesignation] = useState<BedDesignation>('any');
  const change = useChange(
    (body: BedWriting, key) => addBed(body, key),
    () => {
      setLabel('');
      return queries.invalidateQueries({ queryKey: ['beds'] });
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.run({ site: null, stage: 'treatment', label, room, designation, features: [] });
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('board.bed')}
          value={label}
          error={change.errorOf('label')}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <TextInput
          label={t('board.room')}
          value={room}
          error={change.errorOf('room')}
          onChange={(event) => setRoom(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('board.designation')}
          value={designation}
          onChange={(event) =>
            setDesignation(BED_DESIGNATIONS.find((one) => one === event.currentTarget.value) ?? 'any')
          }
          data={BED_DESIGNATIONS.map((value) => ({ value, label: t(`codes.bed_designation.${value}`) }))}
        />
        <Button type="submit" loading={change.pending}>
          {t('board.add')}
        </Button>
        <ProblemAlert problem={change.problem} />
      </Stack>
    </form>
  );
}
