import type { BusinessState } from '#domain/charter/handoff.js';
import { HANDOFF } from '#domain/charter/handoff.js';
import type { Command } from './commands.js';
import type { Answer } from './desk.js';
import type { Prediction } from './oracle-words.js';

/** What a campaign did, in numbers. */
export class Tally {
  handoffs = 0;
  commands = 0;
  races = 0;
  repeats = 0;
  /** Times somebody was told that the service is busy and asked again. */
  busy = 0;
  /** Deadlocks that the database broke and the door ran again. */
  deadlocks = 0;
  readonly transitions: Record<string, number> = {};
  readonly refusals: Record<string, number> = {};
  readonly commandsDone: Record<string, number> = {};

  note(command: Command, answer: Answer, said: Prediction): void {
    this.commands += 1;
    if (said.repeats) this.repeats += 1;
    else if (answer.done) {
      count(this.commandsDone, command.verb);
      if (said.made === 'handoff') this.handoffs += 1;
    } else count(this.refusals, answer.refused);
  }

  moved(from: BusinessState | undefined, to: BusinessState): void {
    if (from !== to) count(this.transitions, `${from ?? 'new'} -> ${to}`);
  }

  add(other: Tally): void {
    for (const name of ['handoffs', 'commands', 'races', 'repeats', 'busy', 'deadlocks'] as const)
      this[name] += other[name];
    for (const name of ['transitions', 'refusals', 'commandsDone'] as const)
      for (const [what, times] of Object.entries(other[name])) count(this[name], what, times);
  }

  /** Ways the charter knows and this run never went. */
  get neverWalked(): string[] {
    const ways = Object.entries(HANDOFF).flatMap(([from, moves]) =>
      (Object.values(moves) as (readonly string[])[]).flat().map((to) => `${from} -> ${to}`),
    );
    return [...new Set(ways)].filter((way) => {
      const [from, to] = way.split(' -> ');
      return from !== to && !(way in this.transitions);
    });
  }
}

function count(counts: Record<string, number>, what: string, times = 1): void {
  counts[what] = (counts[what] ?? 0) + times;
}
