import { Checkbox, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CONSENT_CATEGORIES, CONSENT_SIGNERS, CONSENT_WAYS } from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { ConsentCategory, ConsentSigner, ConsentWay } from '#domain/charter/consent.js';
import type { ConsentRequest } from '#domain/wire/consent.js';
import { Choice, DayField, Ticks } from '../kit/fields.js';

/** A consent while it is talked over with the client. Nothing is ticked beforehand. */
export interface ConsentDraft {
  categories: ConsentCategory[];
  given_how: ConsentWay;
  signer: ConsentSigner;
  expires_on: string;
}

export const EMPTY_CONSENT: ConsentDraft = {
  categories: [],
  given_how: 'paper_signature',
  signer: 'self',
  expires_on: '',
};

/** The text is shown in the language of the client, whichever that of the screen is; without a day it counts until the care ends. */
export function consentOf(draft: ConsentDraft, recipient: string, language: Language): ConsentRequest {
  return {
    recipient,
    purposes: ['care'],
    categories: CONSENT_CATEGORIES.filter((category) => draft.categories.includes(category)),
    language,
    given_how: draft.given_how,
    signer: draft.signer,
    ...(draft.expires_on === '' ? { ends: 'end_of_care' } : { ends: 'date', expires_on: draft.expires_on }),
  };
}

interface ConsentFieldsProps {
  readonly value: ConsentDraft;
  readonly onChange: (value: ConsentDraft) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** What may be shared, category by category; safety is a question of its own. */
export function ConsentFields({ value, onChange, errorOf }: ConsentFieldsProps) {
  const { t } = useTranslation();
  const others = CONSENT_CATEGORIES.filter((category) => category !== 'safety');
  const safety = value.categories.includes('safety');
  return (
    <Stack gap="md">
      <Ticks
        field="categories"
        label={t('consent.categories')}
        description={t('consent.nothing_ticked')}
        value={value.categories.filter((category) => category !== 'safety')}
        onChange={(categories) =>
          onChange({ ...value, categories: safety ? [...categories, 'safety'] : categories })
        }
        options={others.map((category) => ({ value: category, label: t(`codes.category.${category}`) }))}
        error={errorOf('categories')}
      />
      <Paper withBorder p="md">
        <Text fw={600}>{t('consent.safety_title')}</Text>
        <Checkbox
          mt="xs"
          label={t('codes.category.safety')}
          description={t('consent.safety_hint')}
          checked={safety}
          onChange={(event) =>
            onChange({
              ...value,
              categories: event.currentTarget.checked
                ? [...value.categories, 'safety']
                : value.categories.filter((category) => category !== 'safety'),
            })
          }
        />
      </Paper>
      <Choice
        field="given_how"
        label={t('consent.how')}
        value={value.given_how}
        onChange={(given_how) => onChange({ ...value, given_how })}
        options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
        error={errorOf('given_how')}
      />
      <Choice
        field="signer"
        label={t('consent.signer')}
        value={value.signer}
        onChange={(signer) => onChange({ ...value, signer })}
        options={CONSENT_SIGNERS.map((signer) => ({ value: signer, label: t(`codes.signer.${signer}`) }))}
        error={errorOf('signer')}
      />
      <DayField
        field="expires_on"
        label={t('consent.expires_on')}
        value={value.expires_on}
        onChange={(expires_on) => onChange({ ...value, expires_on })}
        error={errorOf('expires_on')}
      />
    </Stack>
  );
}
