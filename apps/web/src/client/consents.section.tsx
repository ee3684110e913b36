import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { ConsentView } from '#domain/wire/consent.js';
import { withWords } from '../i18n.js';
import { useMay } from '../session/session.context.js';
import { useDates } from '../kit/dates.hook.js';
import { later } from '../kit/later.js';
import { standingOf } from '../kit/consent.standing.js';
import { Label } from '../kit/text.js';
import { Section } from '../kit/section.js';
import { isLive } from './client.parts.js';

const GiveConsent = later(
  async () => (await withWords(['consents'], () => import('../consents/give.dialog.js'))).GiveConsent,
);
const WithdrawDialog = later(
  async () => (await withWords(['consents'], () => import('../consents/change.dialogs.js'))).WithdrawDialog,
);

export function ConsentsSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  // Consent to care itself is no consent to share; it is on the page of all consents.
  const sharing = client.consents.filter(({ kind }) => kind !== 'service');
  const [recording, setRecording] = useState(false);
  const [withdrawing, setWithdrawing] = useState<ConsentView | null>(null);
  return (
    <Section
      title={t('consent.title')}
      actions={
        <Group gap="sm">
          {may('consent.list') ? (
            <Button component={Link} to={`/clients/${client.client}/consents`} variant="default">
              {t('consent.all')}
            </Button>
          ) : null}
          {isLive(client) && may('consent.record') ? (
            <Button variant="default" onClick={() => setRecording(true)}>
              {t('consent.record')}
            </Button>
          ) : null}
        </Group>
      }
    >
      {sharing.length === 0 ? <Text>{t('consent.empty')}</Text> : null}
      <Stack gap="md">
        {sharing.map((consent) => (
          <ConsentLine key={consent.reference} consent={consent} onWithdraw={() => setWithdrawing(consent)} />
        ))}
      </Stack>
      {recording ? <GiveConsent client={client.client} onClose={() => setRecording(false)} /> : null}
      {withdrawing ? (
        <WithdrawDialog client={client.client} consent={withdrawing} onClose={() => setWithdrawing(null)} />
      ) : null}
    </Section>
  );
}

const STANDING_COLOURS = { valid: 'calm', withdrawn: 'red', expired: 'gray' } as const;

function ConsentLine({ consent, onWithdraw }: { consent: ConsentView; onWithdraw: () => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const may = useMay();
  const standing = standingOf(consent);
  return (
    <Group justify="space-between" align="flex-start" className="consent">
      <div>
        <Group gap="sm">
          <Text fw={600}>
            <Label of={consent.recipient.names} />
          </Text>
          <Badge color={STANDING_COLOURS[standing]} variant="outline">
            {t(`consent.${standing}`)}
          </Badge>
        </Group>
        {consent.categories.length === 0 ? null : (
          <Text>{dates.list(consent.categories.map((category) => t(`codes.category.${category}`)))}</Text>
        )}
        <Text size="sm" c="dimmed">
          {t('consent.given')} {dates.dayOf(consent.given_at)}
          {consent.expires_on ? `, ${t('consent.until')} ${dates.day(consent.expires_on)}` : ''}
          {' · '}
          {t(`codes.way.${consent.given_how}`)}
          {consent.withdrawn_at ? ` · ${t('consent.withdrawn')} ${dates.dayOf(consent.withdrawn_at)}` : ''}
        </Text>
      </div>
      {standing === 'valid' && may('consent.withdraw') ? (
        <Button variant="default" onClick={onWithdraw}>
          {t('consent.withdraw')}
        </Button>
      ) : null}
    </Group>
  );
}
