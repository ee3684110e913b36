import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, Matches, ValidateBy } from 'class-validator';
import { LIMITS } from '#domain/charter/limits.js';
import type { SavedView, SavedViewRequest } from '#domain/wire/desk.js';

const SCREEN = /^[a-z][a-z-]{0,39}$/;

/** Search words as an address holds them: names and texts, nothing nested. */
export function AreSearchWords(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'areSearchWords',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.values(value).every((one) => typeof one === 'string'),
      },
    }),
    ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }),
  );
}

/** One line of text that people read in a menu: no control characters, nothing that turns the direction of writing around. */
function IsTitle(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isTitle',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' &&
          value.trim().length > 0 &&
          value.length <= LIMITS.saved_view_name_characters_max &&
          !/[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(value),
      },
    }),
    ApiProperty({ type: 'string', minLength: 1, maxLength: LIMITS.saved_view_name_characters_max }),
  );
}

export class SavedViewQuery {
  /** The screen whose views are meant: `work`, `handoffs`. */
  @Matches(SCREEN) screen: string;
}

export class SavedViewRequestDto implements SavedViewRequest {
  @Matches(SCREEN) screen: string;
  @IsTitle() name: string;
  @AreSearchWords() search: Record<string, string>;
  @IsBoolean() shared: boolean;
}

export class SavedViewDto implements SavedView {
  id: string;
  screen: string;
  name: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) search: Record<string, string>;
  shared: boolean;
  own: boolean;
}

export class SavedViewsDto {
  items: SavedViewDto[];
}

export class SavedViewDroppedDto {
  id: string;
}
