import { Module } from '@nestjs/common';
import { PathwayModule } from '../pathway/pathway.module.js';
import { ReintegrationService } from './reintegration.service.js';

@Module({ imports: [PathwayModule], providers: [ReintegrationService], exports: [ReintegrationService] })
export class ReintegrationModule {}
