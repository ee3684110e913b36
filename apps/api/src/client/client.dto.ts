import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import {
  AGE_BANDS,
  CARE_REQUIREMENTS,
  LANGUAGES,
  SUBSTANCES,
  SUICIDE_RISKS,
  type AgeBand,
  type CareRequirement,
  type Language,
  type Substance,
  type SuicideRisk,
} from '#domain/charter/code-lists.js';
import {
  CRITERIA,
  SPELL_OUTCOMES,
  STAGES,
  type Criterion,
  type SpellOutcome,
  type Stage,
} from '#domain/charter/pathway.js';
import type {
  ClientSummary,
  ClientView,
  ClientWritten,
  ConditionView,
  CriterionView,
  CustodyView,
  SpellView,
} from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import { ColleagueDto } from '../colleague/colleague.dto.js';
import { ConsentDto } from '../consent/consent.dto.js';
import { HandoffDto } from '../handoff/handoff.dto.js';
import { LabelsDto } from '../http/common.dto.js';
import {
  EmploymentDto,
  RehabilitationDto,
  ReintegrationDto,
  TreatmentDto,
} from '../stage/stage-record.dto.js';
import { SafetyScreenDto } from './safety.dto.js';

const NULLABLE_INSTANT = { type: 'string', format: 'date-time', nullable: true } as const;

export class ClientWrittenDto implements ClientWritten {
  client: string;
  version: number;
}

export class ClientSummaryDto implements ClientSummary {
  client: string;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  since_at: string;
  anonymous: boolean;
  @ApiProperty({ enum: AGE_BANDS }) age_band: AgeBand;
  @ApiProperty({ enum: SUICIDE_RISKS }) suicide_risk: SuicideRisk;
}

export class ClientPageDto implements Page<ClientSummary> {
  items: ClientSummaryDto[];
  @ApiProperty({ type: 'string', nullable: true }) next: string | null;
}

export class SpellDto implements SpellView {
  @ApiProperty({ enum: STAGES }) stage: Stage;
  organisation: LabelsDto;
  own: boolean;
  started_at: string;
  @ApiProperty(NULLABLE_INSTANT) ended_at: string | null;
  @ApiProperty({ enum: Object.keys(SPELL_OUTCOMES), nullable: true }) outcome: SpellOutcome | null;
  @ApiProperty({ type: 'string', nullable: true }) override_reason: string | null;
}

export class ConditionDto implements ConditionView {
  code_system: string;
  code: string;
  @ApiProperty({ type: 'string', nullable: true }) display: string | null;
  @ApiProperty({ type: 'string', nullable: true }) clinical_status: string | null;
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) onset_on: string | null;
}

export class CustodyDto implements CustodyView {
  organisation: LabelsDto;
  own: boolean;
  from_at: string;
  @ApiProperty(NULLABLE_INSTANT) until_at: string | null;
  @ApiProperty({ enum: ['intake', 'import', 'handoff'] }) basis: CustodyView['basis'];
}

/** A field of the record and what it holds. */
export class EvidenceDto {
  field: string;
  @ApiProperty({ nullable: true, oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] })
  value: string | number | boolean | null;
}

export class CriterionDto implements CriterionView {
  @ApiProperty({ enum: Object.keys(CRITERIA) }) criterion: Criterion;
  met: boolean;
  evidence: EvidenceDto[];
  @ApiProperty({ enum: ['record', 'safety'] }) form: CriterionView['form'];
}

export class MoveDto {
  @ApiProperty({ enum: STAGES }) to: Stage;
  @ApiProperty({ enum: ['onward', 'return'] }) direction: 'onward' | 'return';
}

export class EpisodeDto {
  opened_at: string;
  @ApiProperty(NULLABLE_INSTANT) closed_at: string | null;
}

export class SafetyDto extends SafetyScreenDto {
  screened_at: string;
  version: number;
}

@ApiExtraModels(TreatmentDto, RehabilitationDto, ReintegrationDto, EmploymentDto)
export class ClientViewDto implements ClientView {
  client: string;
  version: number;
  anonymous: boolean;
  @ApiProperty({ enum: AGE_BANDS }) age_band: AgeBand;
  under_age: boolean;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: Object.keys(SUBSTANCES), nullable: true }) substance: Substance | null;
  @ApiProperty({ enum: CARE_REQUIREMENTS, isArray: true }) care_requirements: CareRequirement[];
  own_custody: boolean;
  @ApiProperty({ enum: ['full', 'own_part'] }) scope: 'full' | 'own_part';
  episode: EpisodeDto;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  @ApiProperty({ type: ColleagueDto, nullable: true }) key_worker: ColleagueDto | null;
  @ApiProperty({ type: SafetyDto, nullable: true }) safety: SafetyDto | null;
  spells: SpellDto[];
  @ApiProperty({
    nullable: true,
    type: 'object',
    required: ['stage', 'version', 'values'],
    selfRequired: true,
    properties: {
      stage: { type: 'string', enum: [...STAGES] },
      version: { type: 'integer' },
      values: {
        oneOf: [TreatmentDto, RehabilitationDto, ReintegrationDto, EmploymentDto].map((one) => ({
          $ref: getSchemaPath(one),
        })),
      },
    },
  })
  record: ClientView['record'];
  criteria: CriterionDto[];
  moves: MoveDto[];
  @ApiProperty({ enum: STAGES, isArray: true }) handoff_stages: Stage[];
  custody: CustodyDto[];
  consents: ConsentDto[];
  conditions: ConditionDto[];
  handoffs: HandoffDto[];
}
