import { describe, expect, it } from '@jest/globals';
import { cellOf } from '../rules/handoff.js';
import { answerOf, handoffDocument, isPossible, tableCells, type TableCell } from './handoff-document.js';
import {
  BUSINESS_STATE_CODES,
  HANDOFF_KINDS,
  HANDOFF_MOVERS,
  HANDOFF_MOVES,
  type BusinessState,
  type HandoffKind,
} from './handoff.js';

const nameOf = ({ business, move, mover, kind }: TableCell): string =>
  [business, move, mover, kind].join(' ');

/** What a cell reads on the page. */
function words(cell: TableCell): string {
  const answer = answerOf(cell);
  return 'to' in answer ? `to ${answer.to.join(' ')}` : answer.refused;
}

/** Reads the whole table back from the page, as a person would. */
function readBack(page: string): Map<string, string> {
  const found = new Map<string, string>();
  const whole = page.slice(page.indexOf('## The whole table'));
  for (const section of whole.split('\n### ').slice(1)) {
    const business = section.slice(0, section.indexOf('\n')) as BusinessState;
    const kinds = HANDOFF_KINDS.filter((kind) => isPossible(business, kind));
    for (const [, mover, result, asked] of section.matchAll(/^\| (\w+) \| (.+) \| (`.+) \|$/gm)) {
      const named = [...result!.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);
      const said = result!.startsWith('goes to') ? `to ${named.join(' ')}` : named.join(' ');
      for (const [, move, only] of asked!.matchAll(/`(\w+)`(?: \(([^)]+)\))?/g)) {
        for (const kind of only === undefined ? kinds : (only.split(', ') as HandoffKind[])) {
          const cell = [business, move, mover, kind].join(' ');
          expect([cell, found.has(cell)]).toEqual([cell, false]);
          found.set(cell, said);
        }
      }
    }
  }
  return found;
}

describe('the page of the handoff', () => {
  const page = handoffDocument();

  it('has every cell of the table, once, with what the rules say', () => {
    const cells = tableCells();
    const expected = new Map(cells.map((cell) => [nameOf(cell), words(cell)]));
    expect(cells).toHaveLength(expected.size);
    expect(readBack(page)).toEqual(expected);
  });

  it('counts every state with every move, mover and kind that can meet', () => {
    const offered = BUSINESS_STATE_CODES.length - 1;
    expect(tableCells()).toHaveLength((offered * 2 + 1) * HANDOFF_MOVES.length * HANDOFF_MOVERS.length);
  });

  it('lets at the door through whatever the machine allows, and nothing else', () => {
    const wrong = tableCells().filter((cell) => {
      const { business, move, mover, kind } = cell;
      const machine = cellOf(business, move, mover, kind);
      const answer = answerOf(cell);
      return (
        'to' in answer !== 'to' in machine || ('to' in answer && 'to' in machine && answer.to !== machine.to)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('maps every transition of the design, t1 to t21', () => {
    for (let i = 1; i <= 21; i++) expect(page).toContain(`\n| t${i} | `);
    expect(page).toContain('\n| t11b | ');
  });
});
