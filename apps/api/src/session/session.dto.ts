import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { ACTION_CODES, type Action } from '#domain/charter/actions.js';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { ROLE_CODES, type Role } from '#domain/charter/roles.js';
import {
  THEMES,
  type Preferences,
  type SessionView,
  type SignInRequest,
  type Theme,
} from '#domain/wire/session.js';
import { OrganisationDto } from '../http/common.dto.js';

export class SignInDto implements SignInRequest {
  @IsString() @MinLength(1) @MaxLength(LIMITS.login_characters_max) login: string;
  @IsString() @MinLength(1) @MaxLength(LIMITS.password_characters_max) password: string;
}

export class LanguageDto {
  @IsIn(LANGUAGES) language: Language;
}

export class PreferencesDto implements Preferences {
  @IsIn(THEMES) theme: Theme;
  /** Shortcuts of single letters. */
  @IsBoolean() shortcuts: boolean;
  /** The Hijri date beside the Gregorian one. */
  @IsBoolean() hijri: boolean;
}

export class SessionOrganisationDto extends OrganisationDto {
  jurisdiction: string;
  @ApiProperty({ type: 'string', nullable: true }) hotline: string | null;
  coordinates: boolean;
}

export class SessionDto implements SessionView {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) colleague: string | null;
  login: string;
  display_name: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty({ enum: ROLE_CODES, isArray: true }) roles: Role[];
  @ApiProperty({ enum: ACTION_CODES, isArray: true }) actions: Action[];
  organisation: SessionOrganisationDto;
  preferences: PreferencesDto;
  demo: boolean;
  expires_at: string;
  idle_minutes: number;
}
