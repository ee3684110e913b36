import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { LIMITS } from '#domain/charter/limits.js';

/** The field must be sent, but may be null: "not known" is an answer. */
export const Nullable = () => ValidateIf((_object: unknown, value: unknown) => value !== null);

/** A day of the calendar, `2026-03-29`; days that do not exist are refused. */
export function IsDay(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: 'isDay', validator: { validate: (value: unknown) => isDay(value) } }),
    ApiProperty({ type: 'string', format: 'date' }),
  );
}

/** An instant with its offset, `2026-03-29T10:00:00Z`. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({ name: 'isInstant', validator: { validate: (value: unknown) => isInstant(value) } }),
    ApiProperty({ type: 'string', format: 'date-time' }),
  );
}

/** Text a person wrote: not empty, bounded, without control characters (line breaks and tabs are fine in notes). */
export function IsNote(characters_max: number = LIMITS.note_characters_max): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isNote',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' &&
          value.trim().length > 0 &&
          value.length <= characters_max &&
          // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
          !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value) &&
          !/\p{Surrogate}/u.test(value),
      },
    }),
    ApiProperty({ type: 'string', minLength: 1, maxLength: characters_max }),
  );
}

/** The name of somebody or something, on one line: no control characters, and none that turn the direction of the text around it. */
export function IsName(characters_max: number = LIMITS.name_characters_max): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isName',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' &&
          value.trim().length > 0 &&
          value.length <= characters_max &&
          !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u.test(value),
      },
    }),
    ApiProperty({ type: 'string', minLength: 1, maxLength: characters_max }),
  );
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return (
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(value) &&
    value >= '1880-01-01' &&
    value <= '2200-12-31'
  );
}

function isInstant(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const match =
    /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(value);
  return match !== null && isDay(match[1]) && !Number.isNaN(Date.parse(value));
}
