import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { EnvelopeService } from '#casework/envelope/envelope.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { HandoffWrittenDto } from '../handoff/handoff.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  EnvelopeDto,
  EnvelopePageDto,
  EnvelopeQuery,
  EnvelopeReasonDto,
  EnvelopeReassignDto,
} from './envelope.dto.js';

@ApiTags('coordination')
@Controller('envelopes')
export class EnvelopeController {
  constructor(private readonly envelopes: EnvelopeService) {}

  /** Handoffs of the own jurisdiction without their content, the newest first. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { escalated, cursor, limit }: EnvelopeQuery,
  ): Promise<EnvelopePageDto> {
    return await this.envelopes.list(me.actor, call, { escalated: escalated === 'true', cursor, limit });
  }

  /** One envelope with the clocks that run on it. */
  @Get(':reference')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('reference') reference: string,
  ): Promise<EnvelopeDto> {
    return await this.envelopes.view(me.actor, call, reference);
  }

  /** Sends a declined request back, once. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/overturn')
  async overturn(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: EnvelopeReasonDto,
  ): Promise<HandoffWrittenDto> {
    return await this.envelopes.overturn(me.actor, call, { reference, version }, body);
  }

  /** Gives whoever must act their time again, once. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/extend')
  async extend(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: EnvelopeReasonDto,
  ): Promise<HandoffWrittenDto> {
    return await this.envelopes.extend(me.actor, call, { reference, version }, body);
  }

  /** Ends the offer and asks the custodian to try another partner. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/reassign')
  async reassign(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: EnvelopeReassignDto,
  ): Promise<HandoffWrittenDto> {
    return await this.envelopes.reassign(me.actor, call, { reference, version }, body);
  }

  /** Takes the request back in the name of the client. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/recall')
  async recall(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: EnvelopeReasonDto,
  ): Promise<HandoffWrittenDto> {
    return await this.envelopes.recall(me.actor, call, { reference, version }, body);
  }
}
