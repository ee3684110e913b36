import { WORK_ITEMS } from '#domain/charter/code-lists.js';
import type { WorkItemKind } from '#domain/charter/code-lists.js';
import { HANDOFF, MOVES } from '#domain/charter/handoff.js';
import type { BusinessState, HandoffMove, HandoffMover, SideMove } from '#domain/charter/handoff.js';
import { maySign } from '#domain/rules/work.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { useMay, useSession } from '../session/session.context.js';

/** Answers to a request, each with its letter: by their place on the keyboard, so that they are the same on every layout. */
export const ANSWER_KEYS = [
  { move: 'accept', code: 'KeyA' },
  { move: 'ask', code: 'KeyQ' },
  { move: 'waitlist', code: 'KeyW' },
  { move: 'decline', code: 'KeyD' },
] as const satisfies readonly { move: SideMove; code: string }[];

/** Whoever asks or offers to wait has read the request, so it is taken on. */
const AFTER_TAKING = ['ask', 'waitlist'] as const satisfies readonly SideMove[];

/** What else a task asks for; the first that is open is the one key R stands for. */
const ASKED_FOR: { readonly [K in WorkItemKind]?: readonly SideMove[] } = {
  'handoff.question': ['answer'],
  'handoff.wish': ['wish'],
  'handoff.review': ['propose'],
  'handoff.arrival': ['arrive'],
  'handoff.not_seen': ['contact'],
  'handoff.outreach': ['contact', 'call'],
  'handoff.contact': ['contact'],
  'handoff.resume': ['resume'],
  'handoff.report': ['report'],
  'handoff.acknowledge': ['acknowledge'],
};

/** Whether a side may make a move where the handoff of a task stands; the server decides again, and knows more. */
function isOpen(item: WorkItemView, move: HandoffMove): boolean {
  if (!item.handoff || item.handoff.side === 'coordinator') return false;
  const moves: { readonly [M in HandoffMove]?: readonly BusinessState[] } =
    HANDOFF[item.handoff.business_state];
  const by: readonly HandoffMover[] = MOVES[move].by;
  return move in moves && by.includes(item.handoff.side);
}

export interface WorkMoves {
  /** Taking the request on: more of it opens. */
  readonly take: boolean;
  readonly answers: readonly (typeof ANSWER_KEYS)[number][];
  /** Answers that are open only once the request is taken on: asking for one takes it first. */
  readonly takesFirst: readonly SideMove[];
  readonly asked: SideMove | null;
  readonly byHand: boolean;
}

/** What the reader can do about a task here. */
export function useWorkMoves(item: WorkItemView): WorkMoves {
  const may = useMay();
  const { roles } = useSession();
  const can = (move: SideMove): boolean => isOpen(item, move) && may(`handoff.${move}`);
  const take = can('take');
  const takesFirst: SideMove[] =
    take && may('work.assign') ? AFTER_TAKING.filter((move) => !can(move) && may(`handoff.${move}`)) : [];
  return {
    take,
    takesFirst,
    answers: ANSWER_KEYS.filter(({ move }) => can(move) || takesFirst.includes(move)),
    asked: ASKED_FOR[item.kind]?.find(can) ?? null,
    byHand: WORK_ITEMS[item.kind].by_hand && may('work.complete') && maySign(item.kind, roles),
  };
}
