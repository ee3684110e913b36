import { Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Writing } from '../handoff/move.frame.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';

/** One thing to fill in: words of one's own, a line, a day, or one of a few. */
export interface DeedField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'words' | 'line' | 'day' | 'choice';
  readonly options?: readonly { value: string; label: string }[];
  readonly optional?: boolean;
  readonly start?: string;
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
  const missing = fields.some(({ name, optional }) => !optional && !values[name]?.trim());
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

function OneField(props: {
  field: DeedField;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
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
