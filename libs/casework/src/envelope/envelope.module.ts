import { Module } from '@nestjs/common';
import { HandoffModule } from '../handoff/handoff.module.js';
import { EnvelopeService } from './envelope.service.js';

@Module({ imports: [HandoffModule], providers: [EnvelopeService], exports: [EnvelopeService] })
export class EnvelopeModule {}
