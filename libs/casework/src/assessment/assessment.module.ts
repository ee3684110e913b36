import { Module } from '@nestjs/common';
import { AssessmentReadingService } from './assessment-reading.service.js';
import { AssessmentService } from './assessment.service.js';
import { InstrumentService } from './instrument.service.js';

const SERVICES = [AssessmentService, AssessmentReadingService, InstrumentService];

@Module({ providers: SERVICES, exports: SERVICES })
export class AssessmentModule {}
