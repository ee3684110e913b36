import { Alert, Checkbox, Text, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  CONSENT_CATEGORIES,
  CONSENT_ENDS,
  CONSENT_KINDS,
  CONSENT_SIGNERS,
  CONSENT_WAYS,
  SENSITIVE_CATEGORIES,
  type ConsentCategory,
} from '#domain/charter/consent.js';
import { LEFT_TO_RIGHT, OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, DayField, Ticks } from '../kit/fields.js';
import type { ConsentDraft } from './consent.form.js';

export interface ConsentFieldsProps {
  readonly value: ConsentDraft;
  readonly onChange: (value: ConsentDraft) => void;
  readonly errorOf: (field: string) => string | undefined;
  /** Whether a guardian has to sign for the client. */
  readonly underAge: boolean;
  /** Whether it may be without an end. */
  readonly noEnd?: boolean;
}

/** What is asked for every consent, wherever it is talked over: what may be shared, until when, and who gives it. */
export function ConsentFields(props: ConsentFieldsProps) {
  const { value, onChange, errorOf, underAge } = props;
  const { t } = useTranslation();
  return (
    <>
      {value.kind === 'service' ? null : <Shared {...props} />}
      <Until {...props} />
      <Choice
        field="given_how"
        label={t('consent.how')}
        value={value.given_how}
        onChange={(given_how) => onChange({ ...value, given_how })}
        options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
        error={errorOf('given_how')}
      />
      {underAge ? (
        <Alert role="note" color="calm" variant="outline" icon={<IconUsers aria-hidden />}>
          {t('consents.minor')}
        </Alert>
      ) : null}
      <Choice
        field="signer"
        label={t('consent.signer')}
        value={value.signer}
        onChange={(signer) => onChange({ ...value, signer })}
        options={CONSENT_SIGNERS.map((signer) => ({ value: signer, label: t(`codes.signer.${signer}`) }))}
        error={errorOf('signer')}
      />
      {value.signer === 'self' ? null : <Authority {...props} />}
    </>
  );
}

/** Ordinary things together, safety asked apart, and the sensitive ones one by one. Nothing is ticked beforehand. */
function Shared({ value, onChange, errorOf }: ConsentFieldsProps) {
  const { t } = useTranslation();
  const allowed: readonly ConsentCategory[] = CONSENT_KINDS[value.kind].categories;
  const ordinary = CONSENT_CATEGORIES.filter((one) => one !== 'safety' && allowed.includes(one));
  const sensitive = SENSITIVE_CATEGORIES.filter((one) => allowed.includes(one));
  const within = (group: readonly ConsentCategory[]) => value.categories.filter((one) => group.includes(one));
  const option = (one: ConsentCategory) => ({ value: one, label: t(`codes.category.${one}`) });
  return (
    <>
      {ordinary.length > 0 ? (
        <Ticks
          field="categories"
          label={t('consents.ordinary')}
          description={t('consent.nothing_ticked')}
          value={within(ordinary)}
          onChange={(chosen) => onChange({ ...value, categories: [...within(sensitive), ...chosen] })}
          options={ordinary.map(option)}
          error={errorOf('categories')}
        />
      ) : null}
      {allowed.includes('safety') ? (
        <Choice
          field="safety"
          label={t('consents.safety')}
          description={t('consents.safety_hint')}
          value={value.safety}
          onChange={(safety) => onChange({ ...value, safety })}
          options={[
            { value: 'yes', label: t('consents.safety_yes') },
            { value: 'no', label: t('consents.safety_no') },
          ]}
        />
      ) : null}
      {sensitive.length > 0 ? (
        <Ticks
          field="sensitive"
          label={t('consents.apart')}
          description={t('consents.apart_hint')}
          value={within(sensitive)}
          onChange={(chosen) => onChange({ ...value, categories: [...within(ordinary), ...chosen] })}
          options={sensitive.map(option)}
          error={ordinary.length > 0 ? undefined : errorOf('categories')}
        />
      ) : null}
    </>
  );
}

function Until({ value, onChange, errorOf, noEnd }: ConsentFieldsProps) {
  const { t } = useTranslation();
  const ends = CONSENT_ENDS.filter((one) => one !== 'none' || noEnd === true);
  const isDay = value.ends === 'date';
  return (
    <>
      <Choice
        field={isDay ? 'ends' : 'expires_on'}
        label={t('consents.ends')}
        value={value.ends}
        onChange={(end) => onChange({ ...value, ends: end, ...(end !== 'date' && { expires_on: '' }) })}
        options={ends.map((one) => ({ value: one, label: t(`consents.end.${one}`) }))}
        error={isDay ? undefined : errorOf('expires_on')}
        required
      />
      {isDay ? (
        <DayField
          field="expires_on"
          label={t('consent.expires_on')}
          value={value.expires_on}
          onChange={(expires_on) => onChange({ ...value, expires_on })}
          error={errorOf('expires_on')}
        />
      ) : null}
    </>
  );
}

/** Who signs for the client, by what right, and that they are not whom the client needs protection from. */
function Authority({ value, onChange, errorOf }: ConsentFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        id={fieldId('authority.document')}
        label={t('consents.authority')}
        description={t('consents.authority_hint')}
        {...OWN_DIRECTION}
        value={value.document}
        onChange={(event) => onChange({ ...value, document: event.currentTarget.value })}
        error={errorOf('authority.document')}
        maxLength={120}
        autoComplete="off"
        required
      />
      <Checkbox
        id={fieldId('authority.checked')}
        label={t('consents.checked')}
        checked={value.checked}
        onChange={(event) => onChange({ ...value, checked: event.currentTarget.checked })}
        error={errorOf('authority.checked')}
        aria-invalid={errorOf('authority.checked') !== undefined}
      />
      {value.signer === 'guardian' ? (
        <>
          <TextInput
            id={fieldId('authority.client')}
            label={t('consents.guardian_code')}
            placeholder="7K3M-9QXR-T4"
            {...LEFT_TO_RIGHT}
            value={value.guardian}
            onChange={(event) => onChange({ ...value, guardian: event.currentTarget.value })}
            error={errorOf('authority.client')}
            autoComplete="off"
            spellCheck={false}
          />
          <DayField
            field="authority.own_from"
            label={t('consents.own_from')}
            value={value.own_from}
            onChange={(own_from) => onChange({ ...value, own_from })}
            error={errorOf('authority.own_from')}
          />
          <Text size="sm" c="dimmed">
            {t('consents.own_from_hint')}
          </Text>
        </>
      ) : null}
    </>
  );
}
