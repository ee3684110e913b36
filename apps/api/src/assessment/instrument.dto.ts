import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  ASSESSMENT_MODES,
  LICENCE_CLASSES,
  type AssessmentMode,
  type InstrumentItem,
  type InstrumentTexts,
  type LicenceClass,
} from '#domain/charter/instrument.js';
import type { InstrumentSummary, InstrumentView } from '#domain/wire/assessment.js';
import { LabelsDto } from '../http/common.dto.js';

export class InstrumentQuery {
  /** In which language the words are wanted. */
  @IsIn(LANGUAGES) language: Language;
}

export class InstrumentSummaryDto implements InstrumentSummary {
  id: string;
  version: string;
  names: LabelsDto;
  about: LabelsDto;
  @ApiProperty({ enum: LICENCE_CLASSES }) licence: LicenceClass;
  @ApiProperty({ enum: ASSESSMENT_MODES, isArray: true }) modes: AssessmentMode[];
  @ApiProperty({ type: 'integer', nullable: true }) recall_days: number | null;
  per_substance: boolean;
  /** A cut-off differs by sex: it is asked for, and not kept. */
  asks_sex: boolean;
  /** Languages in which its own words may be shown. */
  @ApiProperty({ enum: LANGUAGES, isArray: true }) languages: Language[];
  allowed: boolean;
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) retired_on: string | null;
}

export class InstrumentScoreDto {
  id: string;
  min: number;
  max: number;
  @ApiProperty({ enum: ['lower', 'higher'], required: false }) better?: 'lower' | 'higher';
  @ApiProperty({ type: 'number', required: false }) reliable_change?: number;
}

export class InstrumentDto extends InstrumentSummaryDto implements InstrumentView {
  holder: string;
  source: string;
  /** Items in the order of the form: their legal answers, and when they are asked. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  items: InstrumentItem[];
  scores: InstrumentScoreDto[];
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  /** Null: there are no words of it that may be shown in this language. */
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true })
  texts: InstrumentTexts | null;
}
