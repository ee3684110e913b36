import { Module } from '@nestjs/common';
import { PathwayService } from './pathway.service.js';
import { StageRecordService } from './stage-record.service.js';

@Module({ providers: [PathwayService, StageRecordService], exports: [PathwayService, StageRecordService] })
export class PathwayModule {}
