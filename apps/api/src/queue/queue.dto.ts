import { ApiProperty } from '@nestjs/swagger';
import { TRANSPORT_STATES, type TransportState } from '#domain/charter/handoff.js';
import type { QueueView } from '#domain/wire/house.js';

export class QueueCountsDto implements Record<TransportState, number> {
  queued: number;
  sent: number;
  delivered: number;
  failed: number;
  dead: number;
}

export class TroubledMessageDto {
  topic: string;
  @ApiProperty({ enum: TRANSPORT_STATES }) state: TransportState;
  attempts: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) queued_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) next_try_at: string | null;
  @ApiProperty({ type: 'string', nullable: true }) reference: string | null;
  /** The work item through which a dead message is sent again. */
  @ApiProperty({ type: 'string', nullable: true }) work: string | null;
}

export class QueueDto implements QueueView {
  counts: QueueCountsDto;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) oldest_waiting_at: string | null;
  troubled: TroubledMessageDto[];
}
