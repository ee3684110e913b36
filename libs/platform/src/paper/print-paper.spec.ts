import { describe, expect, it } from '@jest/globals';
import { readPdf } from '../../../../test/support/read-pdf.js';
import { apart, code, type Paper, type PaperBlock } from './paper.js';
import { printPaper } from './print-paper.js';
import { setText } from './set-text.js';

const PLAIN = { weight: 400, size: 10 } as const;

function paper(language: Paper['language'], blocks: readonly PaperBlock[], title = 'Title'): Paper {
  return {
    title,
    language,
    issuer: 'Handrail',
    issuedAt: new Date('2026-11-23T10:00:00Z'),
    pageOf: (page, pages) => `${page} / ${pages}`,
    blocks,
  };
}

async function read(language: Paper['language'], text: string): Promise<string> {
  const pdf = await printPaper(paper(language, [{ kind: 'paragraph', text }]));
  return (await readPdf(pdf, language === 'ar' ? 'rtl' : 'ltr')).text;
}

/** What stands on a line from left to right. */
function shown(text: string, direction: 'ltr' | 'rtl'): string[] {
  return setText(text, direction, PLAIN, 1000).flatMap(({ pieces }) =>
    pieces.map((piece) => piece.text.slice(1).trim()).filter((each) => each !== ''),
  );
}

describe('A paper', () => {
  it('is read again as it was written, in English, Russian and Arabic', async () => {
    expect(await read('en', 'What was sent about you, and to whom: “plan” – today.')).toContain(
      'What was sent about you, and to whom: “plan” – today.',
    );
    expect(await read('ru', 'Кому и что о вас передано: «план», приёмная 5.')).toContain(
      'Кому и что о вас передано: «план», приёмная 5.',
    );
    // Every letter with something above or below it, the ligatures of lam and alef, and marks.
    const words =
      'أنت إلى مؤسسة الأول آخر شيء لأحد بلا إلا الآن لإذن ملا سلام اطّلع أيضًا شُكْرًا مدّة قرأ بئر يؤجل ة ى';
    const found = (await read('ar', words)).split(' ');
    for (const word of words.split(' ')) expect(found).toContain(word);
  });

  it('is read again as it was written however many papers came before it', async () => {
    const text = 'أسمح صراحةً، توقيع على الورق، خ ج ح خخ جج حح نوح تاريخ برنامج';
    const first = await read('ar', text);
    expect(await read('ar', text)).toBe(first);
    for (const word of ['أسمح', 'توقيع', 'تاريخ', 'برنامج', 'نوح']) expect(first).toContain(word);
  });

  it('keeps codes, days and numbers within Arabic from left to right, and Arabic around them from right to left', () => {
    const line = `رمزك ${code('7K3M-9QXR-T4')} في ${code('2026-11-23')}، و١٠ من ٣٠`;
    const pieces = shown(line, 'rtl');
    expect(pieces).toEqual(expect.arrayContaining(['7K3M-9QXR-T4', '2026-11-23', '١٠', '٣٠']));
    expect(pieces.indexOf('7K3M-9QXR-T4')).toBeGreaterThan(pieces.indexOf('2026-11-23'));
    expect(pieces.indexOf('2026-11-23')).toBeGreaterThan(pieces.indexOf('١٠'));
    expect(pieces.indexOf('١٠')).toBeGreaterThan(pieces.indexOf('٣٠'));
    expect(pieces.at(-1)).toBe('رمزك');
  });

  it('lets a name in another script turn nothing around it', () => {
    const pieces = shown(`إلى ${apart('Центр (1)')}، ثم`, 'rtl');
    expect(pieces.join('|')).toMatch(/ثم.*Центр.*\(1\).*إلى/);
    expect(shown(`to ${apart('مركز العزيمة')}, then`, 'ltr').join('|')).toMatch(/to.*مركز العزيمة.*, then/);
  });

  it('breaks lines at spaces, and a word that is wider than a line where the line ends', () => {
    const lines = setText('one two three four five six seven eight nine ten', 'ltr', PLAIN, 60);
    expect(lines.length).toBeGreaterThan(3);
    for (const { width } of lines) expect(width).toBeLessThanOrEqual(60);
    const long = setText('x'.repeat(300), 'ltr', PLAIN, 60);
    for (const { width } of long) expect(width).toBeLessThanOrEqual(60);
    expect(long.flatMap(({ pieces }) => pieces.map(({ text }) => text.slice(1))).join('')).toBe(
      'x'.repeat(300),
    );
  });

  it('numbers its pages and repeats the head of a table on each', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => [`row ${at + 1}`, 'what', 'to whom']);
    rows.push(['row 121', 'long '.repeat(2500), 'to whom']);
    const table = {
      kind: 'table',
      head: ['Number', 'Content', 'Receiver'],
      widths: [1, 2, 1],
      rows,
    } as const;
    const { pages, text } = await readPdf(await printPaper(paper('en', [table])));
    expect(pages.length).toBeGreaterThan(4);
    pages.forEach((page, at) => {
      expect(page).toContain('Number');
      expect(page).toContain(`${at + 1} / ${pages.length}`);
    });
    for (let at = 1; at <= 121; at += 1) expect(text).toContain(`row ${at}`);
    expect(text.match(/long/g)).toHaveLength(2500);
  });

  it('goes on with a frame and with facts where they are longer than a page', async () => {
    const { text, pages } = await readPdf(
      await printPaper(
        paper('en', [
          { kind: 'notice', title: 'Notice', text: 'word '.repeat(1500) },
          { kind: 'facts', facts: [['Label', 'value '.repeat(1500)]] },
        ]),
      ),
    );
    expect(pages.length).toBeGreaterThan(3);
    expect(text.match(/word/g)).toHaveLength(1500);
    expect(text.match(/value/g)).toHaveLength(1500);
  });

  it('names its title and its language, and neither an author nor a place on a machine', async () => {
    const pdf = await printPaper(paper('ar', [{ kind: 'heading', text: 'سجل' }], 'بيانك'));
    const { metadata } = await readPdf(pdf, 'rtl');
    expect(metadata).toMatchObject({
      Title: 'بيانك',
      Language: 'ar',
      Producer: 'Handrail',
      Creator: 'Handrail',
    });
    expect(metadata).not.toHaveProperty('Author');
    expect(pdf.toString('latin1')).not.toMatch(/\/(work|home|usr|tmp|root|Users)\/|node_modules|file:/);
  });

  it('shows a sign for a letter that no face has instead of losing it', async () => {
    expect(await read('en', 'before 漢 after')).toMatch(/before .+ after/);
  });
});
