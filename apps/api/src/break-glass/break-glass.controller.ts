import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BreakGlassSecondService } from '#casework/break-glass/break-glass-second.service.js';
import { BreakGlassService } from '#casework/break-glass/break-glass.service.js';
import { EmergencyCardService } from '#casework/break-glass/emergency-card.service.js';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  OpeningsOfClientDto,
  BreakGlassDecisionDto,
  BreakGlassDto,
  BreakGlassPageDto,
  BreakGlassQuery,
  BreakGlassRequestDto,
  BreakGlassReviewDto,
  ClientToldDto,
  EmergencyCardDto,
  EmergencyDto,
} from './break-glass.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('break_glass.unknown') });

@ApiTags('break-glass')
@Controller()
export class BreakGlassController {
  constructor(
    private readonly glass: BreakGlassService,
    private readonly second: BreakGlassSecondService,
    private readonly cards: EmergencyCardService,
  ) {}

  /** In an emergency: opens the whole emergency card for four hours, alone and at once. */
  @Changes()
  @HttpCode(200)
  @Post('clients/:client/emergency-card')
  async emergency(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: EmergencyDto,
  ): Promise<BreakGlassDto> {
    return await this.glass.emergency(me.actor, call, client, body);
  }

  /** Asks a second person to open what can wait. */
  @Changes()
  @Post('clients/:client/openings')
  async ask(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: BreakGlassRequestDto,
  ): Promise<BreakGlassDto> {
    return await this.glass.ask(me.actor, call, client, body, me.session);
  }

  /** Who opened the record of a client: what the client is shown when they ask. */
  @Get('clients/:client/openings')
  async account(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<OpeningsOfClientDto> {
    return await this.glass.account(me.actor, call, client);
  }

  /** Openings of the own house, the newest first. */
  @Get('openings')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: BreakGlassQuery,
  ): Promise<BreakGlassPageDto> {
    return await this.glass.list(me.actor, call, query);
  }

  /** What an opening shows, for as long as it lasts, to whoever opened it. */
  @Get('openings/:opening/card')
  async card(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('opening', known) opening: string,
  ): Promise<EmergencyCardDto> {
    return await this.cards.read(me.actor, call, opening);
  }

  /** A second person grants it, or less of it, or says no. */
  @Updates()
  @HttpCode(200)
  @Post('openings/:opening/decide')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('opening', known) opening: string,
    @Body() body: BreakGlassDecisionDto,
  ): Promise<BreakGlassDto> {
    return await this.second.decide(me.actor, call, { opening, version }, body, me.session);
  }

  /** Ends an opening before its time. */
  @Changes()
  @HttpCode(200)
  @Post('openings/:opening/close')
  async close(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('opening', known) opening: string,
  ): Promise<BreakGlassDto> {
    return await this.glass.close(me.actor, call, opening);
  }

  /** Whether it was right, said by somebody who neither opened nor granted it. */
  @Updates()
  @HttpCode(200)
  @Post('openings/:opening/review')
  async review(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('opening', known) opening: string,
    @Body() body: BreakGlassReviewDto,
  ): Promise<BreakGlassDto> {
    return await this.second.review(me.actor, call, { opening, version }, body);
  }

  /** The client was told after the review. */
  @Changes()
  @HttpCode(200)
  @Post('openings/:opening/tell')
  async tell(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('opening', known) opening: string,
    @Body() body: ClientToldDto,
  ): Promise<BreakGlassDto> {
    return await this.glass.tell(me.actor, call, opening, body.client_told);
  }
}
