import { ActionIcon, Checkbox, Fieldset, Group, Popover, Radio, Stack, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Days as MonthDays } from './calendar.js';
import { useDates } from './dates.hook.js';
import { fieldId } from './field.id.js';
import { readDay, writeDay } from './time.js';

interface ChoiceProps<T extends string> {
  readonly field: string;
  readonly label: string;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { value: T; label: ReactNode; hint?: ReactNode }[];
  readonly error?: ReactNode;
  readonly required?: boolean;
  readonly description?: ReactNode;
  /** The heading above says it already: the label is for screen readers alone. */
  readonly unseenLabel?: boolean;
  /** Each answer takes a line of its own: for answers that have something to say. */
  readonly wide?: boolean;
}

/** One answer out of few, each one tap or one arrow key away. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { field, label, value, onChange, options, error, required, description, unseenLabel, wide } = props;
  return (
    <Radio.Group
      id={fieldId(field)}
      tabIndex={-1}
      label={label}
      {...(unseenLabel ? { labelProps: { className: 'unseen' } } : {})}
      description={description}
      value={value ?? ''}
      onChange={(next) => onChange(next as T)}
      error={error}
      withAsterisk={required ?? false}
    >
      <Group gap="xs" mt={6} mb={4}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            label={option.label}
            description={option.hint}
            classNames={{
              root: wide ? 'option option-wide' : 'option',
              body: 'option-body',
              label: 'option-label',
            }}
          />
        ))}
      </Group>
    </Radio.Group>
  );
}

/** Yes, no, or not known: nothing is taken for a "no" that nobody has said. */
export function TriState(props: {
  field: string;
  label: string;
  value: boolean | null;
  onChange: (value: boolean | null) => void;
  error?: ReactNode;
}) {
  const { t } = useTranslation();
  const { value, onChange, ...rest } = props;
  return (
    <Choice
      {...rest}
      value={value === null ? 'unknown' : value ? 'yes' : 'no'}
      onChange={(next) => onChange(next === 'unknown' ? null : next === 'yes')}
      options={[
        { value: 'yes', label: t('app.yes') },
        { value: 'no', label: t('app.no') },
        { value: 'unknown', label: t('app.unknown') },
      ]}
    />
  );
}

/** Several answers out of few. */
export function Ticks<T extends string>(props: {
  field: string;
  label: string;
  description?: ReactNode;
  value: readonly T[];
  onChange: (value: T[]) => void;
  options: readonly { value: T; label: string }[];
  error?: ReactNode;
}) {
  const { field, label, description, value, onChange, options, error } = props;
  return (
    <Checkbox.Group
      id={fieldId(field)}
      tabIndex={-1}
      label={label}
      description={description}
      value={[...value]}
      onChange={(next) => onChange(next as T[])}
      error={error}
    >
      <Group gap="xs" mt={6} mb={4}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            value={option.value}
            label={option.label}
            classNames={{ root: 'option', body: 'option-body', label: 'option-label' }}
          />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

interface DayFieldProps {
  readonly field: string;
  readonly label: string;
  /** YYYY-MM-DD, empty, or what was typed while it cannot be read: the server then names the field. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: ReactNode;
  readonly required?: boolean;
}

/** A day: typed loosely, echoed in words, or picked from a calendar. */
export function DayField({ field, label, value, onChange, error, required }: DayFieldProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const [thisYear] = useState(() => new Date().getFullYear());
  const [text, setText] = useState(writeDay(value));
  const [touched, setTouched] = useState(false);
  const day = readDay(text, thisYear);
  const take = (typed: string): void => {
    setText(typed);
    onChange(readDay(typed, thisYear) ?? typed.trim());
  };
  // A value that came from outside (a prefilled form) replaces what is shown.
  if (value !== (day ?? text.trim())) setText(writeDay(value));
  return (
    <TextInput
      id={fieldId(field)}
      label={label}
      value={text}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => setTouched(true)}
      error={error ?? (touched && text.trim() !== '' && !day ? t('problem.date_form') : undefined)}
      description={day ? dates.day(day) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      required={required ?? false}
      placeholder={t('app.day_form')}
      rightSection={<Calendar day={day} onPick={take} label={`${t('app.calendar')}: ${label}`} />}
    />
  );
}

function Calendar({
  day,
  onPick,
  label,
}: {
  day: string | null;
  onPick: (iso: string) => void;
  label: string;
}) {
  const [opened, setOpened] = useState(false);
  const [Days, setDays] = useState<typeof MonthDays | null>(null);
  const open = (): void => {
    if (Days) setOpened(!opened);
    // Without a connection the day can still be typed.
    else
      void import('./calendar.js').then(
        ({ Days: loaded }) => {
          // A component is a function: it is handed over in one, or it would be called.
          setDays(() => loaded);
          setOpened(true);
        },
        () => undefined,
      );
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-end">
      <Popover.Target>
        <ActionIcon variant="subtle" aria-label={label} onClick={open} size="lg">
          <IconCalendar size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {Days ? (
          <Days
            day={day}
            onPick={(iso) => {
              onPick(iso);
              setOpened(false);
            }}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A day and a time of day on the wall of the organisation. */
export function MomentField(props: {
  field: string;
  dateLabel: string;
  timeLabel: string;
  value: { date: string; time: string };
  onChange: (value: { date: string; time: string }) => void;
  error?: ReactNode;
}) {
  const { field, dateLabel, timeLabel, value, onChange, error } = props;
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <DayField
        field={field}
        label={dateLabel}
        value={value.date}
        onChange={(date) => onChange({ ...value, date })}
        error={error}
      />
      <TextInput
        type="time"
        label={timeLabel}
        value={value.time}
        onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
      />
    </Group>
  );
}

/** Fields that belong together, under one heading that screen readers say too. */
export function FieldBlock({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <Fieldset legend={legend}>
      <Stack gap="md">{children}</Stack>
    </Fieldset>
  );
}
