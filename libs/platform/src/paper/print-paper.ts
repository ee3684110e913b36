import PDFDocument from 'pdfkit';
import { must } from '#domain/must.js';
import { FACE_NAMES, openFace } from './faces.js';
import type { Paper, PaperBlock, PaperTable } from './paper.js';
import { setText, type Direction, type Line, type Style } from './set-text.js';

/** A4 in points, and where writing stands on it. */
const PAGE = { width: 595.28, height: 841.89, side: 54, top: 54, bottom: 66 } as const;
const WRITING_WIDTH = PAGE.width - 2 * PAGE.side;
const FOOT_Y = PAGE.height - 38;

const TITLE: Style = { weight: 700, size: 18 };
const HEADING: Style = { weight: 700, size: 12.5 };
const PLAIN: Style = { weight: 400, size: 10.5 };
const STRONG: Style = { weight: 700, size: 10.5 };
const SMALL: Style = { weight: 400, size: 9 };
const SMALL_STRONG: Style = { weight: 700, size: 9 };

const LEADING = 1.55;
const PADDING = 4;
const INK = '#1a1a1a';
const RULE = '#8a8a8a';
const HEAD_GROUND = '#ececec';

/**
 * A paper as PDF, A4: pages are numbered, the heads of a table stand on each of its pages, the language is named for whoever
 * has it read out, and nothing is said of who wrote it or on which machine.
 */
export async function printPaper(paper: Paper): Promise<Buffer> {
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: paper.language,
    displayTitle: true,
    info: { Title: paper.title, Producer: 'Handrail', Creator: 'Handrail', CreationDate: paper.issuedAt },
  });
  for (const name of FACE_NAMES) {
    for (const weight of [400, 700] as const)
      document.registerFont(`${name}-${weight}`, openFace(name, weight));
  }
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    document.once('end', resolve).once('error', reject);
  });
  new Printer(document, directionOf(paper.language)).print(paper);
  document.end();
  await done;
  return Buffer.concat(chunks);
}

function directionOf(language: string): Direction {
  return language === 'ar' ? 'rtl' : 'ltr';
}

interface Place {
  readonly x: number;
  readonly width: number;
}

/** Puts one block below the other, on as many pages as they take. */
class Printer {
  private y = 0;

  constructor(
    private readonly document: PDFDocument,
    private readonly direction: Direction,
  ) {}

  print(paper: Paper): void {
    this.turn();
    this.lines(setText(paper.title, this.direction, TITLE, WRITING_WIDTH), TITLE);
    this.y += 8;
    for (const block of paper.blocks) this.block(block);
    const { start, count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(start + page);
      this.foot(paper.issuer, paper.pageOf(page + 1, count));
    }
  }

  private block(block: PaperBlock): void {
    switch (block.kind) {
      case 'heading': {
        const lines = setText(block.text, this.direction, HEADING, WRITING_WIDTH);
        // A heading does not stay behind alone at the end of a page.
        this.keep(lines.length * heightOf(HEADING) + 3 * heightOf(PLAIN));
        this.y += 10;
        this.lines(lines, HEADING);
        this.y += 3;
        return;
      }
      case 'paragraph': {
        const direction = block.language ? directionOf(block.language) : this.direction;
        this.lines(setText(block.text, direction, PLAIN, WRITING_WIDTH), PLAIN, undefined, direction);
        this.y += 6;
        return;
      }
      case 'notice':
        return this.notice(block.title, block.text);
      case 'facts':
        return this.facts(block.facts);
      case 'table':
        return this.table(block);
    }
  }

  private notice(title: string, text: string): void {
    const inner = WRITING_WIDTH - 4 * PADDING;
    const place = { x: PAGE.side + 2 * PADDING, width: inner };
    const parts = [
      ...setText(title, this.direction, STRONG, inner).map((line) => ({ line, style: STRONG })),
      ...setText(text, this.direction, PLAIN, inner).map((line) => ({ line, style: PLAIN })),
    ];
    const height = parts.reduce((sum, { style }) => sum + heightOf(style), 0) + 4 * PADDING;
    if (height < this.room(true)) this.keep(height);
    this.y += 4;
    while (parts.length > 0) {
      const top = this.y;
      this.y += 2 * PADDING;
      do {
        const part = parts.shift();
        if (part) this.lines([part.line], part.style, place);
      } while (parts[0] && this.room() >= heightOf(parts[0].style) + 2 * PADDING);
      this.y += 2 * PADDING;
      this.frame(top, this.y);
      if (parts.length > 0) this.turn();
    }
    this.y += 8;
  }

  private facts(facts: readonly (readonly [string, string])[]): void {
    const [first, second] = this.columns([34, 66]);
    must(first !== undefined && second !== undefined, 'facts stand in two columns');
    for (const [label, value] of facts) {
      this.row([
        { lines: setText(label, this.direction, STRONG, first.width), style: STRONG, place: first },
        { lines: setText(value, this.direction, PLAIN, second.width), style: PLAIN, place: second },
      ]);
    }
    this.y += 6;
  }

  private table({ head, widths, rows }: PaperTable): void {
    const places = this.columns(widths);
    const cells = (texts: readonly string[], style: Style): Cell[] =>
      texts.map((text, at) => {
        const place = places[at];
        must(place !== undefined, 'a row has no more cells than the table columns');
        return { lines: setText(text, this.direction, style, place.width), style, place };
      });
    const headCells = cells(head, SMALL_STRONG);
    const printHead = (): void => {
      const height = rowHeight(headCells);
      this.document.rect(PAGE.side, this.y, WRITING_WIDTH, height).fill(HEAD_GROUND);
      this.row(headCells);
    };
    this.keep(rowHeight(headCells) + 2 * heightOf(SMALL) + 2 * PADDING);
    printHead();
    for (const row of rows) {
      this.row(cells(row, SMALL), printHead);
      this.rule();
    }
    this.y += 8;
  }

  /** Cells beside each other; a row that is longer than a page goes on on the next one. */
  private row(cells: readonly Cell[], atTop: () => void = () => undefined): void {
    if (rowHeight(cells) > this.room() && rowHeight(cells) < this.room(true) * 0.8) {
      this.turn();
      atTop();
    }
    let rest = cells;
    for (;;) {
      const height = Math.max(...rest.map(({ style }) => heightOf(style)));
      const most = Math.max(1, Math.floor((this.room() - 2 * PADDING) / height));
      const top = this.y + PADDING;
      let bottom = top;
      for (const { lines, style, place } of rest) {
        this.y = top;
        for (const line of lines.slice(0, most)) this.line(line, style, place, this.direction);
        bottom = Math.max(bottom, this.y);
      }
      this.y = bottom + PADDING;
      if (rest.every(({ lines }) => lines.length <= most)) return;
      rest = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(most) }));
      this.turn();
      atTop();
    }
  }

  private columns(widths: readonly number[]): Place[] {
    const whole = widths.reduce((sum, width) => sum + width, 0);
    let used = 0;
    return widths.map((share) => {
      const width = (WRITING_WIDTH * share) / whole;
      const before = used;
      used += width;
      const x = this.direction === 'ltr' ? PAGE.side + before : PAGE.side + WRITING_WIDTH - before - width;
      return { x: x + PADDING, width: width - 2 * PADDING };
    });
  }

  private lines(
    lines: readonly Line[],
    style: Style,
    place: Place = { x: PAGE.side, width: WRITING_WIDTH },
    direction = this.direction,
  ): void {
    for (const line of lines) {
      this.keep(heightOf(style));
      this.line(line, style, place, direction);
    }
  }

  private line(line: Line, style: Style, { x, width }: Place, direction: Direction): void {
    this.write(line, style, direction === 'ltr' ? x : x + width - line.width, this.y + style.size * 1.12);
    this.y += heightOf(style);
  }

  private write(line: Line, { weight, size }: Style, x: number, baseline: number): void {
    let at = x;
    for (const { face, text, width } of line.pieces) {
      this.document
        .font(`${face}-${weight}`)
        .fontSize(size)
        .fillColor(INK)
        .text(text, at, baseline, { lineBreak: false, baseline: 'alphabetic', features: [] });
      at += width;
    }
  }

  private foot(issuer: string, pages: string): void {
    const [left, right] = this.direction === 'ltr' ? [issuer, pages] : [pages, issuer];
    const set = (text: string): Line | undefined =>
      setText(text, this.direction, SMALL, WRITING_WIDTH / 2).at(0);
    const [first, last] = [set(left), set(right)];
    if (first) this.write(first, SMALL, PAGE.side, FOOT_Y);
    if (last) this.write(last, SMALL, PAGE.width - PAGE.side - last.width, FOOT_Y);
  }

  private rule(): void {
    this.document
      .strokeColor(RULE)
      .lineWidth(0.4)
      .moveTo(PAGE.side, this.y)
      .lineTo(PAGE.width - PAGE.side, this.y)
      .stroke();
  }

  private frame(top: number, bottom: number): void {
    this.document
      .strokeColor(INK)
      .lineWidth(0.9)
      .rect(PAGE.side, top, WRITING_WIDTH, bottom - top)
      .stroke();
  }

  private turn(): void {
    this.document.addPage();
    this.y = PAGE.top;
  }

  private room(ofAWholePage = false): number {
    return PAGE.height - PAGE.bottom - (ofAWholePage ? PAGE.top : this.y);
  }

  private keep(height: number): void {
    if (this.room() < height) this.turn();
  }
}

interface Cell {
  readonly lines: readonly Line[];
  readonly style: Style;
  readonly place: Place;
}

function heightOf({ size }: Style): number {
  return size * LEADING;
}

function rowHeight(cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ lines, style }) => lines.length * heightOf(style))) + 2 * PADDING;
}
