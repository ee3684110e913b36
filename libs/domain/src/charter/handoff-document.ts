import { cellOf, type Cell } from '../rules/handoff.js';
import { CLOCKS, CLOCK_KINDS, RUNGS, type ClockSpec, type Rung } from './clocks.js';
import { DISCLOSURE_TIERS, PACKET_FIELDS, type DisclosureTier } from './consent.js';
import {
  BUSINESS_STATES,
  BUSINESS_STATE_CODES,
  HANDOFF,
  HANDOFF_KINDS,
  HANDOFF_MOVERS,
  HANDOFF_MOVES,
  HANDOFF_STATES,
  MOVES,
  NEGATIVE_HANDOFF_STATES,
  OFFERED_KINDS,
  OPEN_HANDOFF_STATES,
  STOP_CAUSES,
  type BusinessState,
  type HandoffKind,
  type HandoffMove,
  type HandoffMover,
  type HandoffState,
  type MoveSpec,
} from './handoff.js';
import { code, codes, table } from './markdown.js';

/** One field of the whole table: where it stands, what is asked, who asks, of which kind of handoff. */
export interface TableCell {
  readonly business: BusinessState;
  readonly move: HandoffMove;
  readonly mover: HandoffMover;
  readonly kind: HandoffKind;
}

/** Whether a handoff of that kind can ever stand there: information only is given at once, the others are offered. */
export function isPossible(business: BusinessState, kind: HandoffKind): boolean {
  return (kind === 'information_only') === (business === 'information-given');
}

/** Every cell of the table that can happen: business state x move x mover x kind. */
export function tableCells(): TableCell[] {
  return HANDOFF_KINDS.flatMap((kind) =>
    BUSINESS_STATE_CODES.filter((business) => isPossible(business, kind)).flatMap((business) =>
      HANDOFF_MOVES.flatMap((move) => HANDOFF_MOVERS.map((mover) => ({ business, move, mover, kind }))),
    ),
  );
}

/** Never sent: nobody but the sender knows of it. */
const NEVER_SENT: readonly BusinessState[] = ['preparing', 'discarded', 'information-given'];

/**
 * What somebody is told who asks for a cell over HTTP: first whether their role can ask at all, then whether they know of
 * the handoff, and then what the machine says. A move that is the system's alone has no address.
 */
export function answerOf({ business, move, mover, kind }: TableCell): Cell {
  const { by }: MoveSpec = MOVES[move];
  if (mover !== 'system') {
    if (by.every((one) => one === 'system')) return { refused: 'request.not_found' };
    const isOffice = by.every((one) => one === 'coordinator');
    if (mover === 'coordinator' ? !by.includes('coordinator') : isOffice)
      return { refused: 'permission.role' };
    if (mover !== 'sender' && NEVER_SENT.includes(business)) return { refused: 'request.not_found' };
  }
  return cellOf(business, move, mover, kind);
}

/** What each tier is for and when it is opened; the fields come from the charter. */
const TIERS = {
  D1: 'with the request: a card that identifies nobody',
  D2: 'when the receiver takes the request on, or accepts it at once',
  D3: 'when it is accepted: who the person is, and the packet',
  D4: 'when the client has arrived: the ongoing record for the own service',
} as const satisfies Record<DisclosureTier, string>;

/** Transitions of the design that are no move of a handoff that is there already. */
const BESIDE_THE_MACHINE = {
  t17: 'forced change of custody: one coordinator proposes (`custody.propose`), another confirms (`custody.confirm`)',
  t21: 'emergency: one tap (`handoff.emergency`), starts at `awaiting-arrival`, custody stays',
} as const;

function states(): string {
  const rows = HANDOFF_STATES.flatMap((state) =>
    BUSINESS_STATE_CODES.filter((business) => BUSINESS_STATES[business] === state).map((business) => [
      code(business),
      code(state),
      phase(business),
    ]),
  );
  return table(['Where it stands', 'FHIR Task.status', 'Phase'], rows);
}

function phase(business: BusinessState): string {
  if (business === 'information-given') return 'given, and over';
  const state: HandoffState = BUSINESS_STATES[business];
  if ((OPEN_HANDOFF_STATES as readonly string[]).includes(state)) return 'open';
  if ((NEGATIVE_HANDOFF_STATES as readonly string[]).includes(state)) return 'ended before arrival';
  return state === 'draft' ? 'a draft' : 'arrived';
}

function moves(): string {
  const rows = HANDOFF_MOVES.map((move) => {
    const { by, only, design, what }: MoveSpec = MOVES[move];
    const kind = only === undefined ? '' : ` (${only} only)`;
    return [code(move), design ?? 'ours', by.join(', '), `${what}${kind}`];
  });
  return table(['Move', 'In the design', 'Whose', 'What it does'], rows);
}

/** The transitions the design numbers, and what each is called here. */
function transitions(): string {
  const named = HANDOFF_MOVES.flatMap((move) => {
    const { design }: MoveSpec = MOVES[move];
    const numbers = (design ?? '').split(', ').filter((one) => one.startsWith('t'));
    return numbers.map((number): [string, string] => [number, code(move)]);
  });
  const all = [...named, ...Object.entries(BESIDE_THE_MACHINE)];
  const numbers = [...new Set(all.map(([number]) => number))].sort((a, b) => place(a) - place(b));
  const rows = numbers.map((number) => [
    number,
    all
      .filter(([one]) => one === number)
      .map(([, what]) => what)
      .join(', '),
  ]);
  return table(['In the design', 'Here'], rows);
}

/** t11b comes after t11 and before t12. */
const place = (number: string): number => parseInt(number.slice(1), 10) + (number.endsWith('b') ? 0.5 : 0);

function clocks(): string {
  const rows = CLOCK_KINDS.map((kind) => {
    const { whose, ladder, then, what }: ClockSpec = CLOCKS[kind];
    return [code(kind), whose, what, rungs(ladder.routine), rungs(ladder.urgent), ending(then)];
  });
  return table(['Clock', 'Whose', 'Runs for', 'Rungs, routine', 'Rungs, urgent', 'Then'], rows);
}

function rungs(ladder: ClockSpec['ladder']['routine']): string {
  return Object.entries(ladder)
    .map(([rung, share]) => `${rung} at ${Math.round(share * 100)} %`)
    .join(', ');
}

/** What a clock does at its end when that moves nothing. */
const NAGS: Readonly<Record<string, string>> = {
  not_seen: 'work for both sides: not seen',
  release_place: 'the place is let go',
  review: 'work for the receiver: look at the list again',
  contact: 'work for the sender: speak to the client',
};

function ending(then: ClockSpec['then']): string {
  if (then === null) return 'chased, never assumed';
  const moves: Readonly<Record<string, MoveSpec>> = MOVES;
  return moves[then]?.by.includes('system') ? `the move ${code(then)}` : (NAGS[then] ?? then);
}

function ladder(): string {
  const rows = Object.entries(RUNGS).map(([rung, { name, what }]) => [Number(rung) as Rung, name, what]);
  return table(['Rung', 'Name', 'What it does'], rows);
}

function tiers(): string {
  const rows = DISCLOSURE_TIERS.map((tier) => [
    tier,
    TIERS[tier],
    codes(
      Object.entries<{ from: DisclosureTier }>(PACKET_FIELDS)
        .filter(([, field]) => field.from === tier)
        .map(([name]) => name),
    ),
  ]);
  return table(['Tier', 'Opened', 'Adds'], rows);
}

/** What happens in a cell, in the words of the page. */
function resultOf(cell: TableCell): string {
  const answer = answerOf(cell);
  return 'to' in answer
    ? `goes to ${answer.to.map(code).join(' or ')}`
    : `is refused: ${code(answer.refused)}`;
}

/** All cells of one business state: who, what happens, and with which moves it happens. No cell is left out. */
function section(business: BusinessState): string {
  const kinds = HANDOFF_KINDS.filter((kind) => isPossible(business, kind));
  const lines = new Map<string, Map<HandoffMove, HandoffKind[]>>();
  for (const mover of HANDOFF_MOVERS) {
    for (const move of HANDOFF_MOVES) {
      for (const kind of kinds) {
        const line = `${mover} | ${resultOf({ business, move, mover, kind })}`;
        const found = lines.get(line) ?? new Map<HandoffMove, HandoffKind[]>();
        lines.set(line, found.set(move, [...(found.get(move) ?? []), kind]));
      }
    }
  }
  const rows = [...lines].map(([line, found]) => {
    const [mover = '', result = ''] = line.split(' | ');
    const asked = [...found].map(([move, of]) =>
      of.length === kinds.length ? code(move) : `${code(move)} (${of.join(', ')})`,
    );
    return [mover, result, asked.join(', ')];
  });
  const end = Object.keys(HANDOFF[business]).length === 0 ? ', an end' : '';
  return [
    `### ${business}`,
    `FHIR ${code(BUSINESS_STATES[business])}${end}.`,
    table(['Who', 'What happens', 'Asking for'], rows),
  ].join('\n\n');
}

function wholeTable(): string {
  return BUSINESS_STATE_CODES.map(section).join('\n\n');
}

/** The handoff as one page for people (docs/handoff.md). Pure, so that a test can compare the page with what is in force. */
export function handoffDocument(): string {
  const exits = Object.entries(STOP_CAUSES).map(([cause, business]) => [code(cause), code(business)]);
  return `${[
    '# The handoff',
    'Written from `libs/domain/src/charter` by `npm run docs:charter`; change it there. A test compares this page with the code, and another asks the running application for every cell of the table below.',
    `A ${OFFERED_KINDS.join(' and a ')} run the same machine: a transfer moves custody in the instant the client arrives, a referral never does. \`information_only\` tells the client where to go: it stands at \`information-given\` from the start, the other organisation sees nothing of it, and it has no moves.`,
    '## Where it can stand',
    states(),
    '## The moves',
    'Sender and receiver ask at `POST /api/handoffs/{reference}/{move}`, the coordination office at `POST /api/envelopes/{reference}/{move}`; "system" is a clock of the handoff, the yes of another partner or a consent withdrawn elsewhere, and nobody can ask for what is its alone.',
    moves(),
    'After a withdrawal only the sender can resume, with a new consent; the receiver is told `handoff.resume_needs_consent`.',
    '## The transitions of the design',
    transitions(),
    '## Exits of their own',
    'None of these is a refusal of anybody.',
    table(['Cause', 'Stands then at'], exits),
    '## The clocks',
    'How long each runs is in the pack of the jurisdiction; business days are those of whoever must act, urgent is wall-clock time.',
    clocks(),
    '## The ladder',
    'The one who must act is nagged first, then whoever can act instead. A rung is climbed once.',
    ladder(),
    '## What is disclosed',
    'Each tier adds to the one before it, and every field but those of the card needs a standing consent for its category ([the charter](charter.md)). When the handoff ends before arrival, all of it closes: the receiver keeps the reference, the dates and the reasons it wrote itself.',
    tiers(),
    '## The whole table',
    `Every business state, every move, everybody who could ask, every kind: ${tableCells().length} cells. Refusals come in this order: the role, being a side at all, whose move it is, the kind, where it stands, and last what the move itself needs.`,
    wholeTable(),
  ].join('\n\n')}\n`;
}
