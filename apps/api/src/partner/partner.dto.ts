import { IsIn, IsOptional } from 'class-validator';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { OrganisationDto } from '../http/common.dto.js';

export class PartnerQuery {
  /** Only partners that offer this stage. */
  @IsOptional() @IsIn(STAGES) stage?: Stage;
}

export class PartnersDto {
  items: OrganisationDto[];
}
