import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ConsentWarningService } from '#casework/notices/consent-warning.service.js';
import { FollowUpClockService } from '#casework/pathway/follow-up-clock.service.js';
import { PlanClockService } from '#casework/plan/plan-clock.service.js';
import { DeadlineService } from '#casework/rights/deadline.service.js';
import { ClockWatchService } from '../clock-watch.service.js';
import { codeOf, within } from '../within.js';

const LOOK_EVERY_MS = 1_000;
/** Which records are past their time changes by the day. */
const LOOKS_PER_REPORT = 86_400;
/** A consent ends on a day, and whoever left is asked after on one: once a minute is soon enough to see it coming. */
const LOOKS_PER_CONSENTS = 60;
const DRAIN_MS_MAX = 8_000;

/**
 * Moves the clocks of duties: complaints, corrections, breaches, permits (ADR 0043), consents that end soon, whoever is asked after (ADR 0049), and plans to be reviewed (ADR 0050). What is due the database says; this machine's
 * clock is never read. Two workers at once take different rows.
 */
@Injectable()
export class DutySweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('duties');
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;
  private isStopped = false;
  private trouble = '';

  constructor(
    private readonly deadlines: DeadlineService,
    private readonly consents: ConsentWarningService,
    private readonly followUps: FollowUpClockService,
    private readonly plans: PlanClockService,
    private readonly watch: ClockWatchService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** What is being moved is finished; nothing further is begun. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await within(DRAIN_MS_MAX, this.running ?? Promise.resolve()).catch(() => undefined);
  }

  private look(): void {
    const isReportDay = this.looks % LOOKS_PER_REPORT === 0;
    const isConsentMinute = this.looks % LOOKS_PER_CONSENTS === 0;
    if (this.isStopped || !this.watch.isRight || this.running) return;
    this.looks += 1;
    this.running = this.sweep(isReportDay, isConsentMinute)
      .then(() => (this.trouble = ''))
      .catch((error: unknown) => {
        const code = codeOf(error);
        if (code !== this.trouble) this.log.warn('the duties could not be looked at', { code });
        this.trouble = code;
      })
      .then(() => (this.running = undefined));
  }

  private async sweep(isReportDay: boolean, isConsentMinute: boolean): Promise<void> {
    if (isReportDay) await this.deadlines.reportRetention();
    while (!this.isStopped && (await this.deadlines.tick()) > 0);
    while (isConsentMinute && !this.isStopped && (await this.consents.warn()) > 0);
    while (isConsentMinute && !this.isStopped && (await this.followUps.tick()) > 0);
    while (isConsentMinute && !this.isStopped && (await this.plans.tick()) > 0);
  }
}
