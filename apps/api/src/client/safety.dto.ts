import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt } from 'class-validator';
import { SUICIDE_RISKS, type SuicideRisk } from '#domain/charter/code-lists.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import { IsNote, Nullable } from '../http/validators.js';

/** What must be known to keep the client and the others safe; null means it was asked and is not known. */
export class SafetyScreenDto implements SafetyScreen {
  @IsIn(SUICIDE_RISKS) suicide_risk: SuicideRisk;
  @ApiProperty({ nullable: true, type: 'boolean' }) @Nullable() @IsBoolean() overdose_within_12_months:
    boolean | null;
  @ApiProperty({ nullable: true, type: 'boolean' }) @Nullable() @IsBoolean() withdrawal_seizures_or_delirium:
    boolean | null;
  @ApiProperty({ nullable: true, type: 'integer' }) @Nullable() @IsInt() weeks_of_pregnancy: number | null;
  @ApiProperty({ nullable: true, type: 'boolean' }) @Nullable() @IsBoolean() violence_risk: boolean | null;
  @ApiProperty({ nullable: true, type: 'boolean' }) @Nullable() @IsBoolean() infectious_tuberculosis:
    boolean | null;
  @Nullable() @IsNote() @ApiProperty({ nullable: true, type: 'string' }) allergies: string | null;
  @Nullable() @IsNote() @ApiProperty({ nullable: true, type: 'string' }) medicines: string | null;
}
