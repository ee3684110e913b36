import { Module } from '@nestjs/common';
import { PathwayModule } from '../pathway/pathway.module.js';
import { RehabilitationService } from './rehabilitation.service.js';

@Module({ imports: [PathwayModule], providers: [RehabilitationService], exports: [RehabilitationService] })
export class RehabilitationModule {}
