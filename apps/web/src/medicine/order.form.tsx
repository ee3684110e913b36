import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DOSE_SCHEDULES,
  DOSE_UNITS,
  MEDICINE_CLASSES,
  MEDICINE_ROUTES,
  ORDER_PURPOSES,
} from '#domain/charter/medicine.js';
import type { OrderWriting } from '#domain/wire/medicine.js';
import { orderMedicine } from '../api.medicines.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { NumberField } from '../kit/number.field.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { CodeSelect } from '../kit/code.select.js';
import { useSaved } from './medicine.hook.js';
import { EMPTY_ORDER, orderOf, SCALE_NAMES, type OrderDraft } from './order.draft.js';

interface PartProps {
  readonly draft: OrderDraft;
  readonly change: (part: Partial<OrderDraft>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** A new order. What a stop rule forbids is refused by name, everything that is wrong at once. */
export function OrderForm({ code }: { code: string }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const [draft, setDraft] = useState<OrderDraft>(EMPTY_ORDER);
  const change = (part: Partial<OrderDraft>): void => setDraft({ ...draft, ...part });
  const kept = useKeptForm<OrderDraft>(`client/${code}/order`, draft, { onContinue: setDraft });
  const saved = useSaved(() => setDraft(EMPTY_ORDER));
  const write = useChange(
    (body: OrderWriting, key) => orderMedicine(code, body, key),
    async () => {
      kept.done();
      await saved();
    },
  );
  const parts = { draft, change, errorOf: write.errorOf };
  return (
    <Section title={t('medicines.write')}>
      <KeptFrame kept={kept}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            write.run(orderOf(draft, zone));
          }}
        >
          <Stack gap="md">
            <ProblemAlert problem={write.problem} />
            <What {...parts} />
            <Schedule {...parts} />
            <Bounds {...parts} />
            <Group>
              <Button
                type="submit"
                loading={write.pending}
                disabled={draft.medicine.trim() === '' || draft.amount.trim() === ''}
              >
                {t('medicines.save_order')}
              </Button>
              <KeptLine kept={kept} />
            </Group>
          </Stack>
        </form>
      </KeptFrame>
    </Section>
  );
}

function What({ draft, change, errorOf }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        id={fieldId('medicine')}
        label={t('medicines.medicine')}
        value={draft.medicine}
        onChange={({ currentTarget }) => change({ medicine: currentTarget.value })}
        error={errorOf('medicine')}
        autoComplete="off"
        dir="auto"
      />
      <CodeSelect
        field="class"
        label={t('medicines.class')}
        value={draft.class}
        onChange={(value) => change({ class: value })}
        of={MEDICINE_CLASSES}
        say={(value) => t(`codes.medicine_class.${value}`)}
        error={errorOf('class')}
      />
      <Group align="flex-start" gap="md">
        <TextInput
          id={fieldId('amount')}
          label={t('medicines.amount')}
          value={draft.amount}
          onChange={({ currentTarget }) => change({ amount: currentTarget.value })}
          error={errorOf('amount')}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          w={120}
        />
        <CodeSelect
          field="unit"
          label={t('medicines.unit')}
          value={draft.unit}
          onChange={(value) => change({ unit: value })}
          of={DOSE_UNITS}
          say={(value) => t(`codes.dose_unit.${value}`)}
          error={errorOf('unit')}
        />
        <CodeSelect
          field="route"
          label={t('medicines.route')}
          value={draft.route}
          onChange={(value) => change({ route: value })}
          of={MEDICINE_ROUTES}
          say={(value) => t(`codes.medicine_route.${value}`)}
          error={errorOf('route')}
        />
      </Group>
    </>
  );
}

function Schedule({ draft, change, errorOf }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        field="schedule"
        label={t('medicines.schedule')}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={DOSE_SCHEDULES.map((value) => ({ value, label: t(`codes.dose_schedule.${value}`) }))}
        error={errorOf('schedule')}
      />
      {draft.kind === 'times' ? (
        <TextInput
          id={fieldId('schedule.times')}
          label={t('medicines.times')}
          description={t('medicines.times_hint')}
          value={draft.times}
          onChange={({ currentTarget }) => change({ times: currentTarget.value })}
          error={errorOf('schedule.times')}
          autoComplete="off"
          dir="ltr"
        />
      ) : (
        <Group align="flex-start" gap="md">
          {draft.kind === 'as_needed' ? (
            <NumberField
              field="schedule.hours_between_min"
              label={t('medicines.hours')}
              value={draft.hours}
              onChange={(hours) => change({ hours })}
              error={errorOf('schedule.hours_between_min')}
            />
          ) : (
            <CodeSelect
              field="schedule.scale"
              label={t('medicines.scale')}
              value={draft.scale}
              onChange={(scale) => change({ scale })}
              of={['ciwa_ar', 'cows'] as const}
              say={(value) => SCALE_NAMES[value]}
              error={errorOf('schedule.scale')}
            />
          )}
          <NumberField
            field="schedule.doses_per_day_max"
            label={t('medicines.most')}
            value={draft.most}
            onChange={(most) => change({ most })}
            error={errorOf('schedule.doses_per_day_max')}
          />
        </Group>
      )}
    </>
  );
}

function Bounds({ draft, change, errorOf }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <CodeSelect
        field="purpose"
        label={t('medicines.purpose')}
        value={draft.purpose}
        onChange={(purpose) => change({ purpose })}
        of={ORDER_PURPOSES}
        say={(value) => t(`codes.order_purpose.${value}`)}
        error={errorOf('purpose')}
      />
      <DayField
        field="ends_at"
        label={t('medicines.ends_on')}
        value={draft.ends_on}
        onChange={(ends_on) => change({ ends_on })}
        error={errorOf('ends_at')}
      />
      <Textarea
        id={fieldId('allergy_override')}
        label={t('medicines.override')}
        value={draft.override}
        onChange={({ currentTarget }) => change({ override: currentTarget.value })}
        error={errorOf('allergy_override')}
        autosize
        dir="auto"
      />
    </>
  );
}
