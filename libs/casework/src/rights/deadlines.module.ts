import { Module } from '@nestjs/common';
import { DeadlineService } from './deadline.service.js';

/** What the worker needs of rights: their clocks. */
@Module({ providers: [DeadlineService], exports: [DeadlineService] })
export class DeadlinesModule {}
