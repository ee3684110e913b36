import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import type { ColleagueView } from '#domain/wire/work.js';

export class ColleagueDto implements ColleagueView {
  @ApiProperty({ type: 'string', format: 'uuid' }) colleague: string;
  display_name: string;
  @ApiProperty({ enum: STAFF_ROLES, isArray: true }) roles: Role[];
}

const COLLEAGUE = /^(?:me|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The id of a colleague, or `me`. */
export function isColleague(value: unknown): boolean {
  return typeof value === 'string' && COLLEAGUE.test(value);
}

export const IsColleague = (): PropertyDecorator =>
  ValidateBy({ name: 'isColleague', validator: { validate: isColleague } });
