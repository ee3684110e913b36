import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ColleagueService } from '#casework/colleague/colleague.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { ColleagueDto } from './colleague.dto.js';

@ApiTags('colleagues')
@Controller('colleagues')
export class ColleagueController {
  constructor(private readonly colleagues: ColleagueService) {}

  /** Who works in the own organisation now, by name. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call): Promise<ColleagueDto[]> {
    return await this.colleagues.list(me.actor, call);
  }
}
