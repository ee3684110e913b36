import { SimpleGrid, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { HANDOFF_KINDS, URGENCIES } from '#domain/charter/handoff.js';
import type { ClientView } from '#domain/wire/client.js';
import { listPartners } from '../api.js';
import { ConsentFields } from '../client/consent.fields.js';
import { Loaded } from '../shell/states.js';
import { useDates } from '../ui/dates.hook.js';
import { Choice, FieldBlock, OWN_DIRECTION, fieldId } from '../ui/fields.js';
import { Label, useTerms } from '../ui/text.js';
import { stagesOf, usableConsents } from './compose.form.js';
import type { ComposeDraft } from './compose.form.js';

interface StepProps {
  readonly client: ClientView;
  readonly draft: ComposeDraft;
  readonly change: (part: Partial<ComposeDraft>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

export function StageStep({ client, draft, change, errorOf }: StepProps) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <FieldBlock legend={`1. ${t('compose.step_stage')}`}>
      <Choice
        field="stage"
        label={t('compose.step_stage')}
        unseenLabel
        value={draft.stage}
        onChange={(stage) => change({ stage, receiver: null, consent: null })}
        options={stagesOf(client).map((stage) => ({ value: stage, label: terms.stage(stage) }))}
        error={errorOf('stage')}
      />
    </FieldBlock>
  );
}

export function PartnerStep({ client, draft, change, errorOf }: StepProps) {
  const { t } = useTranslation();
  const { stage } = draft;
  const partners = useQuery({
    queryKey: ['partners', stage],
    queryFn: () => listPartners(stage ?? undefined),
    enabled: stage !== null,
  });
  return (
    <FieldBlock legend={`2. ${t('compose.step_partner')}`}>
      {stage === null ? (
        <Text c="dimmed">{t('problem.choose')}</Text>
      ) : (
        <Loaded query={partners}>
          {({ items }) =>
            items.length === 0 ? (
              <Text>{t('compose.partners_empty')}</Text>
            ) : (
              <Choice
                field="receiver"
                label={t('compose.step_partner')}
                unseenLabel
                value={draft.receiver}
                onChange={(receiver) =>
                  change({ receiver, consent: usableConsents(client, receiver)[0]?.reference ?? null })
                }
                options={items.map(({ code, names }) => ({ value: code, label: <Label of={names} /> }))}
                error={errorOf('receiver')}
              />
            )
          }
        </Loaded>
      )}
    </FieldBlock>
  );
}

export function KindStep({ draft, change, errorOf }: StepProps) {
  const { t } = useTranslation();
  return (
    <FieldBlock legend={`3. ${t('compose.step_kind')}`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Choice
          field="kind"
          label={t('compose.kind')}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          options={HANDOFF_KINDS.map((kind) => ({ value: kind, label: t(`codes.kind.${kind}`) }))}
          error={errorOf('kind')}
        />
        <Choice
          field="urgency"
          label={t('compose.urgency')}
          value={draft.urgency}
          onChange={(urgency) => change({ urgency })}
          options={URGENCIES.map((urgency) => ({ value: urgency, label: t(`codes.urgency.${urgency}`) }))}
          error={errorOf('urgency')}
        />
      </SimpleGrid>
      <Textarea
        id={fieldId('reason')}
        label={t('compose.message')}
        description={t('compose.message_hint')}
        {...OWN_DIRECTION}
        value={draft.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        error={errorOf('reason')}
      />
    </FieldBlock>
  );
}

const NEW = 'new';

export function ConsentStep({ client, draft, change, errorOf }: StepProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const standing = usableConsents(client, draft.receiver);
  return (
    <FieldBlock legend={`4. ${t('compose.step_consent')}`}>
      {standing.length > 0 ? (
        <Choice
          field="consent"
          label={t('compose.use_consent')}
          value={draft.consent ?? NEW}
          onChange={(consent) => change({ consent: consent === NEW ? null : consent })}
          options={[
            ...standing.map((consent) => ({
              value: consent.reference,
              label: dates.list(consent.categories.map((category) => t(`codes.category.${category}`))),
              hint: `${t('consent.given')} ${dates.dayOf(consent.given_at)}`,
            })),
            { value: NEW, label: t('compose.new_consent') },
          ]}
          error={errorOf('consent')}
        />
      ) : null}
      {draft.consent === null ? (
        <ConsentFields
          value={draft.newConsent}
          onChange={(newConsent) => change({ newConsent })}
          errorOf={errorOf}
        />
      ) : null}
    </FieldBlock>
  );
}
