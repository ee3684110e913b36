import { ApiProperty } from '@nestjs/swagger';
import type { SeparationRequest, SeparationView } from '#domain/wire/separation.js';
import { IsNote } from '../http/validators.js';

export class SeparationRequestDto implements SeparationRequest {
  /** The own code of the other client. */
  @IsNote(40) other: string;
}

export class SeparationDto implements SeparationView {
  reference: string;
  client: string;
  other: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) recorded_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) ended_at: string | null;
}

export class SeparationsDto {
  items: SeparationDto[];
}
