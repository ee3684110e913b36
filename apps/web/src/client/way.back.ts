import { PATHWAY, type Stage } from '#domain/charter/pathway.js';

/**
 * A move between stages is never undone. How a client comes again to the stage they leave: by a return, which asks for nothing;
 * by moving on from there, which asks for criteria; or by no move.
 */
export function wayBack(left: Stage, to: Stage): 'return' | 'onward' | 'none' {
  const moves: { readonly [S in Stage]?: { readonly direction: 'onward' | 'return' } } = PATHWAY[to];
  return moves[left]?.direction ?? 'none';
}
