import '../clinic.css';
import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BED_CLOSINGS } from '#domain/charter/ward.js';
import type { BedsView, BedView } from '#domain/wire/ward.js';
import { closeBed, listBeds, openBed } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { Page } from '../kit/page.js';
import { ReasonDialog } from '../kit/reason.dialog.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Code, Instant, isolated, useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { BedForm } from './bed.form.js';
import { BEDS_KEY, useSaved } from './board.hook.js';

/** The beds of the house, who has each, and what is stated to the network beside them. */
export function BedsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery({ queryKey: BEDS_KEY, queryFn: listBeds });
  return (
    <Page
      title={t('board.beds')}
      actions={
        <Button component={Link} to="/ward/board" variant="default">
          {t('board.title')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(view) => (
          <Stack gap="lg">
            <Places of={view} />
            {view.beds.length === 0 ? (
              <EmptyState title={t('board.no_beds')}>{t('board.no_beds_words')}</EmptyState>
            ) : (
              <Section title={t('board.beds')}>
                <Stack gap="sm">
                  {view.beds.map((bed) => (
                    <Bed key={bed.id} bed={bed} />
                  ))}
                </Stack>
              </Section>
            )}
            {may('bed.add') ? <BedForm /> : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Places({ of: { places } }: { of: BedsView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <Stack gap={4}>
      {places.map(({ stage, in_service, empty, stated }) => (
        <Text key={stage}>
          {terms.stage(stage)}:{' '}
          {t('board.places', { empty, beds: in_service, stated: stated === null ? t('app.none') : stated })}
        </Text>
      ))}
    </Stack>
  );
}

function Bed({ bed }: { bed: BedView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [closing, setClosing] = useState(false);
  const done = (): void => setClosing(false);
  const saved = useSaved(done);
  const target = { bed: bed.id, version: bed.version };
  const open = useChange((_: null, key) => openBed(target, key), saved);
  const name = `${bed.room} · ${bed.label}`;
  return (
    <Card withBorder component="article" aria-label={isolated(name)}>
      <ProblemAlert problem={open.problem} />
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2}>
          <Text fw={600}>
            <Bdi>{name}</Bdi>
          </Text>
          <Text size="sm" c="dimmed">
            {[
              t(`codes.bed_designation.${bed.designation}`),
              ...bed.features.map((one) => t(`codes.bed_feature.${one}`)),
            ].join(' · ')}
          </Text>
          <Held bed={bed} />
        </Stack>
        {bed.closed_at && may('bed.open') ? (
          <Button size="compact-md" variant="default" loading={open.pending} onClick={() => open.run(null)}>
            {t('board.open')}
          </Button>
        ) : null}
        {!bed.closed_at && !bed.holder && may('bed.close') ? (
          <Button size="compact-md" variant="default" onClick={() => setClosing(true)}>
            {t('board.close')}
          </Button>
        ) : null}
      </Group>
      {closing ? (
        <ReasonDialog
          title={t('board.close')}
          why={t('board.close_why')}
          effect={t('board.close_effect')}
          options={BED_CLOSINGS.map((value) => ({ value, label: t(`codes.bed_closing.${value}`) }))}
          act={({ reason }, key) => closeBed({ ...target, reason }, key)}
          onSaved={saved}
          onClose={done}
        />
      ) : null}
    </Card>
  );
}

function Held({ bed: { close_reason, holder } }: { bed: BedView }) {
  const { t } = useTranslation();
  if (close_reason) return <Text>{t(`codes.bed_closing.${close_reason}`)}</Text>;
  if (!holder) return <Text>{t('board.empty')}</Text>;
  return (
    <Text>
      {t(`codes.bed_stay.${holder.stay}`)} {holder.client ? <ClientCode of={holder.client} /> : null}
      {holder.client === null && holder.handoff ? <Code>{holder.handoff}</Code> : null}
      {holder.until_at ? (
        <>
          {' '}
          {t('board.until')} <Instant at={holder.until_at} />
        </>
      ) : null}
    </Text>
  );
}
