import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Outbox } from '#platform/db/outbox.js';
import { codeOf } from './within.js';

const LOOK_EVERY_MS = 15_000;
/** After a look that told nothing: the database was away, or took too long to say what time it is. */
const LOOK_AGAIN_MS = 1_000;
const STOP_MS = LIMITS.clock_difference_seconds_max * 1_000;
const WARN_MS = STOP_MS / 2;

/**
 * A worker whose clock is off takes running jobs from healthy ones (measured, ADR 0008). So nothing is taken before the
 * clock was found right, and nothing while it is off: queue, relay and sweeper ask here. A look that proves neither
 * changes nothing.
 */
@Injectable()
export class ClockWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('clock');
  private readonly listeners: ((isRight: boolean) => void)[] = [];
  private right = false;
  private hasLooked = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly outbox: Outbox) {}

  get isRight(): boolean {
    return this.right;
  }

  /** Tells whenever the answer changes, for the first time when the clock was found right. */
  onChange(listener: (isRight: boolean) => void): void {
    this.listeners.push(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
  }

  beforeApplicationShutdown(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const verdict = await this.judge().catch((error: unknown) => {
      this.log.warn('the clock of this machine could not be compared', { code: codeOf(error) });
    });
    if (this.isStopped) return;
    if (verdict !== undefined) this.turn(verdict);
    this.timer = setTimeout(
      () => void this.look(),
      verdict === undefined ? LOOK_AGAIN_MS : LOOK_EVERY_MS,
    ).unref();
  }

  /** True: surely right. False: surely off. Undefined: the reading took so long that it may be either. */
  private async judge(): Promise<boolean | undefined> {
    const { differenceMs, uncertaintyMs } = await this.outbox.readClocks();
    const offByMs = Math.abs(differenceMs);
    if (offByMs - uncertaintyMs > STOP_MS) return false;
    if (offByMs + uncertaintyMs > STOP_MS) return undefined;
    if (offByMs - uncertaintyMs > WARN_MS)
      this.log.warn('the clock of this machine is off by more than a second');
    return true;
  }

  private turn(isRight: boolean): void {
    if (isRight === this.right && this.hasLooked) return;
    if (!isRight)
      this.log.error(
        'the clock of this machine is off by more than two seconds: no jobs are taken until it is right',
      );
    else if (this.hasLooked) this.log.warn('the clock of this machine is right again: jobs are taken');
    this.right = isRight;
    this.hasLooked = true;
    for (const listener of this.listeners) listener(isRight);
  }
}
