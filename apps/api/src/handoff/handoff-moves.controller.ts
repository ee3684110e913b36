import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { HandoffMovesService } from '#casework/handoff/handoff-moves.service.js';
import { HandoffWithdrawalService } from '#casework/handoff/handoff-withdrawal.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import {
  HandoffAcceptDto,
  HandoffAnswerDto,
  HandoffAskDto,
  HandoffDeclineDto,
  HandoffRecallDto,
  HandoffStopDto,
  HandoffVoidDto,
  HandoffWaitlistDto,
  HandoffWishDto,
  HandoffWithdrawDto,
} from './handoff-requests.dto.js';
import { HandoffWrittenDto } from './handoff.dto.js';

@ApiTags('handoffs')
@Controller('handoffs')
export class HandoffMovesController {
  constructor(
    private readonly moves: HandoffMovesService,
    private readonly withdrawals: HandoffWithdrawalService,
  ) {}

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

  /** A question to the sender; the receiver's clock pauses. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/ask')
  async ask(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffAskDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.ask(me.actor, call, { reference, version }, body);
  }

  /** The sender answers. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/answer')
  async answer(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffAnswerDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.answer(me.actor, call, { reference, version }, body);
  }

  /** The receiver offers a place on the waiting list. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/waitlist')
  async waitlist(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffWaitlistDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.waitlist(me.actor, call, { reference, version }, body);
  }

  /** The sender tells whether the client wishes to wait. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/wish')
  async wish(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffWishDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.wish(me.actor, call, { reference, version }, body);
  }

  /** A place was found for somebody who waits. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/propose')
  async propose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.propose(me.actor, call, { reference, version });
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

  /** The receiver says no, with a reason; the custodian has a dated next step at once. */
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

  /** The client withdrew, left, moved away, was detained or died. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/stop')
  async stop(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffStopDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.stop(me.actor, call, { reference, version }, body);
  }

  /** Either side records that the client withdrew the consent the handoff stands on. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/withdraw')
  async withdraw(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffWithdrawDto,
  ): Promise<HandoffWrittenDto> {
    return await this.withdrawals.withdraw(me.actor, call, { reference, version }, body);
  }

  /** The sender marks it as entered in error; a second person countersigns. */
  @Updates()
  @HttpCode(200)
  @Post(':reference/void')
  async voidIt(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference') reference: string,
    @ExpectedVersion() version: number,
    @Body() body: HandoffVoidDto,
  ): Promise<HandoffWrittenDto> {
    return await this.moves.voidIt(me.actor, call, { reference, version }, body);
  }
}
