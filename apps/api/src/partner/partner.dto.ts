import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { PartnerView } from '#domain/wire/common.js';
import { LabelsDto, OrganisationDto } from '../http/common.dto.js';

export class PartnerQuery {
  /** Only partners that offer this stage. */
  @IsOptional() @IsIn(STAGES) stage?: Stage;
}

export class PartnerDto extends OrganisationDto implements PartnerView {
  @ApiProperty({ type: LabelsDto, nullable: true }) town: LabelsDto | null;
  @ApiProperty({ type: 'integer', nullable: true }) accepted_within_hours: number | null;
}

export class PartnersDto {
  items: PartnerDto[];
}
