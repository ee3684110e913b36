import { Module } from '@nestjs/common';
import { CapacityModule } from '../capacity/capacity.module.js';
import { ClientModule } from '../client/client.module.js';
import { ConsentModule } from '../consent/consent.module.js';
import { CustodyModule } from '../custody/custody.module.js';
import { EmploymentModule } from '../employment/employment.module.js';
import { EnvelopeModule } from '../envelope/envelope.module.js';
import { HandoffModule } from '../handoff/handoff.module.js';
import { PathwayModule } from '../pathway/pathway.module.js';
import { RehabilitationModule } from '../rehabilitation/rehabilitation.module.js';
import { ReintegrationModule } from '../reintegration/reintegration.module.js';
import { TreatmentModule } from '../treatment/treatment.module.js';
import { WorkModule } from '../work/work.module.js';
import { DemoClientsService } from './demo-clients.service.js';
import { DemoCrowdService } from './demo-crowd.service.js';
import { DemoDesksService } from './demo-desks.service.js';
import { DemoHandoffsService } from './demo-handoffs.service.js';
import { DemoStagesService } from './demo-stages.service.js';

@Module({
  imports: [
    CapacityModule,
    ClientModule,
    ConsentModule,
    CustodyModule,
    EmploymentModule,
    EnvelopeModule,
    HandoffModule,
    PathwayModule,
    RehabilitationModule,
    ReintegrationModule,
    TreatmentModule,
    WorkModule,
  ],
  providers: [DemoClientsService, DemoCrowdService, DemoDesksService, DemoHandoffsService, DemoStagesService],
  exports: [DemoClientsService, DemoCrowdService, DemoDesksService],
})
export class DemoModule {}
