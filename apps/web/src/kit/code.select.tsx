import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldId } from './field.id.js';

/** One of a longer list of codes, chosen by its words. */
export function CodeSelect<T extends string>(props: {
  field: string;
  label: string;
  value: T;
  onChange: (value: T) => void;
  of: readonly T[];
  say: (value: T) => string;
  error?: ReactNode;
}) {
  const { field, label, value, onChange, of, say, error } = props;
  return (
    <NativeSelect
      id={fieldId(field)}
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value as T)}
      data={of.map((each) => ({ value: each, label: say(each) }))}
      error={error}
    />
  );
}
