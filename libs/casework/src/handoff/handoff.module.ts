import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { HandoffMovesService } from './handoff-moves.service.js';
import { HandoffService } from './handoff.service.js';
import { PacketService } from './packet.service.js';

@Module({
  imports: [ClientModule],
  providers: [HandoffService, HandoffMovesService, PacketService],
  exports: [HandoffService, HandoffMovesService],
})
export class HandoffModule {}
