import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { EnrolmentViewService } from './enrolment-view.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { IncidentService } from './incident.service.js';
import { LeaveService } from './leave.service.js';
import { ProgrammeService } from './programme.service.js';
import { TherapyWorkService } from './therapy-work.service.js';

const SERVICES = [
  ProgrammeService,
  EnrolmentService,
  EnrolmentViewService,
  LeaveService,
  TherapyWorkService,
  IncidentService,
];

@Module({ imports: [ClientModule], providers: SERVICES, exports: SERVICES })
export class ProgrammeModule {}
