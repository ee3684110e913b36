import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { PlanStepsService } from './plan-steps.service.js';
import { PlanService } from './plan.service.js';

@Module({
  imports: [ClientModule],
  providers: [PlanService, PlanStepsService],
  exports: [PlanService, PlanStepsService],
})
export class PlanModule {}
