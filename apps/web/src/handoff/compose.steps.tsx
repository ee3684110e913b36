import { Alert, Checkbox, SimpleGrid, Text, Textarea } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { HANDOFF_KINDS, URGENCIES } from '#domain/charter/handoff.js';
import type { ClientView } from '#domain/wire/client.js';
import { listCapacity } from '../api.handoffs.js';
import { listPartners } from '../api.js';
import { ConsentChoice, usableConsents } from '../client/consent.choice.js';
import { PlacesLine } from '../places/places.line.js';
import { Loaded } from '../kit/states.js';
import { Choice, FieldBlock } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Label, useTerms } from '../kit/text.js';
import { openTransfer, stagesOf } from './compose.form.js';
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
  // The figures are a help: without them partners can be chosen all the same.
  const places = useQuery({
    queryKey: ['places', stage],
    queryFn: () => listCapacity(stage ?? undefined),
    enabled: stage !== null,
  });
  const placesOf = (code: string) =>
    places.data?.items.find(({ organisation }) => organisation === code) ?? null;
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
                options={items.map(({ code, names }) => ({
                  value: code,
                  label: <Label of={names} />,
                  hint: <PlacesLine places={placesOf(code)} />,
                }))}
                error={errorOf('receiver')}
              />
            )
          }
        </Loaded>
      )}
    </FieldBlock>
  );
}

/** The kind of a saved draft stays what it was. */
export function KindStep({ client, draft, change, errorOf, isSaved }: StepProps & { isSaved: boolean }) {
  const { t } = useTranslation();
  const asked = draft.kind === 'transfer' && !isSaved ? openTransfer(client) : undefined;
  return (
    <FieldBlock legend={`3. ${t('compose.step_kind')}`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {isSaved ? null : (
          <Choice
            field="kind"
            label={t('compose.kind')}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={HANDOFF_KINDS.map((kind) => ({ value: kind, label: t(`codes.kind.${kind}`) }))}
            error={errorOf('kind')}
          />
        )}
        <Choice
          field="urgency"
          label={t('compose.urgency')}
          value={draft.urgency}
          onChange={(urgency) => change({ urgency })}
          options={URGENCIES.map((urgency) => ({ value: urgency, label: t(`codes.urgency.${urgency}`) }))}
          error={errorOf('urgency')}
        />
      </SimpleGrid>
      {asked ? (
        <Alert role="note" color="calm" variant="outline" icon={<IconUsers aria-hidden />}>
          <Text>
            {t('compose.asked_already')} <Label of={asked.receiver.names} />.
          </Text>
          <Text>{t('compose.first_has_it')}</Text>
        </Alert>
      ) : null}
      {draft.kind === 'referral' && !isSaved ? (
        <Checkbox
          label={t('compose.planned_return')}
          description={t('compose.planned_return_hint')}
          checked={draft.plannedReturn}
          onChange={(event) => change({ plannedReturn: event.currentTarget.checked })}
        />
      ) : null}
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

export function ConsentStep({ client, draft, change, errorOf }: StepProps) {
  const { t } = useTranslation();
  return (
    <FieldBlock legend={`4. ${t('compose.step_consent')}`}>
      <ConsentChoice
        client={client}
        receiver={draft.receiver}
        value={draft}
        onChange={change}
        errorOf={errorOf}
      />
    </FieldBlock>
  );
}
