import { Module } from '@nestjs/common';
import { WardService } from './ward.service.js';

@Module({ providers: [WardService], exports: [WardService] })
export class WardModule {}
