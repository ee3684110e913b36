import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { firstWords } from '../../apps/web/src/words/en.first.js';
import { appointmentsWords } from '../../apps/web/src/words/en.appointments.js';
import { assessWords } from '../../apps/web/src/words/en.assess.js';
import { consentsWords } from '../../apps/web/src/words/en.consents.js';
import { coordinationWords } from '../../apps/web/src/words/en.coordination.js';
import { directoryWords } from '../../apps/web/src/words/en.directory.js';
import { dutyWords } from '../../apps/web/src/words/en.duty.js';
import { entryWords } from '../../apps/web/src/words/en.entry.js';
import { eligibilityWords } from '../../apps/web/src/words/en.eligibility.js';
import { erasureWords } from '../../apps/web/src/words/en.erasure.js';
import { houseWords } from '../../apps/web/src/words/en.house.js';
import { identityWords } from '../../apps/web/src/words/en.identity.js';
import { rightsWords } from '../../apps/web/src/words/en.rights.js';
import { leavingWords } from '../../apps/web/src/words/en.leaving.js';
import { loopWords } from '../../apps/web/src/words/en.loop.js';
import { documentsWords } from '../../apps/web/src/words/en.documents.js';
import { boardWords } from '../../apps/web/src/words/en.board.js';
import { chartWords } from '../../apps/web/src/words/en.chart.js';
import { programmeWords } from '../../apps/web/src/words/en.programme.js';
import { medicinesWords } from '../../apps/web/src/words/en.medicines.js';
import { notesWords } from '../../apps/web/src/words/en.notes.js';
import { noticesWords } from '../../apps/web/src/words/en.notices.js';
import { oversightWords } from '../../apps/web/src/words/en.oversight.js';
import { papersWords } from '../../apps/web/src/words/en.papers.js';
import { planWords } from '../../apps/web/src/words/en.plans.js';
import { storyWords } from '../../apps/web/src/words/en.story.js';
import { waysWords } from '../../apps/web/src/words/en.ways.js';
import { actionCodes } from '../../libs/domain/src/words/codes.action.en.js';

/** The words that come with a screen, as i18n.ts puts them into the catalogue. */
const PARTS: Readonly<Record<string, object>> = {
  entry: entryWords,
  appointments: appointmentsWords,
  assess: assessWords,
  consents: consentsWords,
  coordination: coordinationWords,
  duty: { duty: dutyWords },
  directory: { directory: directoryWords },
  identity: identityWords,
  rights: rightsWords,
  eligibility: eligibilityWords,
  erasure: erasureWords,
  house: houseWords,
  leaving: leavingWords,
  loop: { loop: loopWords },
  documents: documentsWords,
  board: boardWords,
  chart: chartWords,
  medicines: medicinesWords,
  programme: programmeWords,
  notes: notesWords,
  notices: noticesWords,
  oversight: oversightWords,
  papers: papersWords,
  plans: planWords,
  story: { told: storyWords },
  ways: waysWords,
  action: { codes: actionCodes },
};
const WEB = 'apps/web/src';
const ROUTER = ['router.tsx', 'router.care.tsx', 'router.oversight.tsx']
  .map((file) => readFileSync(path.join(WEB, file), 'utf8'))
  .join('\n');

/** Places in a catalogue down to the third level, such as codes, codes.stage, codes.stage.treatment. */
function placesOf(words: object, below = '', depth = 1): string[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const place = below === '' ? name : `${below}.${name}`;
    const within = typeof value === 'object' && value !== null && depth < 3;
    return [place, ...(within ? placesOf(value as object, place, depth + 1) : [])];
  });
}
/** A plural form is asked for without its ending. */
const plain = (place: string): string => place.replace(/_(zero|one|two|few|many|other)$/, '');
const setOf = (words: object): ReadonlySet<string> => new Set(placesOf(words).map(plain));
const FIRST = setOf(firstWords);
const OF_PART = new Map(Object.entries(PARTS).map(([part, words]) => [part, setOf(words)]));

/** The parts one of which must be there for what a file says; none where every screen has the word. */
function partsFor(file: string): { word: string; parts: string[] }[] {
  const text = readFileSync(file, 'utf8').replace(/may\('[^']+'\)|action: '[^']+'/g, '');
  const whole = [...text.matchAll(/['"`]([a-z_]+(?:\.[a-z_]+){1,2})(?=['"`])/g)].map(([, word]) => word!);
  const begun = [...text.matchAll(/`([a-z_]+(?:\.[a-z_]+)*)\.\$\{/g)].map(([, word]) => word!);
  return [...new Set([...whole, ...begun])].flatMap((word) => {
    if (FIRST.has(word)) return [];
    const parts = [...OF_PART].filter(([, places]) => places.has(word)).map(([part]) => part);
    return parts.length === 0 ? [] : [{ word, parts }];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/import type [^;]+;/g, '');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)].flatMap(([, at]) =>
    ['.tsx', '.ts']
      .map((end) => path.join(path.dirname(file), `${at}${end}`))
      .filter((each) => existsSync(each)),
  );
}

/** The parts that come with a window: `withWords(['notices'], () => import('./contact.button.js'))`. */
function windowsOf(file: string): Map<string, string[]> {
  const text = readFileSync(file, 'utf8');
  return new Map(
    [...text.matchAll(/withWords\(\[([^\]]*)\], \(\) => import\('(\.[^']+)\.js'\)/g)].map(([, parts, at]) => [
      path.join(path.dirname(file), `${at}.tsx`),
      parts!.split(',').map((part) => part.trim().replaceAll("'", '')),
    ]),
  );
}

/** Everything a screen may show, at once or with its first use, each with the parts that are there by then. */
function reachedFrom(file: string, parts: string[]): { file: string; parts: string[] }[] {
  const reached = new Map<string, { file: string; parts: string[] }>();
  const walk = (at: string, there: string[]): void => {
    const key = `${at} ${[...there].sort().join(' ')}`;
    if (reached.has(key) || at.includes('/words/') || at.endsWith('/i18n.ts')) return;
    reached.set(key, { file: at, parts: there });
    const windows = windowsOf(at);
    for (const next of importsOf(at)) walk(next, [...new Set([...there, ...(windows.get(next) ?? [])])]);
  };
  walk(file, parts);
  return [...reached.values()];
}

/** Every screen of the router, with the parts it asks for. */
function screens(): { page: string; parts: string[] }[] {
  const asked = [...ROUTER.matchAll(/withWords\(\[([^\]]*)\], \(\) => import\('\.\/([^']+)\.js'\)/g)].map(
    ([, parts, page]) => ({
      page: page!,
      parts: parts!.split(',').map((part) => part.trim().replaceAll("'", '')),
    }),
  );
  const all = [...ROUTER.matchAll(/import\('\.\/([^']+)\.js'\)/g)].map(([, page]) => page!);
  return [
    ...all.map((page) => asked.find((one) => one.page === page) ?? { page, parts: [] }),
    { page: 'shell/shell', parts: [] },
    { page: 'router.ends', parts: [] },
  ];
}

describe('Words that come with a screen', () => {
  it('are asked for by every screen that may say one of them, or a window of it asks for itself', () => {
    const missing = screens().flatMap(({ page, parts }) =>
      reachedFrom(path.join(WEB, `${page}.tsx`), parts).flatMap(({ file, parts: there }) =>
        partsFor(file)
          .filter(({ parts: needed }) => !needed.some((part) => there.includes(part)))
          .map(({ word, parts: needed }) => `${page}: ${file} says ${word} (${needed.join(' or ')})`),
      ),
    );
    expect(screens().length).toBeGreaterThan(35);
    expect(missing).toEqual([]);
  });

  it('are of a part that is known, and every part is asked for somewhere', () => {
    const asked = new Set(
      screens().flatMap(({ page, parts }) =>
        reachedFrom(path.join(WEB, `${page}.tsx`), parts).flatMap(({ parts: there }) => there),
      ),
    );
    expect([...asked].sort()).toEqual(Object.keys(PARTS).sort());
  });
});
