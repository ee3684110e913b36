import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { AccessRequestService } from '#casework/rights/access-request.service.js';
import { ClientRightsService } from '#casework/rights/client-rights.service.js';
import { CorrectionService } from '#casework/rights/correction.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  AccessAnswerDto,
  AccessRequestDto,
  AccessRequestPageDto,
  AccessRequestRequestDto,
  ClientRightsDto,
  CorrectionDecisionDto,
  CorrectionDto,
  CorrectionPageDto,
  CorrectionRequestDto,
  CorrectionStatementDto,
  LeaveAnswerDto,
  LeaveWishDto,
  RightsNoticeGivenDto,
  RightsNoticeRequestDto,
} from './client-rights.dto.js';

const correctionKnown = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('correction.unknown') });
const accessKnown = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('access.unknown') });
const wishKnown = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('leave.unknown') });

@ApiTags('rights')
@Controller()
export class ClientRightsController {
  constructor(
    private readonly rights: ClientRightsService,
    private readonly corrections: CorrectionService,
    private readonly access: AccessRequestService,
  ) {}

  /** One client's rights: what they were told, what they asked for, whether they want to leave. */
  @Get('clients/:client/rights')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<ClientRightsDto> {
    return await this.rights.view(me.actor, call, client);
  }

  /** The client was told their rights. */
  @Changes()
  @Post('clients/:client/rights-notices')
  async give(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: RightsNoticeRequestDto,
  ): Promise<RightsNoticeGivenDto> {
    return await this.rights.give(me.actor, call, client, body);
  }

  /** The client says that something in the record is wrong. */
  @Changes()
  @Post('clients/:client/corrections')
  async request(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: CorrectionRequestDto,
  ): Promise<CorrectionDto> {
    return await this.corrections.request(me.actor, call, client, body);
  }

  /** The client asks for their record. */
  @Changes()
  @Post('clients/:client/access-requests')
  async ask(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: AccessRequestRequestDto,
  ): Promise<AccessRequestDto> {
    return await this.access.request(me.actor, call, client, body.form);
  }

  /** The client wants to leave. */
  @Changes()
  @Post('clients/:client/leave-wishes')
  async leave(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
  ): Promise<LeaveWishDto> {
    return await this.rights.askToLeave(me.actor, call, client);
  }

  /** What came of a wish to leave. */
  @Updates()
  @HttpCode(200)
  @Post('leave-wishes/:wish/answer')
  async answerLeave(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('wish', wishKnown) wish: string,
    @Body() body: LeaveAnswerDto,
  ): Promise<LeaveWishDto> {
    return await this.rights.answerLeave(me.actor, call, { wish, version }, body);
  }

  /** Corrections asked for here, the newest first. */
  @Get('corrections')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<CorrectionPageDto> {
    return await this.corrections.list(me.actor, call, query);
  }

  /** Another person decides on a correction. */
  @Updates()
  @HttpCode(200)
  @Post('corrections/:correction/decide')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('correction', correctionKnown) correction: string,
    @Body() body: CorrectionDecisionDto,
  ): Promise<CorrectionDto> {
    return await this.corrections.decide(me.actor, call, { correction, version }, body);
  }

  /** The record was corrected in its own form. */
  @Updates()
  @HttpCode(200)
  @Post('corrections/:correction/apply')
  async apply(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('correction', correctionKnown) correction: string,
  ): Promise<CorrectionDto> {
    return await this.corrections.apply(me.actor, call, { correction, version });
  }

  /** The client's words beside what was not corrected. */
  @Updates()
  @HttpCode(200)
  @Post('corrections/:correction/statement')
  async state(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('correction', correctionKnown) correction: string,
    @Body() body: CorrectionStatementDto,
  ): Promise<CorrectionDto> {
    return await this.corrections.state(me.actor, call, { correction, version }, body.words);
  }

  /** Requests for the record made here, the newest first. */
  @Get('access-requests')
  async requests(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<AccessRequestPageDto> {
    return await this.access.list(me.actor, call, query);
  }

  /** The record was given, in part, or not. */
  @Updates()
  @HttpCode(200)
  @Post('access-requests/:request/answer')
  async answer(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('request', accessKnown) request: string,
    @Body() body: AccessAnswerDto,
  ): Promise<AccessRequestDto> {
    return await this.access.answer(me.actor, call, { request, version }, body);
  }
}
