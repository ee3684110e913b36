import { Module } from '@nestjs/common';
import { HandoffModule } from '../handoff/handoff.module.js';
import { ExportService } from './export.service.js';

@Module({ imports: [HandoffModule], providers: [ExportService], exports: [ExportService] })
export class ExportModule {}
