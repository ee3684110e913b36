import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { HandoffArrivalService } from '#casework/handoff/handoff-arrival.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import {
  HandoffArriveDto,
  HandoffCallDto,
  HandoffContactRequestDto,
  HandoffHoldDto,
  HandoffInviteDto,
  HandoffReportDto,
  HandoffRescheduleDto,
  HandoffResumeDto,
  HandoffReturnDto,
} from './handoff-requests.dto.js';
import { HandoffWrittenDto } from './handoff.dto.js';

@ApiTags('handoffs')
@Controller('handoffs')
export class HandoffArrivalController {
  constructor(private readonly arrivals: HandoffArrivalService) {}

  /** Either side pauses an accepted handoff, with a reason and a date. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/hold')
  async hold(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffHoldDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.hold(me.actor, call, { reference, version }, body);
  }

  /** Goes on after a pause. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/resume')
  async resume(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffResumeDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.resume(me.actor, call, { reference, version }, body);
  }

  /** The receiver moves the appointment. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/reschedule')
  async reschedule(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffRescheduleDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.reschedule(me.actor, call, { reference, version }, body);
  }

  /** The client has left the sender's house. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/depart')
  async depart(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.depart(me.actor, call, { reference, version });
  }

  /** The sender records that the client was spoken to, or that it was tried. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/contact')
  async contact(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffContactRequestDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.contact(me.actor, call, { reference, version }, body);
  }

  /** Names who rings the client after a missed arrival. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/call')
  async call(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffCallDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.call(me.actor, call, { reference, version }, body);
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
    return await this.arrivals.arrive(me.actor, call, { reference, version }, body);
  }

  /** The client did not come. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/miss')
  async miss(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.miss(me.actor, call, { reference, version });
  }

  /** The service is not available after all. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/fail')
  async fail(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.fail(me.actor, call, { reference, version });
  }

  /** The receiver offers a new date: a new handoff that replaces this one. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/invite')
  async invite(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffInviteDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.invite(me.actor, call, { reference, version }, body);
  }

  /** The receiver tells how the first days went. */
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
    return await this.arrivals.report(me.actor, call, { reference, version }, body);
  }

  /** The sender has read the report; the loop is closed. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/acknowledge')
  async acknowledge(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.acknowledge(me.actor, call, { reference, version });
  }

  /** The receiver cannot go on: a transfer back is sent; custody stays until the client has arrived. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/return')
  async return(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffReturnDto,
  ): Promise<HandoffWrittenDto> {
    return await this.arrivals.return(me.actor, call, { reference, version }, body);
  }
}
