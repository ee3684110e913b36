import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { PackService } from '#casework/pack/pack.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { PackDto } from './pack.dto.js';

@ApiTags('pack')
@Controller('pack')
export class PackController {
  constructor(private readonly packs: PackService) {}

  /** What differs in the own jurisdiction: calendar, clocks, licences, the text of consents. */
  @Get()
  async view(@Me() me: SignedIn, @Reading() call: Call): Promise<PackDto> {
    return await this.packs.view(me.actor, call);
  }
}
