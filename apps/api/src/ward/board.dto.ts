import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import {
  OBSERVATION_LEVELS,
  SCORE_STATES,
  VITAL_ALERTS,
  WITHDRAWAL_SCALES,
  type ObservationLevel,
  type ScoreState,
  type VitalAlert,
  type WithdrawalScale,
} from '#domain/charter/chart.js';
import { LIMITS } from '#domain/charter/limits.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import {
  BED_CLOSINGS,
  BED_DESIGNATIONS,
  BED_FEATURES,
  BED_STAYS,
  HANDOVER_LINES,
  ROUND_CONCERNS,
  ROUND_FINDINGS,
  type BedClosing,
  type BedDesignation,
  type BedFeature,
  type BedStay,
  type HandoverLineKind,
  type RoundConcern,
  type RoundFinding,
} from '#domain/charter/ward.js';
import type {
  BedChoice,
  BedClosingWriting,
  BedHolder,
  BedPlaces,
  BedReserving,
  BedsView,
  BedView,
  BedWriting,
  BoardRow,
  BoardView,
  HandoverLine,
  HandoversView,
  HandoverView,
  RoundNoteView,
  RoundNoteWriting,
  WardChart,
  WardDoses,
  WardWritten,
} from '#domain/wire/ward.js';
import { IsInstant, IsName, Nullable } from '../http/validators.js';
import { WardRowDto } from './ward.dto.js';

const TEXT_OR_NULL = { type: 'string', nullable: true } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;
const INSTANT_OR_NULL = { ...INSTANT, nullable: true } as const;

export class BedWritingDto implements BedWriting {
  /** Null: the main site. */
  @Nullable() @IsUUID() @ApiProperty({ ...TEXT_OR_NULL, format: 'uuid' }) site: string | null;
  @IsIn(STAGES) @ApiProperty({ enum: STAGES }) stage: Stage;
  @IsName(LIMITS.bed_label_characters_max) label: string;
  @IsName(LIMITS.bed_label_characters_max) room: string;
  @IsIn(BED_DESIGNATIONS) @ApiProperty({ enum: BED_DESIGNATIONS }) designation: BedDesignation;
  @IsArray()
  @ArrayUnique()
  @IsIn(BED_FEATURES, { each: true })
  @ApiProperty({ enum: BED_FEATURES, isArray: true })
  features: BedFeature[];
}

export class BedClosingDto implements BedClosingWriting {
  @IsIn(BED_CLOSINGS) @ApiProperty({ enum: BED_CLOSINGS }) reason: BedClosing;
}

export class BedChoiceDto implements BedChoice {
  @IsUUID() @ApiProperty({ type: 'string', format: 'uuid' }) bed: string;
}

export class BedReservingDto extends BedChoiceDto implements BedReserving {
  /** Null: as long as the pack keeps a place. */
  @Nullable() @IsInstant() @ApiProperty(INSTANT_OR_NULL) until_at: string | null;
}

export class WardWrittenDto implements WardWritten {
  id: string;
  version: number;
}

export class BedHolderDto implements BedHolder {
  @ApiProperty({ enum: BED_STAYS }) stay: BedStay;
  @ApiProperty(TEXT_OR_NULL) client: string | null;
  @ApiProperty(TEXT_OR_NULL) handoff: string | null;
  @ApiProperty(INSTANT) since_at: string;
  @ApiProperty(INSTANT_OR_NULL) until_at: string | null;
}

export class BedDto implements BedView {
  id: string;
  version: number;
  site: string;
  @ApiProperty({ enum: STAGES }) stage: Stage;
  label: string;
  room: string;
  @ApiProperty({ enum: BED_DESIGNATIONS }) designation: BedDesignation;
  @ApiProperty({ enum: BED_FEATURES, isArray: true }) features: BedFeature[];
  @ApiProperty(INSTANT_OR_NULL) closed_at: string | null;
  @ApiProperty({ enum: BED_CLOSINGS, nullable: true }) close_reason: BedClosing | null;
  @ApiProperty({ type: BedHolderDto, nullable: true }) holder: BedHolderDto | null;
}

export class BedPlacesDto implements BedPlaces {
  @ApiProperty({ enum: STAGES }) stage: Stage;
  in_service: number;
  empty: number;
  @ApiProperty({ type: 'integer', nullable: true }) stated: number | null;
}

export class BedsDto implements BedsView {
  @ApiProperty({ type: [BedDto] }) beds: BedDto[];
  @ApiProperty({ type: [BedPlacesDto] }) places: BedPlacesDto[];
}

export class RoundNoteWritingDto implements RoundNoteWriting {
  @IsIn(ROUND_FINDINGS) @ApiProperty({ enum: ROUND_FINDINGS }) finding: RoundFinding;
  @IsArray()
  @ArrayUnique()
  @IsIn(ROUND_CONCERNS, { each: true })
  @ApiProperty({ enum: ROUND_CONCERNS, isArray: true })
  concerns: RoundConcern[];
}

export class RoundNoteDto implements RoundNoteView {
  @ApiProperty({ enum: ROUND_FINDINGS }) finding: RoundFinding;
  @ApiProperty({ enum: ROUND_CONCERNS, isArray: true }) concerns: RoundConcern[];
  @ApiProperty(INSTANT) at: string;
  by: string;
}

export class WardBedDto {
  id: string;
  label: string;
  room: string;
}

export class WardDosesDto implements WardDoses {
  @ApiProperty(INSTANT_OR_NULL) next_at: string | null;
  late: number;
  missed: number;
}

export class WardWithdrawalDto {
  @ApiProperty({ enum: WITHDRAWAL_SCALES }) scale: WithdrawalScale;
  value: number;
  @ApiProperty({ type: 'integer', nullable: true }) before: number | null;
  @ApiProperty({ enum: SCORE_STATES }) state: ScoreState;
  @ApiProperty(INSTANT_OR_NULL) due_at: string | null;
}

export class WardChartDto implements WardChart {
  @ApiProperty({ enum: OBSERVATION_LEVELS, nullable: true }) observation: ObservationLevel | null;
  @ApiProperty({ enum: VITAL_ALERTS, isArray: true }) alerts: VitalAlert[];
  @ApiProperty({ type: WardWithdrawalDto, nullable: true }) withdrawal: WardWithdrawalDto | null;
}

export class BoardRowDto extends WardRowDto implements BoardRow {
  @ApiProperty({ type: WardBedDto, nullable: true }) bed: WardBedDto | null;
  @ApiProperty(INSTANT_OR_NULL) away_at: string | null;
  @ApiProperty(INSTANT_OR_NULL) kept_until: string | null;
  @ApiProperty({ type: WardDosesDto }) doses: WardDosesDto;
  @ApiProperty({ type: RoundNoteDto, nullable: true }) last_round: RoundNoteDto | null;
  @ApiProperty({ type: WardChartDto }) chart: WardChartDto;
}

export class BoardDto implements BoardView {
  @ApiProperty(INSTANT) at: string;
  @ApiProperty({ type: [BoardRowDto] }) rows: BoardRowDto[];
}

export class HandoverLineDto implements HandoverLine {
  @ApiProperty({ enum: HANDOVER_LINES }) kind: HandoverLineKind;
  client: string;
  @ApiProperty({ type: [String] }) codes: string[];
  @ApiProperty(INSTANT_OR_NULL) at: string | null;
}

export class HandoverDto implements HandoverView {
  id: string;
  @ApiProperty(INSTANT) from_at: string;
  @ApiProperty(INSTANT) until_at: string;
  @ApiProperty({ type: [HandoverLineDto] }) lines: HandoverLineDto[];
  given_by: string;
  @ApiProperty(INSTANT) given_at: string;
  @ApiProperty(TEXT_OR_NULL) taken_by: string | null;
  @ApiProperty(INSTANT_OR_NULL) taken_at: string | null;
  mine: boolean;
}

export class HandoversDto implements HandoversView {
  @ApiProperty(INSTANT) from_at: string;
  @ApiProperty(INSTANT) until_at: string;
  @ApiProperty({ type: [HandoverLineDto] }) lines: HandoverLineDto[];
  @ApiProperty({ type: [HandoverDto] }) handovers: HandoverDto[];
}
