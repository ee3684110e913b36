import { Module } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module.js';
import { EntryService } from './entry.service.js';
import { ExitService } from './exit.service.js';
import { FollowUpService } from './follow-up.service.js';
import { PathwayService } from './pathway.service.js';
import { StageRecordService } from './stage-record.service.js';

const SERVICES = [PathwayService, StageRecordService, ExitService, EntryService, FollowUpService];

@Module({ imports: [NoticesModule], providers: SERVICES, exports: SERVICES })
export class PathwayModule {}
