import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfRead {
  /** Each page as lines from top to bottom, each line from where its language begins to read. */
  readonly pages: readonly string[];
  /** All of it, letters in their plain form (NFKC), one space between words. */
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface Written {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** Reads a paper as a reader of PDF would that searches in it or reads it out. */
export async function readPdf(bytes: Uint8Array, direction: 'ltr' | 'rtl' = 'ltr'): Promise<PdfRead> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(linesOf(items as unknown as Written[], direction).join('\n'));
  }
  const { info } = (await document.getMetadata()) as unknown as { info: Record<string, unknown> };
  await document.destroy();
  return { pages, text: pages.join(' ').replace(/\s+/g, ' ').trim(), metadata: info };
}

function linesOf(items: readonly Written[], direction: 'ltr' | 'rtl'): string[] {
  const lines = new Map<number, Written[]>();
  for (const item of items) {
    const y = Math.round(item.transform[5] ?? 0);
    lines.set(y, [...(lines.get(y) ?? []), item]);
  }
  const way = direction === 'ltr' ? 1 : -1;
  return [...lines.entries()]
    .sort(([one], [other]) => other - one)
    .map(([, parts]) =>
      parts
        .sort((one, other) => way * ((one.transform[4] ?? 0) - (other.transform[4] ?? 0)))
        .reduce((line, part) => `${line}${part.str.normalize('NFKC')}`, ''),
    );
}

/** Letters alone: how lines break and where spaces fall is not what is asked. */
export function letters(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}
