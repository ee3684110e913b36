import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConsentCategory } from '#domain/charter/consent.js';
import type { ClientView } from '#domain/wire/client.js';
import type { HandoffPreview, HandoffPreviewRequest } from '#domain/wire/handoff.js';
import { previewHandoff } from '../api.handoffs.js';
import { sharingToo } from '../consents/consent.form.js';
import { PlacesLine } from '../places/places.line.js';
import { DisclosurePreview } from '../kit/disclosure.preview.js';
import { Loaded } from '../kit/states.js';
import { FieldBlock } from '../kit/fields.js';
import { Label } from '../kit/text.js';
import { categoriesOf } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';

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

interface PreviewProps {
  readonly client: ClientView;
  readonly draft: ComposeDraft;
  readonly change: (part: Partial<ComposeDraft>) => void;
}

/** Exactly what the partner will see and when, computed by the server with the function that fills the real packets. */
export function PreviewStep({ client, draft, change }: PreviewProps) {
  const { t } = useTranslation();
  const [written] = useDebouncedValue(JSON.stringify(requestOf(client, draft)), PAUSE_MS);
  const preview = useQuery({
    queryKey: ['preview', written],
    queryFn: () => previewHandoff(JSON.parse(written) as HandoffPreviewRequest),
    enabled: written !== 'null',
    placeholderData: keepPreviousData,
  });
  const share = (category: ConsentCategory): void =>
    change({
      newConsent: sharingToo(draft.newConsent, [category]),
    });
  return (
    // It scrolls by itself on a low screen, so the keyboard must reach it.
    <section className="compose-preview" tabIndex={0} aria-label={t('compose.step_preview')}>
      <FieldBlock legend={`5. ${t('compose.step_preview')}`}>
        {written === 'null' ? (
          <Text c="dimmed">{t('compose.preview_empty')}</Text>
        ) : (
          <Loaded query={preview}>
            {(data) => (
              <Preview
                preview={data}
                urgent={draft.urgency === 'urgent'}
                onShare={draft.consent === null ? share : null}
              />
            )}
          </Loaded>
        )}
      </FieldBlock>
    </section>
  );
}

function Preview(props: {
  preview: HandoffPreview;
  urgent: boolean;
  onShare: ((category: ConsentCategory) => void) | null;
}) {
  const { t } = useTranslation();
  const { preview, urgent, onShare } = props;
  return (
    <Stack aria-live="polite" gap="sm">
      <div>
        <Text fw={600}>
          <Label of={preview.receiver.names} />
        </Text>
        <Text size="sm" component="div">
          <PlacesLine places={preview.capacity} /> ·{' '}
          {preview.duty_round_the_clock ? t('compose.night') : t('compose.no_night')}
        </Text>
      </div>
      <Warnings preview={preview} urgent={urgent} />
      <DisclosurePreview
        preview={preview}
        {...(onShare
          ? {
              withheldAction: (category: ConsentCategory) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  aria-label={t('compose.share_too', { category: t(`codes.category.${category}`) })}
                  onClick={() => onShare(category)}
                >
                  {t('compose.share')}
                </Button>
              ),
            }
          : {})}
      />
      {preview.withheld.length === 0 ? <Text>{t('compose.nothing_withheld')}</Text> : null}
    </Stack>
  );
}

/** What does not stop a request and must be known before it is sent. */
function Warnings({ preview, urgent }: { preview: HandoffPreview; urgent: boolean }) {
  const { t } = useTranslation();
  const { capacity } = preview;
  const warnings = [
    ...(urgent && !preview.duty_round_the_clock ? [t('codes.warning.no_duty_at_night')] : []),
    ...(capacity && capacity.free <= 0 ? [t('compose.full')] : []),
    ...(capacity && capacity.free > 0 && capacity.stale ? [t('compose.old')] : []),
  ];
  return warnings.map((warning) => (
    <Alert
      key={warning}
      role="note"
      color="orange"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Text>{warning}</Text>
    </Alert>
  ));
}
