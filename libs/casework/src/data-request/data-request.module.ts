import { Module } from '@nestjs/common';
import { DataRequestService } from './data-request.service.js';

@Module({ providers: [DataRequestService], exports: [DataRequestService] })
export class DataRequestModule {}
