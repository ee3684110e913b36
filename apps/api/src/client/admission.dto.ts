import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  CARE_REQUIREMENTS,
  LANGUAGES,
  REFERRAL_SOURCES,
  SEXES,
  SUBSTANCES,
  type CareRequirement,
  type Language,
  type ReferralSource,
  type Sex,
  type Substance,
} from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import {
  MATCH_REASONS,
  SEARCH_REASONS,
  type MatchReason,
  type SearchReason,
} from '#domain/charter/matching.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type {
  AdmissionRequest,
  DuplicateCandidate,
  DuplicateCandidates,
  DuplicateSearchRequest,
  IdentityView,
} from '#domain/wire/client.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsDay, IsNote } from '../http/validators.js';
import { SafetyScreenDto } from './safety.dto.js';

/** At least three digits, with what people put between them. */
const PHONE = /^(?=(?:\D*\d){3})\+?[0-9 ()./-]{3,30}$/;
const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];

export class IdentityDocumentDto {
  @IsNote(60) kind: string;
  @IsNote(60) number: string;
}

export class IdentityDto {
  @IsNote(LIMITS.name_characters_max) given_name: string;
  @IsNote(LIMITS.name_characters_max) family_name: string;
  @IsOptional() @IsNote(LIMITS.name_characters_max) other_names?: string;
  @IsOptional() @IsDay() birth_on?: string;
  @IsOptional() @IsIn(SEXES) sex?: Sex;
  @IsOptional() @IsArray() @ArrayMaxSize(5) @Matches(PHONE, { each: true }) phones?: string[];
  @IsOptional() @IsNote(300) address?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => IdentityDocumentDto)
  documents?: IdentityDocumentDto[];
}

/** Walking in: who the person is is optional, the safety screen is not. */
export class AdmissionDto implements AdmissionRequest {
  @IsOptional() @IsObject() @ValidateNested() @Type(() => IdentityDto) identity?: IdentityDto;
  /** The name is one the client chose. */
  @IsOptional() @IsBoolean() chosen_name?: boolean;
  /** Code of a client of the own organisation, confirmed by a human as the same person. */
  @IsOptional() @IsNote(40) same_as?: string;
  @IsOptional() @IsBoolean() duplicates_reviewed?: boolean;
  @IsOptional() @IsInt() @Min(1880) @Max(2200) birth_year?: number;
  @IsIn(LANGUAGES) language: Language;
  @IsIn(REFERRAL_SOURCES) referral_source: ReferralSource;
  @IsOptional() @IsIn(SUBSTANCE_CODES) substance?: Substance;
  @IsIn(STAGES) stage: Stage;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(CARE_REQUIREMENTS.length)
  @IsIn(CARE_REQUIREMENTS, { each: true })
  care_requirements?: CareRequirement[];
  @IsObject() @ValidateNested() @Type(() => SafetyScreenDto) safety: SafetyScreenDto;
}

export class DuplicateSearchDto implements DuplicateSearchRequest {
  @IsOptional() @IsNote(LIMITS.name_characters_max) given_name?: string;
  @IsOptional() @IsNote(LIMITS.name_characters_max) family_name?: string;
  @IsOptional() @IsNote(LIMITS.name_characters_max) other_names?: string;
  @IsOptional() @IsDay() birth_on?: string;
  /** Where the day is not known. */
  @IsOptional() @IsInt() @Min(1880) @Max(2200) birth_year?: number;
  @IsOptional() @Matches(PHONE) phone?: string;
  @IsOptional() @IsNote(60) document?: string;
  /** What the search is for; it stays in the audit. */
  @IsIn(SEARCH_REASONS) reason: SearchReason;
  @IsOptional() @IsNote(100) cursor?: string;
}

export class DuplicateCandidateDto implements DuplicateCandidate {
  client: string;
  masked: string;
  @ApiProperty({ enum: ['strong', 'possible'] }) strength: 'strong' | 'possible';
  /** What agrees. */
  @ApiProperty({ enum: MATCH_REASONS, isArray: true }) reasons: MatchReason[];
  has_open_episode: boolean;
}

export class DuplicateCandidatesDto implements DuplicateCandidates {
  candidates: DuplicateCandidateDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class IdentityViewDto implements IdentityView {
  given_name: string;
  family_name: string;
  @ApiProperty({ type: 'string', nullable: true }) other_names: string | null;
  @ApiProperty({ type: 'string', nullable: true }) birth_on: string | null;
  @ApiProperty({ enum: SEXES }) sex: Sex;
  phones: string[];
  @ApiProperty({ type: 'string', nullable: true }) address: string | null;
  documents: IdentityDocumentDto[];
}
