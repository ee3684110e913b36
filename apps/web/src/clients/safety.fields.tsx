import { SimpleGrid, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SUICIDE_RISKS } from '#domain/charter/code-lists.js';
import { Choice, TriState } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import type { SafetyDraft } from './walk-in.form.js';
import { NumberField } from '../kit/number.field.js';

const YES_NO = [
  'overdose_within_12_months',
  'withdrawal_seizures_or_delirium',
  'violence_risk',
  'infectious_tuberculosis',
] as const;

interface SafetyFieldsProps {
  readonly value: SafetyDraft;
  readonly onChange: (value: SafetyDraft) => void;
  readonly errorOf: (field: string) => string | undefined;
  /** Where the screen lies in the request: its fields are named `<prefix>suicide_risk` and so on. */
  readonly prefix: string;
}

/** The safety screen: one tap per answer; whatever was not asked stays "not known". */
export function SafetyFields({ value, onChange, errorOf, prefix }: SafetyFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        field={`${prefix}suicide_risk`}
        label={t('safety.suicide_risk')}
        required
        value={value.suicide_risk}
        onChange={(suicide_risk) => onChange({ ...value, suicide_risk })}
        options={SUICIDE_RISKS.map((risk) => ({ value: risk, label: t(`codes.suicide_risk.${risk}`) }))}
        error={errorOf(`${prefix}suicide_risk`)}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {YES_NO.map((question) => (
          <TriState
            key={question}
            field={`${prefix}${question}`}
            label={t(`safety.${question}`)}
            value={value[question]}
            onChange={(answer) => onChange({ ...value, [question]: answer })}
            error={errorOf(`${prefix}${question}`)}
          />
        ))}
      </SimpleGrid>
      <SafetyTexts value={value} onChange={onChange} errorOf={errorOf} prefix={prefix} />
    </>
  );
}

function SafetyTexts({ value, onChange, errorOf, prefix }: SafetyFieldsProps) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {(['allergies', 'medicines'] as const).map((text) => (
        <Textarea
          key={text}
          id={fieldId(`${prefix}${text}`)}
          label={t(`safety.${text}`)}
          {...OWN_DIRECTION}
          value={value[text] ?? ''}
          onChange={({ currentTarget }) =>
            onChange({ ...value, [text]: currentTarget.value === '' ? null : currentTarget.value })
          }
          error={errorOf(`${prefix}${text}`)}
        />
      ))}
      <NumberField
        field={`${prefix}weeks_of_pregnancy`}
        label={t('safety.weeks_of_pregnancy')}
        value={value.weeks_of_pregnancy ?? null}
        onChange={(weeks) => onChange({ ...value, weeks_of_pregnancy: weeks })}
        error={errorOf(`${prefix}weeks_of_pregnancy`)}
      />
    </SimpleGrid>
  );
}
