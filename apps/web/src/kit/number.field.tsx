import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldId } from './field.id.js';
import { latin } from './typed.js';

/** No number that is asked for here has more digits. */
const DIGITS_MAX = 9;

/** Digits of any keyboard that people here have; everything else is not taken. */
const digitsOf = (typed: string): string => latin(typed).replaceAll(/\D/g, '').slice(0, DIGITS_MAX);

/** A whole number from zero up, or nothing. */
export function NumberField(props: {
  field: string;
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  error?: ReactNode;
  w?: number;
}) {
  const { field, value, onChange, ...rest } = props;
  return (
    <TextInput
      id={fieldId(field)}
      inputMode="numeric"
      autoComplete="off"
      dir="ltr"
      value={value === null ? '' : String(value)}
      onChange={({ currentTarget }) => {
        const digits = digitsOf(currentTarget.value);
        onChange(digits === '' ? null : Number(digits));
      }}
      {...rest}
    />
  );
}
