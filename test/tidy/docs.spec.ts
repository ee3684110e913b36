import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LIMITS } from '#domain/charter/limits.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'].concat(
  readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
);
const WEB = read('docs/web.md');

describe('What is written about the house', () => {
  it('names after G exactly the letters that lead to a screen', () => {
    const letters = [...read('apps/web/src/shell/screens.ts').matchAll(/letter: 'Key([A-Z])'/g)].map(
      ([, letter]) => letter!,
    );
    const table = WEB.slice(WEB.indexOf('| after `G`'), WEB.indexOf('## Undo'));
    const told = [...table.matchAll(/\| `([A-Z])` \|/g)].map(([, letter]) => letter!);
    expect(letters.length).toBeGreaterThan(15);
    expect(new Set(told)).toEqual(new Set(letters));
    expect(told).toHaveLength(letters.length);
  });

  it('names every letter of the inbox, and how long a slip can be undone', () => {
    const files = ['work.deeds.tsx', 'work.moves.ts', 'undo.hook.ts'].map((file) =>
      read(path.join('apps/web/src/inbox', file)),
    );
    const keys = new Set(
      files.flatMap((text) => [...text.matchAll(/'Key([A-Z])'/g)].map(([, letter]) => letter!)),
    );
    const line = WEB.split('\n').find((each) => each.startsWith('| inbox |'))!;
    expect(new Set([...line.matchAll(/`([A-Z])`/g)].map(([, letter]) => letter!))).toEqual(keys);
    expect(WEB).toContain(`within ${LIMITS.work_undo_seconds} seconds`);
  });

  it('leads nowhere that is not there', () => {
    const dead = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, to]) => ({ page, to: to! }))
        .filter(({ to }) => !existsSync(path.join(path.dirname(page), to))),
    );
    expect(PAGES.length).toBeGreaterThan(40);
    expect(dead).toEqual([]);
  });
});
