import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { ClientErasureView, LegalHoldView } from '#domain/wire/erasure.js';
import { readErasure } from '../api.erasure.js';
import { useDates } from '../kit/dates.hook.js';
import { later } from '../kit/later.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { Bdi } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { ErasureDeeds } from './erasure.deeds.js';

const AskDialog = later(async () => (await import('./erasure.dialogs.js')).AskDialog);
const HoldDialog = later(async () => (await import('./erasure.dialogs.js')).HoldDialog);
const LiftDialog = later(async () => (await import('./erasure.dialogs.js')).LiftDialog);

/** Whether the client asked to be forgotten, how far it has come, and what holds it up. */
export function ErasureSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['erasure', client.client],
    queryFn: () => readErasure(client.client),
  });
  return (
    <Section title={t('erasure.title')}>
      <Loaded query={query}>{(view) => <Standing view={view} />}</Loaded>
    </Section>
  );
}

function Standing({ view }: { view: ClientErasureView }) {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  const [dialog, setDialog] = useState<'ask' | 'hold' | null>(null);
  const { erasure, holds, retention } = view;
  const isOpen = erasure?.state === 'requested' || erasure?.state === 'granted';
  return (
    <Stack gap="sm">
      {erasure ? (
        <Group gap="sm">
          <Badge variant="outline" color={isOpen ? 'orange' : 'gray'} className="wrapping">
            {t(`codes.erasure_state.${erasure.state}`)}
          </Badge>
          <Text>
            {t('erasure.asked')} {dates.day(erasure.asked_on)}
          </Text>
          {erasure.state === 'requested' ? (
            <Text fw={600}>
              {t('erasure.decide_by')} {dates.day(erasure.decide_by_on)}
            </Text>
          ) : null}
        </Group>
      ) : (
        <Text>{t('erasure.none')}</Text>
      )}
      <Text size="sm" c="dimmed">
        {t('erasure.retention')} {dates.day(retention.until_on)}
      </Text>
      {holds
        .filter((hold) => hold.lifted_at === null)
        .map((hold) => (
          <Hold key={hold.reference} hold={hold} />
        ))}
      <Group gap="sm">
        {!isOpen && may('erasure.request') ? (
          <Button variant="default" onClick={() => setDialog('ask')}>
            {t('erasure.ask')}
          </Button>
        ) : null}
        {erasure && isOpen ? <ErasureDeeds erasure={erasure} view={view} /> : null}
        {may('hold.place') && holds.every((hold) => hold.lifted_at !== null) ? (
          <Button variant="default" onClick={() => setDialog('hold')}>
            {t('erasure.place_hold')}
          </Button>
        ) : null}
      </Group>
      {dialog === 'ask' ? <AskDialog client={view.client} onClose={() => setDialog(null)} /> : null}
      {dialog === 'hold' ? <HoldDialog client={view.client} onClose={() => setDialog(null)} /> : null}
    </Stack>
  );
}

function Hold({ hold }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  const [lifting, setLifting] = useState(false);
  return (
    <Group justify="space-between" className="consent">
      <div>
        <Text fw={600}>
          {t('erasure.hold')}: {t(`codes.hold_ground.${hold.ground}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {dates.dayOf(hold.placed_at)}
          {hold.note ? (
            <>
              {' '}
              · <Bdi>{hold.note}</Bdi>
            </>
          ) : null}
        </Text>
      </div>
      {may('hold.lift') ? (
        <Button variant="default" onClick={() => setLifting(true)}>
          {t('erasure.lift_hold')}
        </Button>
      ) : null}
      {lifting ? <LiftDialog hold={hold} onClose={() => setLifting(false)} /> : null}
    </Group>
  );
}
