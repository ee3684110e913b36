import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { EXCEPTION_KINDS, STAFF_STATES } from '#domain/wire/house.js';
import { COLUMN_WORDS, VALUE_WORDS } from '#domain/words/columns.js';
import { readSources } from '../support/sources.js';
import { ar } from '../../apps/web/src/words/ar.js';
import { en } from '../../apps/web/src/words/en.js';
import { ru } from '../../apps/web/src/words/ru.js';

const SCREENS = { en, ru, ar } as const;

describe('A list that leaves as a file', () => {
  it.each(LANGUAGES)('says in %s what its screen says: exceptions, staff, what must be known', (language) => {
    const { exceptions, staff, kit } = SCREENS[language];
    const told = (names: readonly (keyof typeof VALUE_WORDS)[]) =>
      Object.fromEntries(names.map((name) => [name, VALUE_WORDS[name][language]]));
    expect(told(EXCEPTION_KINDS)).toEqual(exceptions.kind);
    expect(told(STAFF_STATES)).toEqual(staff.states);
    const flags = Object.keys(en.kit.flag) as (keyof typeof en.kit.flag)[];
    expect(told(flags)).toEqual(kit.flag);
  });

  it.each(LANGUAGES)('has in %s the headings that the screens have', (language) => {
    const { exceptions, kit, ward, staff, day, clients } = SCREENS[language];
    const headings = (name: keyof typeof COLUMN_WORDS) => COLUMN_WORDS[name][language];
    expect([headings('client'), headings('clients')]).toEqual([exceptions.client, clients.title]);
    expect([headings('handoff'), headings('partner')]).toEqual([exceptions.handoff, exceptions.partner]);
    expect([headings('key_worker'), headings('flags')]).toEqual([kit.key_worker, ward.know]);
    expect([headings('roles'), headings('direction')]).toEqual([staff.roles, day.handoffs.side]);
  });
});

describe('Whoever is cared for', () => {
  it('has one name in Arabic, on every screen and in every refusal', () => {
    // \u0639\u0645\u064a\u0644 is a customer.
    const customer = /\u0639\u0645\u064a\u0644/u;
    const sources = readSources(['apps', 'libs', 'packs'], /(?<!\.spec)\.(?:tsx?|json)$/)
      .filter(({ text }) => customer.test(text))
      .map(({ path }) => path);
    expect(sources).toEqual([]);
  });
});
