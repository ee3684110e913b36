import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSCIOUSNESS, VITAL_SIGNS, type Consciousness, type VitalSign } from '#domain/charter/chart.js';
import type { ChartView, ReadingWriting } from '#domain/wire/chart.js';
import { recordReading } from '../api.chart.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { fieldId } from '../kit/field.id.js';
import { Choice } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { amountOf } from '../kit/typed.js';
import { instantOfWhen, WhenField, type When } from '../medicine/when.field.js';
import { useMay } from '../session/session.context.js';
import { useSaved } from './chart.hook.js';
import { useLimitWords } from './limit.words.js';

type Typed = Readonly<Record<VitalSign, string>>;

const EMPTY: Typed = {
  systolic: '',
  diastolic: '',
  pulse: '',
  respiration: '',
  temperature: '',
  oxygen: '',
  glucose: '',
};

/** What cannot be read is sent as a value that cannot be, and refused beside its field. */
const valueOf = (typed: string): number | null => (typed.trim() === '' ? null : amountOf(typed));

/** Writes down what was measured; what was not measured stays empty. */
export function ReadingForm({ code, limits }: { code: string; limits: ChartView['limits'] }) {
  const { t } = useTranslation();
  const may = useMay();
  const { zone } = useDates();
  const limitWords = useLimitWords();
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [awake, setAwake] = useState<Consciousness | null>(null);
  const [when, setWhen] = useState<When>(null);
  const saved = useSaved(code, () => {
    setTyped(EMPTY);
    setAwake(null);
    setWhen(null);
  });
  const write = useChange((body: ReadingWriting, key) => recordReading(code, body, key), saved);
  if (!may('chart.reading')) return null;
  return (
    <Section title={t('chart.write')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const measured = Object.fromEntries(
            VITAL_SIGNS.map((sign) => [sign, valueOf(typed[sign])]),
          ) as Record<VitalSign, number | null>;
          write.run({ ...measured, consciousness: awake, at: instantOfWhen(when, zone) });
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={write.problem} />
          <Group align="flex-start" gap="md">
            {VITAL_SIGNS.map((sign) => (
              <TextInput
                key={sign}
                id={fieldId(sign)}
                label={t(`codes.vital_sign.${sign}`)}
                description={limitWords(limits[sign])}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={typed[sign]}
                onChange={({ currentTarget: { value } }) =>
                  setTyped((before) => ({ ...before, [sign]: value }))
                }
                error={write.errorOf(sign)}
                inputMode="decimal"
                autoComplete="off"
                dir="ltr"
                w={170}
              />
            ))}
          </Group>
          <Choice
            field="consciousness"
            label={t('codes.vital_sign.consciousness')}
            value={awake}
            onChange={setAwake}
            options={CONSCIOUSNESS.map((value) => ({ value, label: t(`codes.consciousness.${value}`) }))}
            error={write.errorOf('consciousness')}
          />
          <WhenField value={when} onChange={setWhen} error={write.errorOf('at')} />
          <Group>
            <Button type="submit" loading={write.pending}>
              {t('chart.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
