import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { FORCED_CHANGE_REASONS, type ForcedChangeReason } from '#domain/charter/handoff.js';
import type { Page } from '#domain/wire/common.js';
import type { ForcedChangeRequest, ForcedChangeView } from '#domain/wire/envelope.js';
import { PartyDto } from '../http/common.dto.js';
import { IsNote } from '../http/validators.js';

const CODE_CHARACTERS_MAX = 40;
const DOCUMENT_CHARACTERS_MAX = 200;

export class ForcedChangeRequestDto implements ForcedChangeRequest {
  /** Code of the organisation that is responsible now. */
  @IsNote(CODE_CHARACTERS_MAX) custodian: string;
  /** Its own code of the client. */
  @IsNote(CODE_CHARACTERS_MAX) client: string;
  @IsNote(CODE_CHARACTERS_MAX) to: string;
  @IsIn(FORCED_CHANGE_REASONS) reason: ForcedChangeReason;
  /** Where the document is: a case number, a file reference. */
  @IsNote(DOCUMENT_CHARACTERS_MAX) document: string;
}

export class ForcedChangeDecisionDto {
  @IsBoolean() confirmed: boolean;
}

export class ForcedChangeDto implements ForcedChangeView {
  reference: string;
  custodian: PartyDto;
  to: PartyDto;
  @ApiProperty({ enum: FORCED_CHANGE_REASONS }) reason: ForcedChangeReason;
  document: string;
  proposed_at: string;
  /** The asking account proposed it: another coordinator must confirm. */
  own: boolean;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) decided_at: string | null;
  @ApiProperty({ type: 'boolean', nullable: true }) confirmed: boolean | null;
}

export class ForcedChangePageDto implements Page<ForcedChangeView> {
  items: ForcedChangeDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
