import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { AbsentService } from '#casework/handoff/absent.service.js';
import { ArrivalsService } from '#casework/handoff/arrivals.service.js';
import { HandoffDraftsService } from '#casework/handoff/handoff-drafts.service.js';
import { HandoffSendService } from '#casework/handoff/handoff-send.service.js';
import { HandoffService } from '#casework/handoff/handoff.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import { languageOf } from '../http/problem.js';
import {
  HandoffDraftDto,
  HandoffEditDto,
  HandoffEmergencyDto,
  HandoffPreviewRequestDto,
  HandoffSendDto,
} from './handoff-requests.dto.js';
import {
  AbsentPageDto,
  ArrivalPageDto,
  HandoffDetailDto,
  HandoffPageDto,
  HandoffPreviewDto,
  HandoffQuery,
  HandoffWrittenDto,
} from './handoff.dto.js';

@ApiTags('handoffs')
@Controller('handoffs')
export class HandoffController {
  constructor(
    private readonly handoffs: HandoffService,
    private readonly sending: HandoffSendService,
    private readonly drafts: HandoffDraftsService,
    private readonly absent: AbsentService,
    private readonly arrivals: ArrivalsService,
  ) {}

  /** Handoffs the own organisation has sent or received, the newest first. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { side, open, waiting, state, cursor, limit }: HandoffQuery,
  ): Promise<HandoffPageDto> {
    const filter = { side, open: open === 'true', waiting, state };
    return await this.handoffs.list(me.actor, call, filter, { cursor, limit });
  }

  /** Who is expected today, or was expected earlier and is not here yet; by appointment, emergencies by the call. */
  @Get('arrivals')
  async listArrivals(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<ArrivalPageDto> {
    return await this.arrivals.list(me.actor, call, query);
  }

  /** Clients who left the house and have not arrived anywhere: left us, still ours. */
  @Get('absent')
  async listAbsent(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<AbsentPageDto> {
    return await this.absent.list(me.actor, call, query);
  }

  /** The packets a partner would get, computed by the function that fills the real ones. */
  @HttpCode(200)
  @Post('preview')
  async preview(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Body() body: HandoffPreviewRequestDto,
  ): Promise<HandoffPreviewDto> {
    return await this.handoffs.preview(me.actor, call, body);
  }

  /** Sends a client on to a partner; custody stays until the client has arrived there. */
  @Changes()
  @Post()
  async send(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: HandoffSendDto,
  ): Promise<HandoffWrittenDto> {
    return await this.sending.send(me.actor, call, body);
  }

  /** Puts a request together without sending it. */
  @Changes()
  @Post('drafts')
  async prepare(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: HandoffDraftDto,
  ): Promise<HandoffWrittenDto> {
    return await this.sending.prepare(me.actor, call, body);
  }

  /** One tap when a life is at stake: no acceptance, consent or place is waited for. */
  @Changes()
  @Post('emergency')
  async emergency(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: HandoffEmergencyDto,
  ): Promise<HandoffWrittenDto> {
    return await this.sending.emergency(me.actor, call, body);
  }

  /** One handoff with everything the own side may read of it. */
  @Get(':reference')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('reference') reference: string,
    @Headers('accept-language') language: string | undefined,
  ): Promise<HandoffDetailDto> {
    return await this.handoffs.view(me.actor, call, reference, languageOf(language));
  }

  /** Changes a draft. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/edit')
  async edit(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffEditDto,
  ): Promise<HandoffWrittenDto> {
    return await this.drafts.edit(me.actor, call, { reference, version }, body);
  }

  /** Sends a draft. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/send')
  async sendDraft(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.drafts.send(me.actor, call, { reference, version });
  }

  /** Throws a draft away; its text is wiped. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/discard')
  async discard(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.drafts.discard(me.actor, call, { reference, version });
  }
}
