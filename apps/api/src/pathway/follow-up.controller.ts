import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { FollowUpService } from '#casework/pathway/follow-up.service.js';
import { Refusal } from '#domain/refusal.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { AttemptDto, FollowUpDto, FollowUpLookDto, FollowUpsDto } from './exit.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('follow_up.unknown') });

@ApiTags('follow-up')
@Controller()
export class FollowUpController {
  constructor(private readonly followUps: FollowUpService) {}

  /** When a client who left is asked after, and what came of it. */
  @Get('clients/:client/follow-ups')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
  ): Promise<FollowUpsDto> {
    return await this.followUps.list(me.actor, call, code);
  }

  /** How they may be reached, and what to say first. */
  @Get('follow-ups/:followUp')
  async look(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('followUp', known) id: string,
  ): Promise<FollowUpLookDto> {
    return await this.followUps.look(me.actor, call, id);
  }

  /** Writes an attempt down with its outcome. */
  @Updates()
  @HttpCode(200)
  @Post('follow-ups/:followUp/attempts')
  async attempt(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('followUp', known) id: string,
    @ExpectedVersion() version: number,
    @Body() body: AttemptDto,
  ): Promise<FollowUpDto> {
    return await this.followUps.attempt(me.actor, call, { id, version }, body);
  }
}
