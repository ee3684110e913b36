import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import {
  AGE_BANDS,
  SUICIDE_RISKS,
  WORK_ITEM_KINDS,
  type AgeBand,
  type SuicideRisk,
  type WorkItemKind,
} from '#domain/charter/code-lists.js';
import { BUSINESS_STATE_CODES, type BusinessState } from '#domain/charter/handoff.js';
import { CRITERIA, STAGES, type Criterion, type Stage } from '#domain/charter/pathway.js';
import type { Page } from '#domain/wire/common.js';
import type { WardRow } from '#domain/wire/desk.js';
import { ColleagueDto, isColleague } from '../colleague/colleague.dto.js';
import { LabelsDto, PageQuery } from '../http/common.dto.js';

const INSTANT_OR_NULL = { type: 'string', format: 'date-time', nullable: true } as const;
const FLAGS: WardRow['flags'] = [
  'overdose',
  'seizures',
  'pregnancy',
  'violence',
  'tuberculosis',
  'allergies',
  'not_screened',
];

export class WardQuery extends PageQuery {
  @IsOptional() @IsIn(STAGES) stage?: Stage;
  /** The id of a colleague, `me`, or `none`: nobody walks with the client yet. */
  @IsOptional()
  @ValidateBy({
    name: 'isColleagueOrNone',
    validator: { validate: (value: unknown) => value === 'none' || isColleague(value) },
  })
  key_worker?: string;
}

export class WardHandoffDto {
  reference: string;
  @ApiProperty({ enum: BUSINESS_STATE_CODES }) business_state: BusinessState;
  partner: LabelsDto;
  @ApiProperty(INSTANT_OR_NULL) appointment_at: string | null;
}

export class WardDueDto {
  id: string;
  @ApiProperty({ enum: WORK_ITEM_KINDS }) kind: WorkItemKind;
  due_at: string;
}

export class WardRowDto implements WardRow {
  client: string;
  anonymous: boolean;
  @ApiProperty({ enum: AGE_BANDS }) age_band: AgeBand;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  since_at: string;
  day: number;
  @ApiProperty({ enum: SUICIDE_RISKS }) suicide_risk: SuicideRisk;
  @ApiProperty({ enum: FLAGS, isArray: true }) flags: WardRow['flags'];
  @ApiProperty({ type: 'string', nullable: true }) allergies: string | null;
  @ApiProperty({ type: ColleagueDto, nullable: true }) key_worker: ColleagueDto | null;
  @ApiProperty({ enum: Object.keys(CRITERIA), isArray: true }) missing: Criterion[];
  @ApiProperty({ type: WardHandoffDto, nullable: true }) handoff: WardHandoffDto | null;
  due: WardDueDto[];
}

export class WardPageDto implements Page<WardRow> {
  items: WardRowDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}
