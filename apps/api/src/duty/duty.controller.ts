import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { DutyService } from '#casework/duty/duty.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { LocalDaysQuery } from '../http/common.dto.js';
import { DutyCancelledDto, DutyDto, DutySubstituteDto, DutyTurnDto, DutyTurnRequestDto } from './duty.dto.js';

const turn = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('duty.turn_unknown') });

@ApiTags('duty')
@Controller('duty')
export class DutyController {
  constructor(private readonly duty: DutyService) {}

  /** Who is on duty now at every site, and the turns of the days asked for. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() days: LocalDaysQuery): Promise<DutyDto> {
    return await this.duty.list(me.actor, call, days);
  }

  /** Plans a turn. */
  @Changes()
  @Post('turns')
  async plan(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: DutyTurnRequestDto,
  ): Promise<DutyTurnDto> {
    return await this.duty.plan(me.actor, call, body);
  }

  /** Cancels a turn that is not over. */
  @Updates()
  @HttpCode(200)
  @Post('turns/:id/cancel')
  async cancel(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('id', turn) id: string,
  ): Promise<DutyCancelledDto> {
    return await this.duty.cancel(me.actor, call, id, version);
  }

  /** A colleague takes a turn over, or the rest of one that is under way. */
  @Updates()
  @HttpCode(200)
  @Post('turns/:id/substitute')
  async substitute(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('id', turn) id: string,
    @Body() body: DutySubstituteDto,
  ): Promise<DutyTurnDto> {
    return await this.duty.substitute(me.actor, call, id, version, body);
  }
}
