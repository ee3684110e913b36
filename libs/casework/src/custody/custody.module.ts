import { Module } from '@nestjs/common';
import { ForcedChangeService } from './forced-change.service.js';

@Module({ providers: [ForcedChangeService], exports: [ForcedChangeService] })
export class CustodyModule {}
