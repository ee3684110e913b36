import { Module } from '@nestjs/common';
import { DueClocks } from '#platform/db/due-clocks.js';
import { FollowUpClockService } from '../pathway/follow-up-clock.service.js';
import { DeadlineService } from './deadline.service.js';

/** What the worker moves by the clock: the duties of rights, and whoever is asked after. */
@Module({
  providers: [DeadlineService, FollowUpClockService, DueClocks],
  exports: [DeadlineService, FollowUpClockService],
})
export class DeadlinesModule {}
