import { Module } from '@nestjs/common';
import { PathwayService } from './pathway.service.js';
import { StageRecorder } from './stage-recorder.js';

@Module({ providers: [PathwayService, StageRecorder], exports: [PathwayService, StageRecorder] })
export class PathwayModule {}
