import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ComplaintFilingService } from '#casework/rights/complaint-filing.service.js';
import { ComplaintService } from '#casework/rights/complaint.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  ComplaintCheckDto,
  ComplaintConcernedDto,
  ComplaintDecisionDto,
  ComplaintDto,
  ComplaintFiledDto,
  ComplaintInvestigatorDto,
  ComplaintMessageRequestDto,
  ComplaintPageDto,
  ComplaintQuery,
  ComplaintRecordDto,
  ComplaintWrittenDto,
} from './complaint.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('complaint.unknown') });

@ApiTags('complaints')
@Controller('complaints')
export class ComplaintController {
  constructor(
    private readonly complaints: ComplaintService,
    private readonly filing: ComplaintFilingService,
  ) {}

  /** Complaints the own organisation handles, the newest first. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: ComplaintQuery,
  ): Promise<ComplaintPageDto> {
    return await this.complaints.list(me.actor, call, { ...query, open: query.open === 'true' });
  }

  /** Writes a complaint down for somebody. */
  @Changes()
  @Post()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: ComplaintRecordDto,
  ): Promise<ComplaintFiledDto> {
    return await this.filing.record(me.actor, call, body);
  }

  /** One complaint, with what was written back and forth. */
  @Get(':complaint')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('complaint', known) complaint: string,
  ): Promise<ComplaintDto> {
    return await this.complaints.view(me.actor, call, complaint);
  }

  /** Tells the complainant that somebody looks into it. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/acknowledge')
  async acknowledge(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
  ): Promise<ComplaintDto> {
    return await this.complaints.acknowledge(me.actor, call, { complaint, version });
  }

  /** Names who looks into it. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/investigator')
  async name(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
    @Body() body: ComplaintInvestigatorDto,
  ): Promise<ComplaintDto> {
    return await this.complaints.name(me.actor, call, { complaint, version }, body.colleague);
  }

  /** Says which colleague it is about: they see it no more. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/concerned')
  async concerned(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
    @Body() body: ComplaintConcernedDto,
  ): Promise<ComplaintWrittenDto> {
    return await this.complaints.nameConcerned(me.actor, call, { complaint, version }, body.colleague);
  }

  /** Gives it to the coordination office. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/pass-on')
  async passOn(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
  ): Promise<ComplaintWrittenDto> {
    return await this.complaints.passOn(me.actor, call, { complaint, version });
  }

  /** Writes to the complainant. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/messages')
  async write(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
    @Body() body: ComplaintMessageRequestDto,
  ): Promise<ComplaintDto> {
    return await this.complaints.write(me.actor, call, { complaint, version }, body.words);
  }

  /** Decides, in words the complainant reads. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/decide')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
    @Body() body: ComplaintDecisionDto,
  ): Promise<ComplaintDto> {
    return await this.complaints.decide(me.actor, call, { complaint, version }, body);
  }

  /** Whether anybody took revenge. */
  @Updates()
  @HttpCode(200)
  @Post(':complaint/check')
  async check(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('complaint', known) complaint: string,
    @Body() body: ComplaintCheckDto,
  ): Promise<ComplaintDto> {
    return await this.complaints.check(me.actor, call, { complaint, version }, body);
  }
}
