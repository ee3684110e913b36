import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Writing, ZoneNote, sent } from '../handoff/move.frame.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { Choice, DayField, MomentField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { wallOf } from '../kit/time.js';
import { useSession } from '../session/session.context.js';

/** One thing to fill in: words of one's own, a line, a day, a moment, one of a few, a colleague, or yes. */
export interface DeedField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'words' | 'line' | 'day' | 'moment' | 'choice' | 'colleague' | 'tick';
  readonly options?: readonly { value: string; label: string }[];
  /** Of a moment: what its time of day is called. */
  readonly timeLabel?: string;
  /** Of colleagues: what nobody is called. */
  readonly nobody?: string;
  readonly optional?: boolean;
  readonly start?: string;
}

/** What a field of the kind `moment` begins with: now, on the wall of the house. */
export const momentNow = (zone: string): string => {
  const { date, time } = wallOf(new Date(), zone);
  return `${date}T${time}`;
};
/** The instant that a field of the kind `moment` names; what was typed where it names none, so that the server says which field. */
export function momentOf(value: string, zone: string): string {
  const [date = '', time = ''] = value.split('T');
  return sent({ date, time }, zone);
}

/** A deed with a few fields: says what follows, does it once, and closes. */
export function DeedDialog<T>(props: {
  title: string;
  effect?: string;
  fields: readonly DeedField[];
  submit: string;
  again: readonly string[];
  run: (values: Readonly<Record<string, string>>, key: string) => Promise<T>;
  done?: (answer: T) => void;
  onClose: () => void;
}) {
  const { title, effect, fields, submit, again, run, done, onClose } = props;
  const queries = useQueryClient();
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map(({ name, start = '' }) => [name, start])),
  );
  const change = useChange(
    (sent: Readonly<Record<string, string>>, key) => run(sent, key),
    async (answer) => {
      onClose();
      done?.(answer);
      await queries.invalidateQueries({ queryKey: [...again] });
    },
  );
  const missing = fields.some(
    ({ name, kind, optional }) => kind !== 'tick' && !optional && !values[name]?.trim(),
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.run(values);
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          {effect ? <Text>{effect}</Text> : null}
          {fields.map((field) => (
            <OneField
              key={field.name}
              field={field}
              value={values[field.name] ?? ''}
              onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
              error={change.errorOf(field.name)}
            />
          ))}
          <DialogActions submit={submit} onClose={onClose} pending={change.pending} disabled={missing} />
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  readonly field: DeedField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** A day and an hour on the wall of the house. */
function Moment({ field, value, onChange, error }: FieldProps) {
  const zone = useSession().organisation.time_zone;
  const [date = '', time = ''] = value.split('T');
  return (
    <>
      <MomentField
        field={field.name}
        dateLabel={field.label}
        timeLabel={field.timeLabel ?? field.label}
        value={{ date, time }}
        onChange={(next) => onChange(`${next.date}T${next.time}`)}
        error={error}
      />
      <ZoneNote zone={zone} />
    </>
  );
}

function OneField(props: FieldProps) {
  const { field, value, onChange, error } = props;
  const { name, label, kind, options = [] } = field;
  if (kind === 'choice')
    return (
      <Choice
        field={name}
        label={label}
        value={value === '' ? null : value}
        onChange={onChange}
        options={options}
        error={error}
      />
    );
  if (kind === 'day')
    return (
      <DayField
        field={name}
        label={label}
        value={value}
        onChange={(day) => onChange(day ?? '')}
        error={error}
      />
    );
  if (kind === 'moment') return <Moment field={field} value={value} onChange={onChange} error={error} />;
  if (kind === 'colleague')
    return (
      <ColleagueSelect
        label={label}
        value={value}
        onChange={onChange}
        error={error}
        withMe
        {...(field.nobody === undefined ? {} : { nobody: field.nobody })}
      />
    );
  if (kind === 'tick')
    return (
      <Checkbox
        id={fieldId(name)}
        label={label}
        checked={value === 'yes'}
        onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
        error={error}
      />
    );
  if (kind === 'words')
    return <Writing field={name} label={label} value={value} onChange={onChange} error={error} />;
  return (
    <TextInput
      id={fieldId(name)}
      label={label}
      {...OWN_DIRECTION}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
