import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { LIMITS } from '#domain/charter/limits.js';
import {
  APPEAL_OUTCOMES,
  INCIDENT_KINDS,
  INCIDENT_STATES,
  LEAVE_KINDS,
  LEAVE_RETURNS,
  MEASURES,
  PHASE_REASONS,
  PROGRAMME_ENDS,
  PROGRAMME_KINDS,
  RELAPSE_ANSWERS,
  THERAPY_WORKS,
  type AppealOutcome,
  type IncidentKind,
  type IncidentState,
  type LeaveKind,
  type LeaveReturn,
  type Measure,
  type PhaseReason,
  type ProgrammeEnd,
  type ProgrammeKind,
  type RelapseAnswer,
  type TherapyWork,
} from '#domain/charter/programme.js';
import type {
  ClientProgramme,
  EnrolmentView,
  IncidentDeciding,
  IncidentReporting,
  IncidentSettling,
  IncidentView,
  IncidentWords,
  LeaveReturning,
  LeaveView,
  LeaveWriting,
  PeerChoice,
  PhaseChanging,
  PhaseStepView,
  PhaseWriting,
  ProgrammeChoice,
  ProgrammeEnding,
  ProgrammeWriting,
  ProgrammeWritten,
  RehabilitationProgramme,
  RelapseView,
  RelapseWriting,
  TherapyWorkView,
  TherapyWorkWriting,
} from '#domain/wire/programme.js';
import { IsDay, IsInstant, IsName, IsNote, Nullable } from '../http/validators.js';

const TEXT_OR_NULL = { type: 'string', nullable: true } as const;
const DAY = { type: 'string', format: 'date' } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;
const INSTANT_OR_NULL = { ...INSTANT, nullable: true } as const;
const DAYS_MAX = 730;
const MINUTES_MAX = 720;

export class PhaseWritingDto implements PhaseWriting {
  @IsName(LIMITS.programme_title_characters_max) title: string;
  /** How many days are expected, not granted. */
  @IsInt() @Min(1) @Max(DAYS_MAX) days: number;
}

export class ProgrammeWritingDto implements ProgrammeWriting {
  @IsIn(PROGRAMME_KINDS) @ApiProperty({ enum: PROGRAMME_KINDS }) kind: ProgrammeKind;
  @IsName(LIMITS.programme_title_characters_max) title: string;
  @IsArray()
  @ArrayMaxSize(LIMITS.programme_phases_max)
  @ValidateNested({ each: true })
  @Type(() => PhaseWritingDto)
  phases: PhaseWritingDto[];
}

export class ProgrammeWrittenDto implements ProgrammeWritten {
  id: string;
  version: number;
}

export class ProgrammeChoiceDto implements ProgrammeChoice {
  @IsUUID() programme: string;
}

export class PhaseChangingDto implements PhaseChanging {
  /** From 1. */
  @IsInt() phase: number;
  @IsIn(PHASE_REASONS) @ApiProperty({ enum: PHASE_REASONS }) reason: PhaseReason;
}

export class ProgrammeEndingDto implements ProgrammeEnding {
  @IsIn(PROGRAMME_ENDS) @ApiProperty({ enum: PROGRAMME_ENDS }) ending: ProgrammeEnd;
}

export class RelapseWritingDto implements RelapseWriting {
  /** Null: now. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) at: string | null;
  @IsIn(RELAPSE_ANSWERS) @ApiProperty({ enum: RELAPSE_ANSWERS }) answer: RelapseAnswer;
}

export class PeerChoiceDto implements PeerChoice {
  @IsUUID() colleague: string;
  @IsDay() trained_on: string;
}

export class LeaveWritingDto implements LeaveWriting {
  @IsIn(LEAVE_KINDS) @ApiProperty({ enum: LEAVE_KINDS }) kind: LeaveKind;
  @IsInstant() from_at: string;
  @IsInstant() until_at: string;
}

export class LeaveReturningDto implements LeaveReturning {
  /** False: whoever went is not back. */
  @IsBoolean() back: boolean;
}

export class TherapyWorkWritingDto implements TherapyWorkWriting {
  @IsIn(THERAPY_WORKS) @ApiProperty({ enum: THERAPY_WORKS }) work: TherapyWork;
  @IsDay() done_on: string;
  @IsInt() @Max(MINUTES_MAX) minutes: number;
  /** Whether somebody is paid for this work otherwise: then it is refused. */
  @IsBoolean() replaces_staff: boolean;
}

export class IncidentReportingDto implements IncidentReporting {
  @IsIn(INCIDENT_KINDS) @ApiProperty({ enum: INCIDENT_KINDS }) kind: IncidentKind;
  /** Null: now. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) happened_at: string | null;
  @IsNote(LIMITS.incident_words_max) words: string;
}

export class IncidentWordsDto implements IncidentWords {
  @IsNote(LIMITS.incident_words_max) words: string;
}

export class IncidentDecidingDto extends IncidentWordsDto implements IncidentDeciding {
  @IsIn(MEASURES) @ApiProperty({ enum: MEASURES }) measure: Measure;
}

export class IncidentSettlingDto implements IncidentSettling {
  @IsIn(APPEAL_OUTCOMES) @ApiProperty({ enum: APPEAL_OUTCOMES }) outcome: AppealOutcome;
}

export class PhaseDto implements PhaseWriting {
  title: string;
  days: number;
}

export class RehabilitationProgrammeDto implements RehabilitationProgramme {
  id: string;
  version: number;
  @ApiProperty({ enum: PROGRAMME_KINDS }) kind: ProgrammeKind;
  title: string;
  @ApiProperty({ type: [PhaseDto] }) phases: PhaseDto[];
  @ApiProperty(INSTANT_OR_NULL) closed_at: string | null;
  following: number;
}

export class PhaseStepDto implements PhaseStepView {
  from_phase: number;
  to_phase: number;
  @ApiProperty({ enum: PHASE_REASONS }) reason: PhaseReason;
  @ApiProperty(INSTANT) at: string;
  @ApiProperty(TEXT_OR_NULL) by: string | null;
}

export class LeaveDto implements LeaveView {
  id: string;
  version: number;
  @ApiProperty({ enum: LEAVE_KINDS }) kind: LeaveKind;
  @ApiProperty(INSTANT) from_at: string;
  @ApiProperty(INSTANT) until_at: string;
  @ApiProperty(INSTANT_OR_NULL) ended_at: string | null;
  @ApiProperty({ enum: LEAVE_RETURNS, nullable: true }) outcome: LeaveReturn | null;
  overdue: boolean;
}

export class TherapyWorkDto implements TherapyWorkView {
  @ApiProperty({ enum: THERAPY_WORKS }) work: TherapyWork;
  @ApiProperty(DAY) done_on: string;
  minutes: number;
  @ApiProperty(TEXT_OR_NULL) by: string | null;
}

export class RelapseDto implements RelapseView {
  @ApiProperty(INSTANT) at: string;
  @ApiProperty({ enum: RELAPSE_ANSWERS }) answer: RelapseAnswer;
  @ApiProperty(INSTANT) kept_until: string;
}

export class IncidentDto implements IncidentView {
  id: string;
  version: number;
  @ApiProperty({ enum: INCIDENT_KINDS }) kind: IncidentKind;
  @ApiProperty({ enum: INCIDENT_STATES }) state: IncidentState;
  @ApiProperty(INSTANT) happened_at: string;
  @ApiProperty(TEXT_OR_NULL) words: string | null;
  @ApiProperty(TEXT_OR_NULL) reported_by: string | null;
  @ApiProperty(TEXT_OR_NULL) heard_words: string | null;
  @ApiProperty(INSTANT_OR_NULL) heard_at: string | null;
  @ApiProperty({ enum: MEASURES, nullable: true }) measure: Measure | null;
  @ApiProperty(TEXT_OR_NULL) decision_words: string | null;
  @ApiProperty(TEXT_OR_NULL) decided_by: string | null;
  @ApiProperty(INSTANT_OR_NULL) decided_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) appeal_until: string | null;
  @ApiProperty(TEXT_OR_NULL) appeal_words: string | null;
  @ApiProperty({ enum: APPEAL_OUTCOMES, nullable: true }) appeal_outcome: AppealOutcome | null;
  @ApiProperty(TEXT_OR_NULL) settled_by: string | null;
  @ApiProperty(INSTANT_OR_NULL) settled_at: string | null;
}

export class FollowedProgrammeDto {
  id: string;
  @ApiProperty({ enum: PROGRAMME_KINDS }) kind: ProgrammeKind;
  title: string;
}

export class PeerDto {
  name: string;
  @ApiProperty(DAY) trained_on: string;
  @ApiProperty(INSTANT) since: string;
}

export class EnrolmentDto implements EnrolmentView {
  id: string;
  version: number;
  @ApiProperty({ type: FollowedProgrammeDto }) programme: FollowedProgrammeDto;
  @ApiProperty({ type: [PhaseDto] }) phases: PhaseDto[];
  phase: number;
  @ApiProperty(INSTANT) began_at: string;
  @ApiProperty(INSTANT_OR_NULL) ended_at: string | null;
  @ApiProperty({ enum: PROGRAMME_ENDS, nullable: true }) ending: ProgrammeEnd | null;
  @ApiProperty({ type: [PhaseStepDto] }) steps: PhaseStepDto[];
  @ApiProperty({ type: [LeaveDto] }) leaves: LeaveDto[];
  @ApiProperty({ type: [RelapseDto] }) relapses: RelapseDto[];
  @ApiProperty({ type: [TherapyWorkDto] }) work: TherapyWorkDto[];
  @ApiProperty({ type: [IncidentDto] }) incidents: IncidentDto[];
  @ApiProperty({ type: PeerDto, nullable: true }) peer: PeerDto | null;
}

export class ClientProgrammeDto implements ClientProgramme {
  @ApiProperty({ type: [EnrolmentDto] }) enrolments: EnrolmentDto[];
  work_consented: boolean;
  /** Minutes of work as therapy that the rules of the region still allow today. */
  work_minutes_left: number;
  @ApiProperty(INSTANT_OR_NULL) place_kept_until: string | null;
  @ApiProperty(TEXT_OR_NULL) key_worker: string | null;
  in_rehabilitation: boolean;
  writes: boolean;
}
