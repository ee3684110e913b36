import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { CareLevelService } from '#casework/chart/care-level.service.js';
import { ChartService } from '#casework/chart/chart.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import {
  CareLevelWritingDto,
  ChartDto,
  ChartWrittenDto,
  ObservationWritingDto,
  ReadingVoidingDto,
  ReadingWritingDto,
  ReadingWrittenDto,
} from './chart.dto.js';

const knownReading = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('chart.reading_unknown') });

@ApiTags('chart')
@Controller()
export class ChartController {
  constructor(
    private readonly chart: ChartService,
    private readonly levels: CareLevelService,
  ) {}

  /** Vital signs with the limits of the house, withdrawal scores and when the next is due, observation, and where the client is looked after. */
  @Get('clients/:client/chart')
  async view(@Me() me: SignedIn, @Reading() call: Call, @Param('client') code: string): Promise<ChartDto> {
    return await this.chart.view(me.actor, call, code);
  }

  /** Writes down vital signs; what lies outside the limits calls a clinician. */
  @Changes()
  @Post('clients/:client/vital-signs')
  async read(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: ReadingWritingDto,
  ): Promise<ReadingWrittenDto> {
    return await this.chart.read(me.actor, call, code, body);
  }

  /** Marks vital signs as void, with a reason; they stay to be read. */
  @Changes()
  @HttpCode(200)
  @Post('vital-signs/:reading/void')
  async void(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reading', knownReading) reading: string,
    @Body() body: ReadingVoidingDto,
  ): Promise<ChartWrittenDto> {
    return await this.chart.void(me.actor, call, reading, body.reason);
  }

  /** Sets how closely the client is looked after from now on. */
  @Changes()
  @Post('clients/:client/observations')
  async observe(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: ObservationWritingDto,
  ): Promise<ChartWrittenDto> {
    return await this.chart.observe(me.actor, call, code, body);
  }

  /** Decides where the client is looked after, with reasons. */
  @Changes()
  @Post('clients/:client/care-levels')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: CareLevelWritingDto,
  ): Promise<ChartWrittenDto> {
    return await this.levels.decide(me.actor, call, code, body);
  }
}
