import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentsView, ConsentView } from '#domain/wire/consent.js';
import { useDates } from '../kit/dates.hook.js';
import { standingOf } from '../kit/consent.standing.js';
import { Label } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { CopyDialog } from './copy.dialog.js';
import { NarrowDialog, WithdrawDialog } from './change.dialogs.js';

const STANDING_COLOURS = { valid: 'calm', withdrawn: 'red', expired: 'gray' } as const;
type Asked = 'copy' | 'narrow' | 'withdraw';

/** Consents, each with what may be done about it: never more than one dialog away. */
export function ConsentLines({ view, consents }: { view: ConsentsView; consents: ConsentView[] }) {
  const [asked, setAsked] = useState<{ what: Asked; consent: ConsentView } | null>(null);
  const close = () => setAsked(null);
  return (
    <Stack gap="md" mt="sm">
      {consents.map((consent) => (
        <Line key={consent.reference} consent={consent} onAsk={(what) => setAsked({ what, consent })} />
      ))}
      {asked?.what === 'copy' ? <CopyDialog consent={asked.consent} onClose={close} /> : null}
      {asked?.what === 'narrow' ? (
        <NarrowDialog client={view.client} consent={asked.consent} onClose={close} />
      ) : null}
      {asked?.what === 'withdraw' ? (
        <WithdrawDialog client={view.client} consent={asked.consent} onClose={close} />
      ) : null}
    </Stack>
  );
}

function Line({ consent, onAsk }: { consent: ConsentView; onAsk: (what: Asked) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const standing = standingOf(consent);
  return (
    <div className="consent">
      <Group gap="sm">
        <Text fw={600}>{t(`consents.words.consent_kind.${consent.kind}`)}</Text>
        <Badge color={STANDING_COLOURS[standing]} variant="outline">
          {t(`consent.${standing}`)}
        </Badge>
      </Group>
      {consent.kind === 'service' ? null : (
        <Text>
          <Label of={consent.recipient.names} />
        </Text>
      )}
      <What consent={consent} />
      <Group gap="sm" mt="xs">
        {may('consent.copy') ? (
          <Button variant="default" onClick={() => onAsk('copy')}>
            {t('consents.copy')}
          </Button>
        ) : null}
        {standing === 'valid' && may('consent.narrow') && consent.categories.length > 0 ? (
          <Button variant="default" onClick={() => onAsk('narrow')}>
            {t('consents.narrow')}
          </Button>
        ) : null}
        {standing === 'valid' && may('consent.withdraw') ? (
          <Button variant="default" onClick={() => onAsk('withdraw')}>
            {t('consent.withdraw')}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

function What({ consent }: { consent: ConsentView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { categories, purposes, ends, expires_on, own_from, withdrawn_at } = consent;
  const until = expires_on
    ? `${t('consent.until')} ${dates.day(expires_on)}`
    : `${t('consents.ends')}: ${t(`consents.end.${ends}`)}`;
  return (
    <>
      <Text>{dates.list(purposes.map((one) => t(`consents.words.consent_purpose.${one}`)))}</Text>
      {categories.length === 0 ? null : (
        <Text>{dates.list(categories.map((one) => t(`codes.category.${one}`)))}</Text>
      )}
      <Text size="sm" c="dimmed">
        {t('consent.given')} {dates.dayOf(consent.given_at)}
        {' · '}
        {until}
        {' · '}
        {t(`codes.way.${consent.given_how}`)}
        {' · '}
        {t(`codes.signer.${consent.signer}`)}
        {own_from ? ` · ${t('consents.guardian_until')} ${dates.day(own_from)}` : ''}
        {withdrawn_at ? ` · ${t('consent.withdrawn')} ${dates.dayOf(withdrawn_at)}` : ''}
      </Text>
    </>
  );
}
