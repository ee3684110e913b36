import { Module } from '@nestjs/common';
import { DueClocks } from '#platform/db/due-clocks.js';
import { FollowUpClockService } from '../pathway/follow-up-clock.service.js';
import { PlanClockService } from '../plan/plan-clock.service.js';
import { DeadlineService } from './deadline.service.js';

/** What the worker moves by the clock: the duties of rights, whoever is asked after, and plans to be reviewed. */
@Module({
  providers: [DeadlineService, FollowUpClockService, PlanClockService, DueClocks],
  exports: [DeadlineService, FollowUpClockService, PlanClockService],
})
export class DeadlinesModule {}
