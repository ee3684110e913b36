import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID, Matches } from 'class-validator';
import {
  TOKEN_RECIPIENTS,
  TOKEN_STATES,
  TOKEN_USES,
  type TokenRecipient,
  type TokenState,
  type TokenUse,
} from '#domain/charter/eligibility.js';
import type {
  EligibilityChoices,
  EligibilityIssued,
  EligibilityRequest,
  EligibilityView,
  ProgrammeView,
} from '#domain/wire/eligibility.js';
import { LabelsDto, PartyDto } from '../http/common.dto.js';
import { IsDay, IsNote } from '../http/validators.js';

const CODE = /^[a-z][a-z0-9_]{1,39}$/;

export class EligibilityRequestDto implements EligibilityRequest {
  /** Code of the partner. */
  @IsNote(40) recipient: string;
  @Matches(CODE) programme: string;
  @Matches(CODE) tier: string;
  @IsIn(TOKEN_USES) use: TokenUse;
  /** The last day on which it counts. */
  @IsDay() valid_until_on: string;
  /** Reference of the client's own consent for this kind of partner. */
  @IsUUID() consent: string;
}

export class EligibilityDto implements EligibilityView {
  reference: string;
  recipient: PartyDto;
  programme: string;
  tier: string;
  @ApiProperty({ enum: TOKEN_USES }) use: TokenUse;
  @ApiProperty({ type: 'string', format: 'date' }) valid_until_on: string;
  @ApiProperty({ enum: TOKEN_STATES }) state: TokenState;
  @ApiProperty({ type: 'string', format: 'date-time' }) issued_at: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) shown_at: string | null;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) used_at: string | null;
  version: number;
}

export class EligibilityIssuedDto extends EligibilityDto implements EligibilityIssued {
  /** Shown once; null where the same request is answered again. */
  @ApiProperty({ type: 'string', nullable: true }) code: string | null;
}

class TierDto {
  code: string;
  names: LabelsDto;
}

class ProgrammeDto implements ProgrammeView {
  code: string;
  @ApiProperty({ enum: TOKEN_RECIPIENTS }) for: TokenRecipient;
  names: LabelsDto;
  tiers: TierDto[];
  days_max: number;
}

class TokenPartnerDto extends PartyDto {
  @ApiProperty({ enum: TOKEN_RECIPIENTS }) kind: TokenRecipient;
}

class EligibilityChoicesDto implements EligibilityChoices {
  programmes: ProgrammeDto[];
  recipients: TokenPartnerDto[];
}

export class EligibilitiesDto {
  tokens: EligibilityDto[];
  choices: EligibilityChoicesDto;
}
