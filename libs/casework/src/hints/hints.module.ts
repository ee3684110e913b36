import { Module } from '@nestjs/common';
import { HintsService } from './hints.service.js';

@Module({ providers: [HintsService], exports: [HintsService] })
export class HintsModule {}
