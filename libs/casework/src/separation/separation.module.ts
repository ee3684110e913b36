import { Module } from '@nestjs/common';
import { SeparationService } from './separation.service.js';

@Module({ providers: [SeparationService], exports: [SeparationService] })
export class SeparationModule {}
