import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustodyView } from '#domain/wire/client.js';
import { Instant, Label } from '../kit/text.js';

function Span({ from, until }: { from: string; until: string | null }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      <Instant at={from} /> – {until ? <Instant at={until} /> : t('client.still')}
    </Text>
  );
}

/** One turn of responsibility. */
export function CustodyItem({ custody }: { custody: CustodyView }) {
  const { t } = useTranslation();
  return (
    <>
      <Text fw={600}>
        {t('client.custody_item')}: <Label of={custody.organisation} />
      </Text>
      <Text size="sm">{t(`codes.access_basis.${custody.basis}`)}</Text>
      <Span from={custody.from_at} until={custody.until_at} />
    </>
  );
}
