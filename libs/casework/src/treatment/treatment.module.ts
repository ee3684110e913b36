import { Module } from '@nestjs/common';
import { PathwayModule } from '../pathway/pathway.module.js';
import { TreatmentService } from './treatment.service.js';

@Module({ imports: [PathwayModule], providers: [TreatmentService], exports: [TreatmentService] })
export class TreatmentModule {}
