import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { ConsentModule } from '../consent/consent.module.js';
import { EmploymentModule } from '../employment/employment.module.js';
import { HandoffModule } from '../handoff/handoff.module.js';
import { RehabilitationModule } from '../rehabilitation/rehabilitation.module.js';
import { ReintegrationModule } from '../reintegration/reintegration.module.js';
import { TreatmentModule } from '../treatment/treatment.module.js';
import { DemoClientsService } from './demo-clients.service.js';
import { DemoHandoffsService } from './demo-handoffs.service.js';
import { DemoStagesService } from './demo-stages.service.js';

@Module({
  imports: [
    ClientModule,
    ConsentModule,
    HandoffModule,
    TreatmentModule,
    RehabilitationModule,
    ReintegrationModule,
    EmploymentModule,
  ],
  providers: [DemoClientsService, DemoHandoffsService, DemoStagesService],
  exports: [DemoClientsService],
})
export class DemoModule {}
