import { Module } from '@nestjs/common';
import { DueClocks } from '#platform/db/due-clocks.js';
import { DeadlineService } from './deadline.service.js';

/** What the worker needs of rights: their clocks. */
@Module({ providers: [DeadlineService, DueClocks], exports: [DeadlineService] })
export class DeadlinesModule {}
