import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import type { KeptForm, KeptFormAnswer, KeptFormRequest, KeptFormWritten } from '#domain/wire/desk.js';

export class KeptFormRequestDto implements KeptFormRequest {
  /** Everything that stands in the form; at most 64 kB as JSON. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  values: Record<string, unknown>;
  /** The version of the record the form was opened on. */
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000_000) version?: number;
}

export class KeptFormWrittenDto implements KeptFormWritten {
  form: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) kept_at: string;
}

export class KeptFormDto implements KeptForm {
  form: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) values: Record<string, unknown>;
  @ApiProperty({ type: 'integer', nullable: true }) version: number | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) kept_at: string;
}

export class KeptFormAnswerDto implements KeptFormAnswer {
  @ApiProperty({ type: KeptFormDto, nullable: true }) kept: KeptFormDto | null;
}
