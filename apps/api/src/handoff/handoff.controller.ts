import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { HandoffMovesService } from '#casework/handoff/handoff-moves.service.js';
import { HandoffService } from '#casework/handoff/handoff.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { languageOf } from '../http/problem.js';
import {
  HandoffAcceptDto,
  HandoffArriveDto,
  HandoffDeclineDto,
  HandoffDetailDto,
  HandoffPageDto,
  HandoffPreviewDto,
  HandoffPreviewRequestDto,
  HandoffQuery,
  HandoffRecallDto,
  HandoffReportDto,
  HandoffSendDto,
  HandoffWrittenDto,
} from './handoff.dto.js';

@ApiTags('handoffs')
@Controller('handoffs')
export class HandoffController {
  constructor(
    private readonly handoffs: HandoffService,
    private readonly moves: HandoffMovesService,
  ) {}

  /** Handoffs the own organisation has sent or received, the newest first. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { side, open, cursor, limit }: HandoffQuery,
  ): Promise<HandoffPageDto> {
    return await this.handoffs.list(me.actor, call, side, { open: open === 'true', cursor, limit });
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
    return await this.handoffs.send(me.actor, call, body);
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

  /** The receiver takes the request on and sees what is needed to decide. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/take')
  async take(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.take(me.actor, call, { reference, version });
  }

  /** The receiver says yes, with an appointment. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/accept')
  async accept(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffAcceptDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.accept(me.actor, call, { reference, version }, body);
  }

  /** The receiver says no, with a reason; the sender has a dated next step at once. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/decline')
  async decline(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffDeclineDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.decline(me.actor, call, { reference, version }, body);
  }

  /** The sender takes it back before the client has arrived. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/recall')
  async recall(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffRecallDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.recall(me.actor, call, { reference, version }, body);
  }

  /** The client is there; a transfer moves custody in this instant. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/arrive')
  async arrive(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffArriveDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.arrive(me.actor, call, { reference, version }, body);
  }

  /** The receiver tells how the first days went; the loop is closed. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/report')
  async report(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffReportDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.report(me.actor, call, { reference, version }, body);
  }
}
