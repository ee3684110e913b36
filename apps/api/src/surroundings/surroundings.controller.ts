import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import { Public } from '../http/auth.guard.js';
import { SurroundingsDto } from './surroundings.dto.js';

@ApiTags('session')
@Public()
@Controller('surroundings')
export class SurroundingsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** What the sign-in screen says before anybody has signed in; asks no database. */
  @Get()
  view(): SurroundingsDto {
    return { demo: this.config.demo, languages: [...LANGUAGES] };
  }
}
