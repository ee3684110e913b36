import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { AbsentService } from './absent.service.js';
import { ArrivalsService } from './arrivals.service.js';
import { EffectsService } from './effects.service.js';
import { HandoffArrivalService } from './handoff-arrival.service.js';
import { HandoffDraftsService } from './handoff-drafts.service.js';
import { HandoffMovesService } from './handoff-moves.service.js';
import { HandoffSendService } from './handoff-send.service.js';
import { HandoffWithdrawalService } from './handoff-withdrawal.service.js';
import { HandoffService } from './handoff.service.js';
import { PacketService } from './packet.service.js';

const SERVICES = [
  HandoffService,
  HandoffSendService,
  HandoffDraftsService,
  HandoffMovesService,
  HandoffArrivalService,
  HandoffWithdrawalService,
  AbsentService,
  ArrivalsService,
  EffectsService,
];

@Module({ imports: [ClientModule], providers: [...SERVICES, PacketService], exports: SERVICES })
export class HandoffModule {}
