/**
 * Every process numbers the events it writes, from 1, without a gap. A transaction that was rolled back takes its number
 * with it; a later event declares it lost. An event suppressed before it was sealed leaves a hole that nobody declared; only
 * the newest of a process can vanish unseen, and only in the moment before the sealer's next round.
 */
export interface ProcessStamp {
  readonly boot: string;
  readonly number: number;
  readonly lost: readonly number[];
}

export interface InFlight {
  readonly boot: string;
  readonly numbers: readonly number[];
}

interface Boot {
  readonly seen: NumberSet;
  readonly accounted: NumberSet;
  poolSize: number;
  isStopped: boolean;
}

const NAMED_NUMBERS_MAX = 20;
const STARTED = 'process.started';
const STOPPED = 'process.stopped';

/** Reads the stamp out of an event's body; undefined when there is none that makes sense. */
export function readStamp(body: Record<string, unknown>): ProcessStamp | undefined {
  const process = body['process'] as Record<string, unknown> | null | undefined;
  const { boot, number, lost = [] } = process ?? {};
  if (typeof boot !== 'string' || !isNumber(number)) return undefined;
  if (!Array.isArray(lost) || !lost.every(isNumber)) return undefined;
  return { boot, number, lost };
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

/** Collects the numbers of all processes in memory that grows with their restarts, not with their events. */
export class ProcessCounters {
  private readonly boots = new Map<string, Boot>();

  /** Takes note of one event; answers a sentence when its number was taken already. */
  add(body: Record<string, unknown>): string | undefined {
    const stamp = readStamp(body);
    if (!stamp) return 'it does not say which process wrote it';
    const boot = this.bootOf(stamp.boot);
    boot.accounted.add(stamp.number);
    for (const number of stamp.lost) boot.accounted.add(number);
    if (body['action'] === STARTED) boot.poolSize = poolSizeOf(body);
    if (body['action'] === STOPPED) boot.isStopped = true;
    if (boot.seen.add(stamp.number)) return undefined;
    return `another event already has number ${stamp.number} of process ${stamp.boot}`;
  }

  /**
   * Holes nobody declared: of a process that stopped in order, or more than its connections could have had under way,
   * they are missing events; otherwise they were in flight when the process died, or still are.
   */
  holes(): { readonly missing: readonly InFlight[]; readonly inFlight: readonly InFlight[] } {
    const missing: InFlight[] = [];
    const inFlight: InFlight[] = [];
    for (const [name, boot] of this.boots) {
      const { count, numbers } = boot.accounted.holes(NAMED_NUMBERS_MAX);
      if (count === 0) continue;
      const isTampering = boot.isStopped || count > boot.poolSize;
      (isTampering ? missing : inFlight).push({ boot: name, numbers });
    }
    return { missing, inFlight };
  }

  private bootOf(name: string): Boot {
    const known = this.boots.get(name);
    if (known) return known;
    const boot = { seen: new NumberSet(), accounted: new NumberSet(), poolSize: 0, isStopped: false };
    this.boots.set(name, boot);
    return boot;
  }
}

function poolSizeOf(body: Record<string, unknown>): number {
  const detail = (body['detail'] ?? {}) as Record<string, unknown>;
  const size = detail['pool_size'] ?? body['pool_size'];
  return isNumber(size) ? size : 0;
}

/** Whole numbers as sorted, merged ranges: a gap-free counter of any length is one range. */
export class NumberSet {
  private readonly ranges: [from: number, to: number][] = [];

  /** Adds a number; answers whether it was new. */
  add(number: number): boolean {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ranges[middle]![1] < number) low = middle + 1;
      else high = middle;
    }
    const at = this.ranges[low];
    if (at && at[0] <= number) return false;
    const before = this.ranges[low - 1];
    const joinsBefore = before?.[1] === number - 1;
    const joinsAfter = at?.[0] === number + 1;
    if (joinsBefore && joinsAfter) {
      before[1] = at[1];
      this.ranges.splice(low, 1);
    } else if (joinsBefore) before[1] = number;
    else if (joinsAfter) at[0] = number;
    else this.ranges.splice(low, 0, [number, number]);
    return true;
  }

  /** Numbers from 1 to the largest that are not there: how many, and the first of them. */
  holes(namedMax: number): { count: number; numbers: number[] } {
    let count = 0;
    let next = 1;
    const numbers: number[] = [];
    for (const [from, to] of this.ranges) {
      count += from - next;
      for (let number = next; number < from && numbers.length < namedMax; number += 1) numbers.push(number);
      next = to + 1;
    }
    return { count, numbers };
  }
}
