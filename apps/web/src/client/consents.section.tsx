import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_WAYS } from '#domain/charter/consent.js';
import type { ConsentWay } from '#domain/charter/consent.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ConsentView, ConsentWithdrawalRequest } from '#domain/wire/consent.js';
import { withdrawConsent } from '../api.js';
import { useMay } from '../session/session.context.js';
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { later } from '../kit/later.js';
import { Choice } from '../kit/fields.js';
import { standingOf } from '../kit/consent.standing.js';
import { Label } from '../kit/text.js';
import { Section } from '../kit/section.js';
import { clientKey, isLive } from './client.parts.js';

const ConsentDialog = later(async () => (await import('./consent.dialog.js')).ConsentDialog);

export function ConsentsSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
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
      {client.consents.length === 0 ? <Text>{t('consent.empty')}</Text> : null}
      <Stack gap="md">
        {client.consents.map((consent) => (
          <ConsentLine key={consent.reference} consent={consent} onWithdraw={() => setWithdrawing(consent)} />
        ))}
      </Stack>
      {recording ? <ConsentDialog client={client} onClose={() => setRecording(false)} /> : null}
      {withdrawing ? (
        <WithdrawDialog client={client} consent={withdrawing} onClose={() => setWithdrawing(null)} />
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
        <Text>{dates.list(consent.categories.map((category) => t(`codes.category.${category}`)))}</Text>
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

function WithdrawDialog({
  client,
  consent,
  onClose,
}: {
  client: ClientView;
  consent: ConsentView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [how, setHow] = useState<ConsentWay>('witnessed_oral');
  const withdraw = useChange(
    (body: ConsentWithdrawalRequest, key) => withdrawConsent(consent.reference, body, consent.version, key),
    async () => {
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      onClose();
    },
  );
  return (
    <Dialog onClose={onClose} title={t('consent.withdraw_title')}>
      <Stack>
        <ProblemAlert problem={withdraw.problem} />
        <Text fw={600}>
          <Label of={consent.recipient.names} />
        </Text>
        <Text>{t('consent.withdraw_effect')}</Text>
        <Choice
          field="how"
          label={t('consent.withdraw_how')}
          value={how}
          onChange={setHow}
          options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
          error={withdraw.errorOf('how')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button color="red" loading={withdraw.pending} onClick={() => withdraw.run({ how })}>
            {t('consent.withdraw')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
