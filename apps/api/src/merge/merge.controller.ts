import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { MergeService } from '#casework/merge/merge.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import { MergeDecisionDto, MergeDto, MergePageDto, MergeRequestDto } from './merge.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('merge.unknown') });

@ApiTags('merge')
@Controller('merges')
export class MergeController {
  constructor(private readonly merges: MergeService) {}

  /** Records of the own house that were joined, or proposed to be, the newest first. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() query: PageQuery): Promise<MergePageDto> {
    return await this.merges.list(me.actor, call, query);
  }

  /** Says that two records are one person's. */
  @Changes()
  @Post()
  async propose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: MergeRequestDto,
  ): Promise<MergeDto> {
    return await this.merges.propose(me.actor, call, body);
  }

  /** A second person confirms it, or says that they are two people. */
  @Updates()
  @HttpCode(200)
  @Post(':merge/decide')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('merge', known) merge: string,
    @Body() body: MergeDecisionDto,
  ): Promise<MergeDto> {
    return await this.merges.decide(me.actor, call, { merge, version }, body);
  }

  /** Takes two records apart again. */
  @Updates()
  @HttpCode(200)
  @Post(':merge/undo')
  async undo(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('merge', known) merge: string,
  ): Promise<MergeDto> {
    return await this.merges.undo(me.actor, call, { merge, version });
  }
}
