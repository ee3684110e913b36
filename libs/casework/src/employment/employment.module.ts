import { Module } from '@nestjs/common';
import { PathwayModule } from '../pathway/pathway.module.js';
import { EmploymentService } from './employment.service.js';

@Module({ imports: [PathwayModule], providers: [EmploymentService], exports: [EmploymentService] })
export class EmploymentModule {}
