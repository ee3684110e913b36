import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { ClientView, StageRecords } from '#domain/wire/client.js';
import { readClient, writeRecord } from '../api.js';
import { ApiProblem } from '../api.problem.js';
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { Conflict } from '../kit/conflict.dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { DayField, MomentField, TriState } from '../kit/fields.js';
import { fieldId } from '../kit/field.id.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { instantOf, wallOf } from '../kit/time.js';
import { clientKey } from './client.parts.js';
import { fieldsOf } from '../kit/record.shape.js';
import { RecordWords, useRecordWord } from '../kit/record.words.js';
import type { RecordField, RecordValue, RecordValues } from '../kit/record.shape.js';
import { say } from '../kit/notice.js';
import { NumberField } from '../kit/number.field.js';

interface RecordFormProps {
  readonly client: ClientView;
  readonly record: NonNullable<ClientView['record']>;
  readonly writable: boolean;
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

/** What is written, and the recorded values it was begun on: only both together tell what somebody else has changed since. */
interface Written {
  readonly base: RecordValues;
  readonly values: RecordValues;
}

const valuesOf = (record: NonNullable<ClientView['record']>): RecordValues => ({ ...record.values });

/** What is written in a record, kept while it is written, and sent on the version it was begun on. */
function useRecordForm({ client, record }: RecordFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [written, setWritten] = useState<Written>(() => ({
    base: valuesOf(record),
    values: valuesOf(record),
  }));
  // The version the person has seen: a refresh behind the form must not pass off newer values as read.
  const [version, setVersion] = useState(record.version);
  // Fields that hold what was typed in pieces are drawn anew when values come from elsewhere.
  const [turn, setTurn] = useState(0);
  const kept = useKeptForm<Written>(`client/${client.client}/record-${record.stage}`, written, {
    version,
    onContinue: (before, on) => {
      setWritten(before);
      setVersion(on ?? version);
      setTurn(turn + 1);
    },
  });
  const save = useChange(
    (body: RecordValues, key) =>
      writeRecord(client.client, record.stage, body as unknown as StageRecords[RecordedStage], version, key),
    async (saved, values) => {
      setVersion(saved.version);
      setWritten({ base: values, values });
      kept.done();
      // Said once the page shows it: what is opened next must start from the new version.
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      void queries.invalidateQueries({ queryKey: ['timeline', client.client] });
      say(t('app.saved'));
    },
  );
  return {
    written,
    write: (field: RecordField, value: RecordValue): void =>
      setWritten(({ base, values }) => ({ base, values: { ...values, [field]: value } })),
    turn,
    kept,
    save,
    /** The values were chosen over those that somebody else has recorded meanwhile. */
    take: (values: RecordValues, now: { values: RecordValues; version: number }): void => {
      setWritten({ base: now.values, values });
      setVersion(now.version);
      setTurn(turn + 1);
      save.reset();
    },
  };
}

function RecordInputs(props: RecordFormProps) {
  const { t } = useTranslation();
  const { client, record } = props;
  const { written, write, turn, kept, save, take } = useRecordForm(props);
  return (
    <KeptFrame kept={kept}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.run(written.values);
        }}
      >
        <Stack gap="md" key={turn}>
          <ProblemAlert problem={save.problem} />
          <div className="record-fields">
            {fieldsOf(record.stage).map(([field]) => (
              <RecordInput
                key={field}
                stage={record.stage}
                field={field}
                value={written.values[field] ?? null}
                onChange={(value) => write(field, value)}
                error={save.errorOf(field)}
              />
            ))}
          </div>
          <Group>
            <Button type="submit" variant="default" loading={save.pending}>
              {t('record.save')}
            </Button>
            <KeptLine kept={kept} />
          </Group>
        </Stack>
      </form>
      <RecordConflict client={client} record={record} written={written} save={save} onTake={take} />
    </KeptFrame>
  );
}

/** Somebody else has saved the record meanwhile: field by field, nothing overwritten unseen. */
function RecordConflict(props: {
  client: ClientView;
  record: NonNullable<ClientView['record']>;
  written: Written;
  save: Change<RecordValues>;
  onTake: (values: RecordValues, now: { values: RecordValues; version: number }) => void;
}) {
  const { t } = useTranslation();
  const word = useRecordWord();
  const { client, record, written, save, onTake } = props;
  return (
    <Conflict<Record<string, RecordValue>>
      problem={save.problem}
      base={written.base}
      yours={written.values}
      fields={fieldsOf(record.stage).map(([field]) => ({
        field,
        label: t(`record.${field}`),
        word: (value) => word(record.stage, field, value ?? null),
      }))}
      read={async () => {
        const now = (await readClient(client.client)).record;
        // The stage has changed meanwhile: there is no such record to write any more.
        if (now?.stage !== record.stage) throw new ApiProblem({ status: 409, code: 'version.stale' });
        return { values: { ...now.values } as Record<string, RecordValue>, version: now.version };
      }}
      onTake={onTake}
      onClose={save.reset}
    />
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
    <NumberField
      field={field}
      label={label}
      value={value === null ? null : Number(value)}
      onChange={onChange}
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
