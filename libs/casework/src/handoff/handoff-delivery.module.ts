import { Module } from '@nestjs/common';
import { HandoffDeliveryService } from './handoff-delivery.service.js';

/** The worker's part of handoffs: envelopes only, so it needs neither vault nor packs. */
@Module({ providers: [HandoffDeliveryService], exports: [HandoffDeliveryService] })
export class HandoffDeliveryModule {}
