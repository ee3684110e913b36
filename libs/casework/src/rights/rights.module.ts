import { Module } from '@nestjs/common';
import { AccessRequestService } from './access-request.service.js';
import { BreachService } from './breach.service.js';
import { ClientRightsService } from './client-rights.service.js';
import { ComplaintFilingService } from './complaint-filing.service.js';
import { ComplaintFollowingService } from './complaint-following.service.js';
import { ComplaintService } from './complaint.service.js';
import { CorrectionService } from './correction.service.js';
import { OwnRightsService } from './own-rights.service.js';
import { PermitService } from './permit.service.js';
import { RetentionService } from './retention.service.js';

const SERVICES = [
  AccessRequestService,
  BreachService,
  ClientRightsService,
  ComplaintFilingService,
  ComplaintFollowingService,
  ComplaintService,
  CorrectionService,
  OwnRightsService,
  PermitService,
  RetentionService,
];

@Module({ providers: SERVICES, exports: SERVICES })
export class RightsModule {}
