import { Button, Group, NativeSelect, NumberInput, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { ClientView, StageRecords } from '#domain/wire/client.js';
import { writeRecord } from '../api.js';
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { DayField, MomentField, TriState } from '../kit/fields.js';
import { fieldId } from '../kit/field.id.js';
import { instantOf, wallOf } from '../kit/time.js';
import { clientKey } from './client.parts.js';
import { fieldsOf } from '../kit/record.shape.js';
import { RecordWords } from '../kit/record.words.js';
import type { RecordField, RecordValue, RecordValues } from '../kit/record.shape.js';

interface RecordFormProps {
  readonly client: ClientView;
  readonly record: NonNullable<ClientView['record']>;
  readonly writable: boolean;
  /** Throw away what is typed on the version seen and start from what is recorded. */
  readonly onFresh: (seen: number) => void;
}

/** The record of the current stage: a form for who may write it, facts for everybody else. */
export function RecordForm(props: RecordFormProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Title order={3} size="h4">
        {t('client.record')}
      </Title>
      {props.writable ? (
        <RecordInputs {...props} />
      ) : (
        <RecordWords stage={props.record.stage} values={{ ...props.record.values }} />
      )}
    </Stack>
  );
}

function RecordInputs({ client, record, onFresh }: RecordFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [values, setValues] = useState(record.values as unknown as RecordValues);
  // The version the person has seen: a refresh behind the form must not pass off newer values as read.
  const [version, setVersion] = useState(record.version);
  const save = useChange(
    (body: RecordValues, key) =>
      writeRecord(client.client, record.stage, body as unknown as StageRecords[RecordedStage], version, key),
    async (written) => {
      setVersion(written.version);
      // Said once the page shows it: what is opened next must start from the new version.
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      notifications.show({ message: t('app.saved'), withCloseButton: false });
    },
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.run(values);
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={save.problem}>
          {save.problem?.code === 'version.stale' ? (
            <Button
              mt="sm"
              variant="default"
              onClick={() => {
                onFresh(version);
                void queries.invalidateQueries({ queryKey: clientKey(client.client) });
              }}
            >
              {t('problem.load_current')}
            </Button>
          ) : null}
        </ProblemAlert>
        {fieldsOf(record.stage).map(([field]) => (
          <RecordInput
            key={field}
            stage={record.stage}
            field={field}
            value={values[field] ?? null}
            onChange={(value) => setValues((before) => ({ ...before, [field]: value }))}
            error={save.errorOf(field)}
          />
        ))}
        <Group>
          <Button type="submit" variant="default" loading={save.pending}>
            {t('record.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface InputProps {
  readonly stage: RecordedStage;
  readonly field: RecordField;
  readonly value: RecordValue;
  readonly onChange: (value: RecordValue) => void;
  readonly error: string | undefined;
}

function RecordInput({ stage, field, value, onChange, error }: InputProps) {
  const { t } = useTranslation();
  const ask = fieldsOf(stage).find(([name]) => name === field)?.[1];
  const label = t(`record.${field}`);
  if (ask?.as === 'tri') {
    return (
      <TriState
        field={field}
        label={label}
        value={value as boolean | null}
        onChange={onChange}
        error={error}
      />
    );
  }
  if (ask?.as === 'day') {
    return (
      <DayField
        field={field}
        label={label}
        value={String(value ?? '')}
        onChange={(day) => onChange(day === '' ? null : day)}
        error={error}
      />
    );
  }
  if (ask?.as === 'moment')
    return <MomentInput field={field} label={label} value={value} onChange={onChange} error={error} />;
  if (ask?.as === 'code') {
    return (
      <NativeSelect
        id={fieldId(field)}
        label={label}
        value={String(value ?? '')}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
        data={[
          { value: '', label: '—' },
          ...ask.values.map((code) => ({
            value: code,
            label: t(`codes.${ask.list}.${code}` as 'codes.substance.alcohol'),
          })),
        ]}
        error={error}
      />
    );
  }
  return (
    <NumberInput
      id={fieldId(field)}
      label={label}
      hideControls
      allowDecimal={false}
      value={value === null ? '' : Number(value)}
      onChange={(number) => onChange(number === '' ? null : Number(number))}
      error={error}
    />
  );
}

function MomentInput({
  field,
  label,
  value,
  onChange,
  error,
}: Omit<InputProps, 'stage'> & { label: string }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const [wall, setWall] = useState(() =>
    value === null ? { date: '', time: '' } : wallOf(new Date(String(value)), zone),
  );
  return (
    <MomentField
      field={field}
      dateLabel={label}
      timeLabel={`${label}: ${t('app.time')}`}
      value={wall}
      onChange={(next) => {
        setWall(next);
        onChange(next.date === '' ? null : (instantOf(next, zone) ?? `${next.date} ${next.time}`.trim()));
      }}
      error={error}
    />
  );
}
