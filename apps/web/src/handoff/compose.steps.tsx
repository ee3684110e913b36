import { Alert, Button, Checkbox, SimpleGrid, Text, Textarea } from '@mantine/core';
import { IconCheck, IconUsers } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { HANDOFF_KINDS, URGENCIES } from '#domain/charter/handoff.js';
import type { ClientView } from '#domain/wire/client.js';
import { ConsentChoice } from '../consents/consent.choice.js';
import { sharingToo } from '../consents/consent.form.js';
import { useDates } from '../kit/dates.hook.js';
import { PlacesLine } from '../places/places.line.js';
import { Loaded } from '../kit/states.js';
import { Choice, FieldBlock } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { PartnerChoice } from '../kit/partner.choice.js';
import { Label, useTerms } from '../kit/text.js';
import {
  NEEDED_CATEGORIES,
  categoriesOf,
  consentUntil,
  openTransfer,
  stagesOf,
  urgentBecause,
} from './compose.form.js';
import type { ComposeDraft, RankedPartner } from './compose.form.js';

interface StepProps {
  readonly client: ClientView;
  /** With what nobody has chosen by hand filled in. */
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
        onChange={(stage) => change({ stage, receiver: null, consent: null, consentChosen: false })}
        options={stagesOf(client).map((stage) => ({ value: stage, label: terms.stage(stage) }))}
        error={errorOf('stage')}
      />
    </FieldBlock>
  );
}

/** Partners that offer the stage, the likeliest first and already chosen; what speaks for each stands beside it. */
export function PartnerStep({
  draft,
  change,
  errorOf,
  partners,
}: StepProps & { partners: UseQueryResult<readonly RankedPartner[]> }) {
  const { t } = useTranslation();
  return (
    <FieldBlock legend={`2. ${t('compose.step_partner')}`}>
      {draft.stage === null ? (
        <Text c="dimmed">{t('problem.choose')}</Text>
      ) : (
        <Loaded query={partners}>
          {(list) =>
            list.length === 0 ? (
              <Text>{t('compose.partners_empty')}</Text>
            ) : (
              <PartnerChoice
                label={t('compose.step_partner')}
                unseenLabel
                value={draft.receiver}
                onChange={(receiver) => change({ receiver, consent: null, consentChosen: false })}
                options={list.map((ranked) => ({
                  value: ranked.partner.code,
                  label: <Label of={ranked.partner.names} />,
                  hint: <PartnerHint ranked={ranked} />,
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

function PartnerHint({ ranked: { partner, places, isAsked } }: { ranked: RankedPartner }) {
  const { t } = useTranslation();
  const hours = partner.accepted_within_hours;
  return (
    <>
      {partner.town ? (
        <>
          <Label of={partner.town} />
          {' · '}
        </>
      ) : null}
      <PlacesLine places={places} />
      {hours === null ? null : <> · {t('compose.answers', { count: hours })}</>}
      {isAsked ? <> · {t('compose.asked_now')}</> : null}
    </>
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
      <UrgentBecause client={client} />
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

function UrgentBecause({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const why = urgentBecause(client);
  if (why.length === 0) return null;
  return (
    <Text size="sm">
      {t('compose.urgent_because')} {dates.list(why.map((each) => t(`compose.why_${each}`)))}
    </Text>
  );
}

export function ConsentStep({ client, draft, change, errorOf }: StepProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const until = consentUntil(client, draft);
  return (
    <FieldBlock legend={`4. ${t('compose.step_consent')}`}>
      <ConsentChoice
        client={client}
        receiver={draft.receiver}
        value={draft}
        onChange={(part) => change({ ...part, ...('consent' in part ? { consentChosen: true } : {}) })}
        errorOf={errorOf}
      />
      {draft.consent !== null ? (
        <Text size="sm" c="dimmed">
          {until === null ? t('compose.open_end') : t('compose.until', { day: dates.day(until) })}
        </Text>
      ) : null}
    </FieldBlock>
  );
}

/** Asked right beside the button that sends: whether the client agrees to what a partner needs. One press, and nothing before it. */
export function AgreedStep({ client, draft, change }: Omit<StepProps, 'errorOf'>) {
  const { t } = useTranslation();
  const has = categoriesOf(client, draft);
  if (draft.consent !== null || NEEDED_CATEGORIES.every((category) => has.includes(category))) return null;
  return (
    <div>
      <Button
        leftSection={<IconCheck size={18} aria-hidden />}
        variant="light"
        onClick={() =>
          change({
            newConsent: sharingToo(draft.newConsent, NEEDED_CATEGORIES),
          })
        }
      >
        {t(client.under_age ? 'compose.minimum_guardian' : 'compose.minimum')}
      </Button>
      <Text size="sm" c="dimmed" mt={4}>
        {t('compose.minimum_hint')}
      </Text>
    </div>
  );
}
