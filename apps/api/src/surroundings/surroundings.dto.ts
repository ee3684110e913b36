import { ApiProperty } from '@nestjs/swagger';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import type { SurroundingsView } from '#domain/wire/session.js';

export class SurroundingsDto implements SurroundingsView {
  demo: boolean;
  @ApiProperty({ enum: LANGUAGES, isArray: true }) languages: Language[];
}
