import { Module } from '@nestjs/common';
import { WorkBulkService } from './work-bulk.service.js';
import { WorkService } from './work.service.js';

const SERVICES = [WorkService, WorkBulkService];

@Module({ providers: SERVICES, exports: SERVICES })
export class WorkModule {}
