import { ApiExtraModels, ApiProperty, getSchemaPath, type ApiPropertyOptions } from '@nestjs/swagger';
import { DISCLOSURE_TIERS, type DisclosureTier } from '#domain/charter/consent.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import {
  LOOP_TIMES,
  LOOP_TREE,
  LOSSES,
  RUNGS_CLIMBED,
  type LoopCounts,
  type LoopIndicators,
  type LoopPartner,
  type LoopRow,
  type LoopSide,
  type LossReason,
  type Shown,
} from '#domain/wire/indicators.js';
import { PartyDto } from '../http/common.dto.js';
import { IsDay } from '../http/validators.js';

/** A count that may be shown; null: too small, or it would give a small one away. */
const SHOWN = { type: 'integer', nullable: true } as const;
const RATIO = { type: 'number', nullable: true } as const;

/** An object with one member per code, all of the same shape. */
function each(codes: readonly string[], member: ApiPropertyOptions): ApiPropertyOptions {
  return {
    type: 'object',
    properties: Object.fromEntries(codes.map((code) => [code, member])),
    required: [...codes],
    selfRequired: true,
  } as ApiPropertyOptions;
}

export class PeriodQuery {
  /** First local day. */
  @IsDay() from: string;
  /** The local day after the last one. */
  @IsDay() to: string;
}

export class SpreadDto {
  median: number;
  p90: number;
}

export class LossReasonDto {
  reason: LossReason;
  @ApiProperty(SHOWN) count: Shown;
}

const SPREAD = { nullable: true, allOf: [{ $ref: getSchemaPath(SpreadDto) }] };
const REASONS = { type: 'array', items: { $ref: getSchemaPath(LossReasonDto) } } as const;

@ApiExtraModels(SpreadDto, LossReasonDto)
export class LoopRowDto implements LoopRow {
  @ApiProperty(each(Object.keys(LOOP_TREE), SHOWN)) counts: LoopCounts;
  @ApiProperty(each(LOOP_TIMES, SPREAD)) times: LoopRow['times'];
  @ApiProperty(each(Object.keys(LOSSES), RATIO)) lost: LoopRow['lost'];
}

export class LoopPartnerDto extends LoopRowDto implements LoopPartner {
  partner: PartyDto;
  @ApiProperty({ enum: STAGES }) stage: Stage;
}

export class LoopSideDto implements LoopSide {
  total: LoopRowDto;
  partners: LoopPartnerDto[];
  @ApiProperty(each(Object.keys(LOSSES), REASONS)) reasons: LoopSide['reasons'];
  @ApiProperty(SHOWN) recalls: Shown;
  @ApiProperty(SHOWN) overturned_declines: Shown;
  @ApiProperty(each(RUNGS_CLIMBED, SHOWN)) climbed: LoopSide['climbed'];
  @ApiProperty(SHOWN) arrived_after_a_miss: Shown;
  @ApiProperty(SHOWN) contact_attempts: Shown;
  @ApiProperty(SHOWN) contact_attempts_reached: Shown;
  @ApiProperty(SHOWN) clients: Shown;
  @ApiProperty(SHOWN) clients_declined_more_than_twice: Shown;
  @ApiProperty(SHOWN) on_consent: Shown;
  @ApiProperty(SHOWN) on_emergency: Shown;
  @ApiProperty(SHOWN) safety_withheld: Shown;
}

export class TierFiguresDto {
  @ApiProperty({ enum: DISCLOSURE_TIERS }) tier: DisclosureTier;
  @ApiProperty(SHOWN) given: Shown;
  @ApiProperty(SHOWN) received: Shown;
}

export class ConsentFiguresDto {
  @ApiProperty(SHOWN) clients: Shown;
  @ApiProperty(SHOWN) with_consent: Shown;
  @ApiProperty(RATIO) coverage: Shown;
}

export class NextStepFiguresDto {
  @ApiProperty(SHOWN) raised: Shown;
  @ApiProperty(SHOWN) done: Shown;
  @ApiProperty(SHOWN) waiting: Shown;
  @ApiProperty(SHOWN) overdue: Shown;
}

export class LoopIndicatorsDto implements LoopIndicators {
  @ApiProperty({ type: 'string', format: 'date' }) from: string;
  @ApiProperty({ type: 'string', format: 'date' }) to: string;
  time_zone: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) as_of: string;
  shown_from: number;
  sender: LoopSideDto;
  receiver: LoopSideDto;
  disclosures: TierFiguresDto[];
  consent: ConsentFiguresDto;
  next_steps: NextStepFiguresDto;
}
