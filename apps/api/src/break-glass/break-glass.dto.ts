import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import {
  CARE_REQUIREMENTS,
  LANGUAGES,
  SEXES,
  SUBSTANCES,
  type CareRequirement,
  type Language,
  type Sex,
  type Substance,
} from '#domain/charter/code-lists.js';
import {
  BREAK_GLASS_FIELDS,
  BREAK_GLASS_KINDS,
  BREAK_GLASS_REASONS,
  BREAK_GLASS_STATES,
  BREAK_GLASS_VERDICTS,
  CLIENT_TOLD,
  EMERGENCY_REASONS,
  PLANNED_REASONS,
  type BreakGlassField,
  type BreakGlassKind,
  type BreakGlassReason,
  type BreakGlassState,
  type BreakGlassVerdict,
  type ClientTold,
  type EmergencyReason,
  type PlannedReason,
} from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { IdentityView } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import {
  BREAK_GLASS_VIEWS,
  type BreakGlassDecision,
  type BreakGlassListView,
  type BreakGlassRequest,
  type BreakGlassReviewRequest,
  type BreakGlassView,
  type EmergencyCard,
  type EmergencyRequest,
} from '#domain/wire/identity.js';
import { IdentityDocumentDto } from '../client/admission.dto.js';
import { SafetyScreenDto } from '../client/safety.dto.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';
import { IsNote } from '../http/validators.js';
import { PhotoViewDto } from '../identity/identity.dto.js';

const NULLABLE_INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;
const NULLABLE_TEXT = { type: 'string', nullable: true } as const;
const FIELDS = { enum: BREAK_GLASS_FIELDS, isArray: true } as const;

export class EmergencyDto implements EmergencyRequest {
  @IsIn(EMERGENCY_REASONS) @ApiProperty({ enum: EMERGENCY_REASONS }) reason: EmergencyReason;
  /** The organisation that gave out the code, as its card says; absent: the own one. */
  @IsOptional() @IsNote(40) issuer?: string;
}

export class BreakGlassRequestDto implements BreakGlassRequest {
  @IsIn(PLANNED_REASONS) @ApiProperty({ enum: PLANNED_REASONS }) reason: PlannedReason;
  /** At least 20 characters. */
  @IsNote() words: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(BREAK_GLASS_FIELDS, { each: true })
  @ApiProperty(FIELDS)
  fields: BreakGlassField[];
  @IsInt() @Min(1) @Max(LIMITS.planned_open_minutes_max) minutes: number;
}

export class BreakGlassDecisionDto implements BreakGlassDecision {
  @IsBoolean() open: boolean;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(BREAK_GLASS_FIELDS, { each: true })
  @ApiProperty({ ...FIELDS, required: false })
  fields?: BreakGlassField[];
  @IsOptional() @IsInt() @Min(1) @Max(LIMITS.planned_open_minutes_max) minutes?: number;
}

export class BreakGlassReviewDto implements BreakGlassReviewRequest {
  @IsIn(BREAK_GLASS_VERDICTS) @ApiProperty({ enum: BREAK_GLASS_VERDICTS }) verdict: BreakGlassVerdict;
  @IsOptional() @IsNote() words?: string;
  @IsIn(CLIENT_TOLD) @ApiProperty({ enum: CLIENT_TOLD }) client_told: ClientTold;
}

export class ClientToldDto {
  @IsIn(['told', 'dangerous']) @ApiProperty({ enum: ['told', 'dangerous'] }) client_told:
    'told' | 'dangerous';
}

export class BreakGlassQuery extends PageQuery {
  /** Only a part of the list. */
  @IsOptional() @IsIn(BREAK_GLASS_VIEWS) view?: BreakGlassListView;
}

export class BreakGlassDto implements BreakGlassView {
  opening: string;
  @ApiProperty(NULLABLE_TEXT) client: string | null;
  @ApiProperty({ enum: BREAK_GLASS_KINDS }) kind: BreakGlassKind;
  @ApiProperty({ enum: BREAK_GLASS_STATES }) state: BreakGlassState;
  @ApiProperty({ enum: BREAK_GLASS_REASONS }) reason: BreakGlassReason;
  @ApiProperty(NULLABLE_TEXT) words: string | null;
  @ApiProperty(FIELDS) fields: BreakGlassField[];
  minutes: number;
  own: boolean;
  organisation: LabelsDto;
  @ApiProperty(NULLABLE_TEXT) asked_by: string | null;
  mine: boolean;
  @ApiProperty({ type: 'string', format: 'date-time' }) asked_at: string;
  @ApiProperty(NULLABLE_TEXT) decided_by: string | null;
  @ApiProperty(NULLABLE_INSTANT) opened_at: string | null;
  @ApiProperty(NULLABLE_INSTANT) until_at: string | null;
  @ApiProperty(NULLABLE_INSTANT) review_due_at: string | null;
  overdue: boolean;
  @ApiProperty(NULLABLE_INSTANT) tell_due_at: string | null;
  tell_overdue: boolean;
  @ApiProperty(NULLABLE_TEXT) reviewed_by: string | null;
  @ApiProperty({ enum: BREAK_GLASS_VERDICTS, nullable: true }) verdict: BreakGlassVerdict | null;
  @ApiProperty({ enum: CLIENT_TOLD, nullable: true }) client_told: ClientTold | null;
  version: number;
}

export class BreakGlassPageDto implements Page<BreakGlassView> {
  items: BreakGlassDto[];
  @ApiProperty(NULLABLE_TEXT) next: string | null;
}

export class OpeningsOfClientDto {
  items: BreakGlassDto[];
}

/** Of an identity what was opened; the rest is not there. */
export class OpenedIdentityDto implements Partial<IdentityView> {
  given_name?: string;
  family_name?: string;
  @ApiProperty({ ...NULLABLE_TEXT, required: false }) other_names?: string | null;
  @ApiProperty({ ...NULLABLE_TEXT, required: false }) birth_on?: string | null;
  @ApiProperty({ enum: SEXES, required: false }) sex?: Sex;
  phones?: string[];
  @ApiProperty({ ...NULLABLE_TEXT, required: false }) address?: string | null;
  documents?: IdentityDocumentDto[];
}

export class EmergencySafetyDto extends SafetyScreenDto {
  @ApiProperty({ type: 'string', format: 'date-time' }) screened_at: string;
}

export class CustodianDto {
  names: LabelsDto;
  @ApiProperty(NULLABLE_TEXT) telephone: string | null;
}

export class EmergencyCardDto implements EmergencyCard {
  opening: string;
  client: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) until_at: string;
  @ApiProperty(FIELDS) fields: BreakGlassField[];
  @ApiProperty({ type: OpenedIdentityDto, nullable: true }) identity: OpenedIdentityDto | null;
  @ApiProperty({ type: PhotoViewDto, nullable: true }) photo: PhotoViewDto | null;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ type: EmergencySafetyDto, nullable: true }) safety: EmergencySafetyDto | null;
  @ApiProperty({ enum: Object.keys(SUBSTANCES), nullable: true }) substance: Substance | null;
  @ApiProperty({ enum: CARE_REQUIREMENTS, isArray: true, nullable: true })
  care_requirements: CareRequirement[] | null;
  @ApiProperty({ type: CustodianDto, nullable: true }) custodian: CustodianDto | null;
}
