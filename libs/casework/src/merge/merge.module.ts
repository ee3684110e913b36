import { Module } from '@nestjs/common';
import { MergeService } from './merge.service.js';

@Module({ providers: [MergeService], exports: [MergeService] })
export class MergeModule {}
