import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve('.');
const COPIED = [
  'apps/web/src',
  'apps/web/tsconfig.json',
  'apps/api/src',
  'apps/worker/src',
  'apps/cli/src',
  'libs',
  'migrations',
];
const LINKED = ['node_modules', 'apps/web/node_modules'];

function checkWords(root: string): { status: number | null; lines: string[] } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'scripts', 'check-words.mjs'), root],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return { status, lines: stdout.trimEnd().split('\n').slice(0, -1) };
}

/** A line of a planted file; what is said of it, or nothing where it is sound. */
type Line = readonly [text: string, ...faults: string[]];

/** A screen with every fault that a screen can have, and beside each what looks like one and is none. */
const SCREEN: readonly Line[] = [
  [`import { Button, Code, Kbd, TextInput } from '@mantine/core';`],
  [`import type { ReactNode } from 'react';`],
  [`import { useTranslation } from 'react-i18next';`],
  [`const Row = (props: { label: 'since' | 'until'; heading: string; children?: ReactNode }) => (`],
  [`  <p>{props.label}</p>`],
  [`);`],
  [`const CHOICES = [`],
  [`  { value: 'one', label: 'Unfold' },`, 'a sentence that is in no catalogue: Unfold'],
  [`  { value: 'two', label: '—' },`],
  [`];`],
  [`const ASIDE = 'Пора';`, 'a sentence that is in no catalogue: Пора'],
  [`const LATER = 'Come back later';`, 'a sentence that is in no catalogue: Come back later'],
  [`const HELD = ['planted.held', 'planted.asked'] as const;`],
  [
    `export function Planted({ count, kind, open }: { count: number; kind: 'day' | 'night'; open: string }) {`,
  ],
  [`  const { t } = useTranslation();`],
  [`  if (count < 0) throw new Error('The count is below nothing');`],
  [`  const words = [`],
  [`    t('planted.shift.' + kind),`, `a key that may be anything: 'planted.shift.' + kind`],
  [`    t(\`planted.shift.\${kind}\`),`],
  [`    ...HELD.map((key) => t(key)),`],
  [`    t(\`planted.\${open}\` as 'app.lock'),`, 'a key that may be anything: open'],
  [`    t('planted.nowhere' as 'app.lock'),`, 'there is no phrase planted.nowhere'],
  [`    t('planted.value'),`, 'planted.value is not given its value {{name}}'],
  [`    t('planted.value', { name: 'x' }),`],
  [`    t('planted.tasks', { count }),`],
  [`    t('planted.script') + t('planted.unkind') + t('planted.empty') + t('planted.only_en'),`],
  [`  ];`],
  [`  return (`],
  [`    <Row label="since" heading="Before now">`, 'a sentence that is in no catalogue: Before now'],
  [`      Hello there`, 'a sentence that is in no catalogue: Hello there'],
  [`      <Code>npm start</Code> <Kbd>Ctrl</Kbd> 12 · CSV <b className="two words">{words}</b>`],
  [`      <Button title="Save">`, 'a sentence that is in no catalogue: Save'],
  [`        {count > 1 ? 'many' : '1'}`, 'a sentence that is in no catalogue: many'],
  [`      </Button>`],
  [`      <TextInput aria-label={\`\${count} open\`} />`, 'a sentence that is in no catalogue: open'],
  [
    `      <TextInput classNames={{ label: 'option' }} placeholder={open && 'name'} />`,
    'a sentence that is in no catalogue: name',
  ],
  [`      <img alt="A road" />`, 'a sentence that is in no catalogue: A road'],
  [`      {ASIDE} {LATER} {CHOICES.length}`],
  [`    </Row>`],
  [`  );`],
  [`}`],
];

const ENGLISH: readonly Line[] = [
  ['  planted: {'],
  [`    shift: { day: 'Day', night: 'Night' },`],
  [`    held: 'Held',`],
  [`    asked: 'Asked',`],
  [`    value: 'For {{name}}',`],
  [`    tasks_one: '{{count}} task',`],
  [
    `    tasks_other: '{{count}} tasks',`,
    'planted.tasks has no plural form many in ru',
    'planted.tasks has no plural form zero in ar',
  ],
  [`    script: 'Script',`],
  [`    unkind: 'A clean test',`, 'en planted.unkind has a word that wounds'],
  [`    empty: 'Empty',`],
  [`    only_en: 'Only here',`, 'planted.only_en is missing in ru', 'planted.only_en is missing in ar'],
  [`    unused: 'Never said',`, 'planted.unused is used by no source'],
  ['  },'],
];

const RUSSIAN: readonly Line[] = [
  ['  planted: {'],
  [`    shift: { day: 'День', night: 'Ночь' },`],
  [`    held: 'Оставлено',`],
  [`    asked: 'Спрошено',`],
  [
    `    value: 'Для {{who}}',`,
    'ru planted.value leaves out the value {{name}}',
    'ru planted.value asks for a value {{who}} that en does not',
  ],
  [`    tasks_one: 'Одна задача',`, 'ru planted.tasks_one leaves out the value {{count}}'],
  [`    tasks_few: '{{count}} задачи',`],
  [`    tasks_two: '{{count}} задачи',`, 'planted.tasks_two is a plural form that ru does not have'],
  [`    tasks_other: '{{count}} задачи',`],
  [`    script: 'Script',`, 'ru planted.script is not in the script of ru'],
  [`    unkind: 'Проверка',`],
  [`    empty: ' ',`, 'ru planted.empty is empty'],
  [`    only_ru: 'Лишнее',`, 'planted.only_ru is in ru and not in en'],
  [`    unused: 'Никогда',`],
  ['  },'],
];

const ARABIC: readonly Line[] = [
  ['  planted: {'],
  [`    shift: { day: 'نهار', night: 'ليل' },`],
  [`    held: 'محفوظ',`],
  [`    asked: 'مطلوب',`],
  [`    value: 'من أجل {{name}}',`],
  [`    tasks_one: 'مهمة واحدة',`],
  [`    tasks_two: 'مهمتان',`],
  [`    tasks_few: '{{count}} مهام',`],
  [`    tasks_many: '{{count}} مهمة',`],
  [`    tasks_other: '{{count}} مهمة',`],
  [`    script: 'نص some نص',`, 'ar planted.script has letters of another script than ar'],
  [`    unkind: 'اختبار',`],
  [`    empty: 'فارغ',`],
  [`    unused: 'أبدًا',`],
  ['  },'],
];

const SERVER: readonly Line[] = [
  [`export const TITLES = { code: { en: 'Code', ru: 'Код' } };`, 'the words for "Code" are missing in ar'],
  [`export const NAMES = {`],
  [
    `  held: { en: 'Held {n}', ru: 'Held', ar: 'محفوظ {n}' },`,
    'ru "Held" is not in the script of ru',
    '"Held" has other values than in en',
  ],
  [`};`],
  [
    `export const ANSWER = { title: 'Nothing was found' };`,
    'a sentence in one language only: Nothing was found',
  ],
  [
    `export const SAID = ['Ничего не найдено', 'plain', 'The operator reads this'];`,
    'a sentence in one language only: Ничего не найдено',
  ],
];

/** Words of a page in all languages side by side. */
const BESIDE: readonly Line[] = [
  [`export const BESIDE = {`],
  [`  en: {`],
  [`    skip: 'To the content',`],
  [`    alone: 'Only here',`, 'alone is missing in ru', 'alone is missing in ar'],
  [`    more: { count: (count: number) => \`\${count} more\` },`],
  [`  },`],
  [`  ru: {`],
  [`    skip: 'To the content',`, 'ru skip is not in the script of ru'],
  [`    more: { count: (n: number) => \`Ещё \${n}\` },`, 'more.count has other values than in en'],
  [`  },`],
  [`  ar: {`],
  [`    skip: 'إلى المحتوى',`],
  [`    more: { count: (count: number) => \`\${count} أخرى\` },`],
  [`  },`],
  [`};`],
  [`export const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' };`],
];

const REFUSALS: Readonly<Record<'en' | 'ru' | 'ar', readonly Line[]>> = {
  en: [
    [
      `  'planted.unraised': 'Nobody says {this}.',`,
      'refusal planted.unraised is raised by no source',
      'refusal planted.unraised is missing in ru',
    ],
  ],
  ru: [
    [
      `  'planted.extra': 'Лишнее',`,
      'refusal planted.extra is in ru and not in en',
      'refusal planted.extra is not a whole sentence',
    ],
  ],
  ar: [
    [`  'planted.unraised': 'لا أحد يقول.',`, 'refusal planted.unraised has other values in ar than in en'],
  ],
};

describe('check-words', () => {
  let copy: string;
  const expected: string[] = [];

  /** Puts lines into a file below the first line that starts so, or into a new file. */
  function plant(name: string, lines: readonly Line[], below?: string): void {
    const before = below === undefined ? [] : readFileSync(path.join(copy, name), 'utf8').split('\n');
    const first = below === undefined ? 0 : before.findIndex((line) => line.startsWith(below)) + 1;
    expect(first).toBeGreaterThan(below === undefined ? -1 : 0);
    const text = [...before.slice(0, first), ...lines.map(([line]) => line), ...before.slice(first)];
    writeFileSync(path.join(copy, name), `${text.join('\n')}${below === undefined ? '\n' : ''}`);
    lines.forEach(([, ...faults], place) => {
      for (const fault of faults) expected.push(`${name}:${first + place + 1} ${fault}`);
    });
  }

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'handrail-words-'));
    for (const each of COPIED) cpSync(path.join(ROOT, each), path.join(copy, each), { recursive: true });
    for (const each of LINKED) symlinkSync(path.join(ROOT, each), path.join(copy, each));
    plant('apps/web/src/planted.tsx', SCREEN);
    for (const [language, lines] of Object.entries({ en: ENGLISH, ru: RUSSIAN, ar: ARABIC }))
      plant(`apps/web/src/words/${language}.first.ts`, lines, '  codes: everydayCodes,');
    for (const [language, lines] of Object.entries(REFUSALS))
      plant(`libs/domain/src/words/refusals.${language}.ts`, lines, 'export const REFUSALS_');
    plant('apps/api/src/planted.ts', SERVER);
    plant('apps/api/src/planted.words.ts', BESIDE);
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('finds nothing in the words of the product', () => {
    expect(checkWords(ROOT)).toEqual({ status: 0, lines: [] });
  }, 120_000);

  it('names every fault that was planted by file and line, and nothing beside them', () => {
    const { status, lines } = checkWords(copy);
    expect(status).toBe(1);
    expect([...lines].sort()).toEqual([...expected].sort());
  }, 120_000);
});
