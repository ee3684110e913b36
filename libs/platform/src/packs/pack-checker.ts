import { readFileSync } from 'node:fs';
import { IANAZone } from 'luxon';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Labels } from '#domain/wire/common.js';
import { StartupError } from '../process/startup-error.js';

export const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** Reads values out of one JSON file and remembers everything that is wrong, with its place. */
export class Checker {
  readonly problems: string[] = [];
  readonly root: Place;

  constructor(private readonly file: string) {
    this.root = { value: this.parse(), path: '' };
  }

  private parse(): unknown {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new StartupError(
        `The file ${this.file} cannot be read: ${code ?? message}.`,
        'Put the file back as it was delivered, or mend its JSON.',
      );
    }
  }

  /** The members of a list that may be absent. */
  listed<T>(place: Place, read: (item: Place) => T): T[] {
    return place.value === undefined ? [] : this.list(place, read);
  }

  /** What may be absent, as undefined. */
  maybe<T>(place: Place, read: (place: Place) => T): T | undefined {
    return place.value === undefined ? undefined : read(place);
  }

  complain(place: Place, what: string): void {
    this.problems.push(`${this.file}: ${place.path || 'the file'} ${what}.`);
  }

  member(place: Place, name: string): Place {
    const isObject = typeof place.value === 'object' && place.value !== null && !Array.isArray(place.value);
    const value = isObject ? (place.value as Record<string, unknown>)[name] : undefined;
    return { value, path: place.path ? `${place.path}.${name}` : name };
  }

  text(place: Place, pattern = /\S/): string {
    if (typeof place.value === 'string' && pattern.test(place.value)) return place.value;
    this.complain(place, `must be text like ${String(pattern)}`);
    return '';
  }

  number(place: Place, min: number, max: number): number {
    if (Number.isInteger(place.value) && (place.value as number) >= min && (place.value as number) <= max)
      return place.value as number;
    this.complain(place, `must be a whole number from ${min} to ${max}`);
    return min;
  }

  /** A number with at most one decimal. */
  decimal(place: Place, min: number, max: number): number {
    const { value } = place;
    if (typeof value === 'number' && value >= min && value <= max && Number(value.toFixed(1)) === value)
      return value;
    this.complain(place, `must be a number from ${min} to ${max} with at most one decimal`);
    return min;
  }

  yesNo(place: Place): boolean {
    if (typeof place.value !== 'boolean') this.complain(place, 'must be true or false');
    return place.value === true;
  }

  oneOf<T extends string>(place: Place, values: readonly T[]): T {
    if ((values as readonly unknown[]).includes(place.value)) return place.value as T;
    this.complain(place, `must be one of ${values.join(', ')}`);
    return values[0] as T;
  }

  list<T>(place: Place, read: (item: Place) => T): T[] {
    if (Array.isArray(place.value))
      return place.value.map((value: unknown, at) => read({ value, path: `${place.path}[${at}]` }));
    this.complain(place, 'must be a list');
    return [];
  }

  /** Members whose names are data, not known beforehand. */
  object<T>(place: Place, read: (member: Place) => T): Readonly<Record<string, T>> {
    if (typeof place.value === 'object' && place.value !== null && !Array.isArray(place.value))
      return Object.fromEntries(
        Object.keys(place.value).map((name) => [name, read(this.member(place, name))]),
      );
    this.complain(place, 'must be an object');
    return {};
  }

  labels(place: Place): Labels {
    return Object.fromEntries(
      LANGUAGES.map((language) => [language, this.text(this.member(place, language))]),
    ) as Labels;
  }

  timeZone(place: Place): string {
    const zone = this.text(place);
    if (zone !== '' && !IANAZone.isValidZone(zone))
      this.complain(place, 'must be a time zone of the IANA list');
    return zone;
  }
}
