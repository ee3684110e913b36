import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { WindowAsking } from '#casework/window/window-asking.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { ProviderWishDto } from './wish.dto.js';

@ApiTags('clients')
@Controller('clients')
export class WishController {
  constructor(private readonly asking: WindowAsking) {}

  /** What a client asked for in their own window: another provider, in their own words. */
  @Get(':client/wishes')
  async wishes(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<ProviderWishDto[]> {
    return await this.asking.wishesOf(me.actor, call, client);
  }
}
