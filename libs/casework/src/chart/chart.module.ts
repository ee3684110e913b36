import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { CareLevelService } from './care-level.service.js';
import { ChartService } from './chart.service.js';

const SERVICES = [ChartService, CareLevelService];

@Module({ imports: [ClientModule], providers: SERVICES, exports: SERVICES })
export class ChartModule {}
