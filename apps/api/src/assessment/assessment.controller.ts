import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AssessmentReadingService } from '#casework/assessment/assessment-reading.service.js';
import { AssessmentService } from '#casework/assessment/assessment.service.js';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  AssessmentCorrectionDto,
  AssessmentDto,
  AssessmentPageDto,
  AssessmentRequestDto,
  AssessmentsQuery,
  AssessmentVoidDto,
  DueDto,
  SignOffDto,
  TrendDto,
  TrendsQuery,
} from './assessment.dto.js';

const uuid = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('assessment.unknown') });

@ApiTags('assessment')
@Controller('clients/:client/assessments')
export class AssessmentController {
  constructor(
    private readonly assessments: AssessmentService,
    private readonly reading: AssessmentReadingService,
  ) {}

  /** What was assessed, the newest first; what was corrected or does not count is there and says so. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
    @Query() query: AssessmentsQuery,
  ): Promise<AssessmentPageDto> {
    return await this.reading.list(me.actor, call, code, query);
  }

  /** Each score over time, with its change, and entry compared with review and exit. */
  @Get('trends')
  async trends(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
    @Query() { instrument }: TrendsQuery,
  ): Promise<TrendDto[]> {
    return await this.reading.trends(me.actor, call, code, instrument);
  }

  /** What is due for the open stay and when, the most urgent first. */
  @Get('due')
  async due(@Me() me: SignedIn, @Reading() call: Call, @Param('client') code: string): Promise<DueDto[]> {
    return await this.reading.due(me.actor, call, code);
  }

  @Get(':id')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
    @Param('id', uuid) id: string,
  ): Promise<AssessmentDto> {
    return await this.reading.view(me.actor, call, code, id);
  }

  /** Records an assessment; its flags fire in the same moment. */
  @Changes()
  @Post()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: AssessmentRequestDto,
  ): Promise<AssessmentDto> {
    return await this.assessments.record(me.actor, call, code, body);
  }

  /** Puts an assessment right by another that stands in for it; the first stays. */
  @Updates()
  @Post(':id/correct')
  async correct(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Param('id', uuid) id: string,
    @ExpectedVersion() version: number,
    @Body() body: AssessmentCorrectionDto,
  ): Promise<AssessmentDto> {
    return await this.assessments.correct(me.actor, call, { code, id, version }, body);
  }

  /** Says that an assessment does not count, and why. It stays. */
  @Updates()
  @HttpCode(200)
  @Post(':id/void')
  async void(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Param('id', uuid) id: string,
    @ExpectedVersion() version: number,
    @Body() { reason }: AssessmentVoidDto,
  ): Promise<AssessmentDto> {
    return await this.assessments.void(me.actor, call, { code, id, version }, reason);
  }

  /** A clinician has looked at a high risk: planned steps go on. */
  @Updates()
  @HttpCode(200)
  @Post(':id/sign-off')
  async signOff(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Param('id', uuid) id: string,
    @ExpectedVersion() version: number,
    @Body() body: SignOffDto,
  ): Promise<AssessmentDto> {
    return await this.assessments.signOff(me.actor, call, { code, id, version }, body);
  }
}
