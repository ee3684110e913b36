import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ForcedChangeService } from '#casework/custody/forced-change.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  ForcedChangeDecisionDto,
  ForcedChangeDto,
  ForcedChangePageDto,
  ForcedChangeRequestDto,
} from './custody.dto.js';

const reference = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('custody.change_unknown') });

@ApiTags('coordination')
@Controller('custody-changes')
export class CustodyController {
  constructor(private readonly changes: ForcedChangeService) {}

  /** Forced changes of custody in the own jurisdiction, the newest first. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<ForcedChangePageDto> {
    return await this.changes.list(me.actor, call, query);
  }

  /** Proposes that custody passes without an arrival; nothing moves until another coordinator confirms. */
  @Changes()
  @Post()
  async propose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: ForcedChangeRequestDto,
  ): Promise<ForcedChangeDto> {
    return await this.changes.propose(me.actor, call, body);
  }

  /** The second coordinator confirms or refuses. */
  @Changes()
  @HttpCode(200)
  @Post(':reference/confirm')
  async confirm(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', reference) change: string,
    @Body() { confirmed }: ForcedChangeDecisionDto,
  ): Promise<ForcedChangeDto> {
    return await this.changes.decide(me.actor, call, change, confirmed);
  }
}
