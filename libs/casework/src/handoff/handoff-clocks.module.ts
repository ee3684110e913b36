import { Module } from '@nestjs/common';
import { DueClocks } from '#platform/db/due-clocks.js';
import { EffectsService } from './effects.service.js';
import { HandoffClocksService } from './handoff-clocks.service.js';
import { PacketService } from './packet.service.js';

/** The worker's part of the clocks: envelopes and calendars, no vault. The packs are the shell's to provide. */
@Module({
  providers: [HandoffClocksService, EffectsService, PacketService, DueClocks],
  exports: [HandoffClocksService],
})
export class HandoffClocksModule {}
