import { Controller, Get, Param, ParseEnumPipe, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ExceptionService } from '#casework/exception/exception.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { EXCEPTION_KINDS, type ExceptionKind } from '#domain/wire/house.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { LocalDaysQuery } from '../http/common.dto.js';
import { ExceptionCountsDto, ExceptionListQuery, ExceptionPageDto } from './exception.dto.js';

const known = new ParseEnumPipe(Object.fromEntries(EXCEPTION_KINDS.map((kind) => [kind, kind])), {
  exceptionFactory: () => new Refusal('request.not_found'),
});

@ApiTags('exception')
@Controller('exceptions')
export class ExceptionController {
  constructor(private readonly exceptions: ExceptionService) {}

  /** How often something did not go as it should, by kind; each number is the length of its list. */
  @Get()
  async counts(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() days: LocalDaysQuery,
  ): Promise<ExceptionCountsDto> {
    return await this.exceptions.counts(me.actor, call, days);
  }

  /** The exceptions of one kind, the newest first. */
  @ApiParam({ name: 'kind', enum: EXCEPTION_KINDS })
  @Get(':kind')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('kind', known) kind: ExceptionKind,
    @Query() query: ExceptionListQuery,
  ): Promise<ExceptionPageDto> {
    return await this.exceptions.list(me.actor, call, kind, query);
  }
}
