import { Alert, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconEyeOff, IconMoon } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import type { HandoffPreview, HandoffPreviewRequest } from '#domain/wire/handoff.js';
import { previewHandoff } from '../api.handoffs.js';
import { PlacesLine } from '../places/places.line.js';
import { Loaded } from '../kit/states.js';
import { useDates } from '../kit/dates.hook.js';
import { FieldBlock } from '../kit/fields.js';
import { Label } from '../kit/text.js';
import { categoriesOf } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';
import { PacketBodyView } from '../kit/packet.view.js';

const PAUSE_MS = 250;

function requestOf(client: ClientView, draft: ComposeDraft): HandoffPreviewRequest | null {
  const { stage, receiver, urgency, reason } = draft;
  if (!stage || !receiver) return null;
  return {
    client: client.client,
    receiver,
    stage,
    urgency,
    categories: categoriesOf(client, draft),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

/** Exactly what the partner will see and when, computed by the server with the function that fills the real packets. */
export function PreviewStep({ client, draft }: { client: ClientView; draft: ComposeDraft }) {
  const { t } = useTranslation();
  const [written] = useDebouncedValue(JSON.stringify(requestOf(client, draft)), PAUSE_MS);
  const preview = useQuery({
    queryKey: ['preview', written],
    queryFn: () => previewHandoff(JSON.parse(written) as HandoffPreviewRequest),
    enabled: written !== 'null',
    placeholderData: keepPreviousData,
  });
  return (
    <FieldBlock legend={`5. ${t('compose.step_preview')}`}>
      {written === 'null' ? (
        <Text c="dimmed">{t('compose.preview_empty')}</Text>
      ) : (
        <Loaded query={preview}>
          {(data) => <Preview preview={data} urgent={draft.urgency === 'urgent'} />}
        </Loaded>
      )}
    </FieldBlock>
  );
}

function Preview({ preview, urgent }: { preview: HandoffPreview; urgent: boolean }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Stack aria-live="polite">
      <Text fw={600}>
        <Label of={preview.receiver.names} />
      </Text>
      <PlacesLine places={preview.capacity} />
      {urgent && !preview.duty_round_the_clock ? (
        <Alert role="note" color="orange" variant="outline" icon={<IconMoon aria-hidden />}>
          <Text>{t('codes.warning.no_duty_at_night')}</Text>
        </Alert>
      ) : null}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {preview.tiers.map(({ tier, body }, place) => {
          const before = preview.tiers[place - 1];
          return (
            <Paper key={tier} withBorder p="md" component="section" aria-label={t(`codes.tier.${tier}`)}>
              <Title order={2} size="h5" mb="xs">
                {t(`codes.tier.${tier}`)}
              </Title>
              <PacketBodyView body={body} {...(before ? { less: before.body } : {})} />
            </Paper>
          );
        })}
      </SimpleGrid>
      <Alert
        role="note"
        color="gray"
        variant="outline"
        icon={<IconEyeOff aria-hidden />}
        title={t('compose.withheld')}
      >
        {preview.withheld.length === 0
          ? t('compose.nothing_withheld')
          : dates.list(preview.withheld.map((category) => t(`codes.category.${category}`)))}
      </Alert>
    </Stack>
  );
}
