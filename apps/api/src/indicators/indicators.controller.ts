import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { IndicatorsService } from '#casework/indicators/indicators.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { LoopIndicatorsDto, PeriodQuery } from './indicators.dto.js';

@ApiTags('indicators')
@Controller('indicators')
export class IndicatorsController {
  constructor(private readonly indicators: IndicatorsService) {}

  /** How well the loop closes: figures of the own organisation's handoffs requested in a period. Small counts are hidden. */
  @Get('loop')
  async loop(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { from, to }: PeriodQuery,
  ): Promise<LoopIndicatorsDto> {
    return await this.indicators.loop(me.actor, call, from, to);
  }
}
