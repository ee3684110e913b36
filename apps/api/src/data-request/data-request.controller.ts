import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { DataRequestService } from '#casework/data-request/data-request.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  DataRequestAnswerDto,
  DataRequestDecisionDto,
  DataRequestDto,
  DataRequestPageDto,
  DataRequestRecordDto,
} from './data-request.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('data_request.unknown') });

@ApiTags('data-requests')
@Controller('data-requests')
export class DataRequestController {
  constructor(private readonly requests: DataRequestService) {}

  /** The register of official requests, the newest first. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<DataRequestPageDto> {
    return await this.requests.list(me.actor, call, query);
  }

  /** Writes a request down. */
  @Changes()
  @Post()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: DataRequestRecordDto,
  ): Promise<DataRequestDto> {
    return await this.requests.record(me.actor, call, body);
  }

  /** Another person decides. */
  @Updates()
  @HttpCode(200)
  @Post(':request/decide')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('request', known) request: string,
    @Body() body: DataRequestDecisionDto,
  ): Promise<DataRequestDto> {
    return await this.requests.decide(me.actor, call, { request, version }, body);
  }

  /** The text that leaves, from its day on: the same for everybody. */
  @Updates()
  @HttpCode(200)
  @Post(':request/answer')
  async answer(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('request', known) request: string,
  ): Promise<DataRequestAnswerDto> {
    return await this.requests.answer(me.actor, call, { request, version });
  }
}
