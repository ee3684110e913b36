import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { IncidentService } from '#casework/programme/incident.service.js';
import { LeaveService } from '#casework/programme/leave.service.js';
import { TherapyWorkService } from '#casework/programme/therapy-work.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Updates } from '../http/call.js';
import {
  IncidentDecidingDto,
  IncidentReportingDto,
  IncidentSettlingDto,
  IncidentWordsDto,
  LeaveReturningDto,
  LeaveWritingDto,
  ProgrammeWrittenDto,
  TherapyWorkWritingDto,
} from './programme.dto.js';

/** What happens while somebody follows a programme: leaves, work as therapy, incidents and the fair procedure about them. */
@ApiTags('programmes')
@Controller('clients/:client')
export class ProcedureController {
  constructor(
    private readonly leaves: LeaveService,
    private readonly work: TherapyWorkService,
    private readonly incidents: IncidentService,
  ) {}

  @Changes()
  @Post('leaves')
  async leave(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: LeaveWritingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.leaves.plan(me.actor, call, code, body);
  }

  /** Back in time, back late, or not back. */
  @Updates()
  @HttpCode(200)
  @Post('leaves/:leave/return')
  async back(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Param('leave') leave: string,
    @Body() body: LeaveReturningDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.leaves.return(me.actor, call, { code, leave, version }, body.back);
  }

  /** The client wishes to work as a part of their therapy. */
  @Changes()
  @Post('therapy-work/consent')
  async consent(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
  ): Promise<ProgrammeWrittenDto> {
    return await this.work.consent(me.actor, call, code);
  }

  @Changes()
  @HttpCode(204)
  @Post('therapy-work/consent/end')
  async withdraw(@Me() me: SignedIn, @Changing() call: Call, @Param('client') code: string): Promise<void> {
    await this.work.withdraw(me.actor, call, code);
  }

  @Changes()
  @Post('therapy-work')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: TherapyWorkWritingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.work.record(me.actor, call, code, body);
  }

  @Changes()
  @Post('incidents')
  async report(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: IncidentReportingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.incidents.report(me.actor, call, code, body);
  }

  /** What the client says to it. */
  @Updates()
  @HttpCode(200)
  @Post('incidents/:incident/hearing')
  async hear(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Param('incident') incident: string,
    @Body() body: IncidentWordsDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.incidents.hear(me.actor, call, { code, incident, version }, body.words);
  }

  /** Decided by somebody else than whoever reported. */
  @Updates()
  @HttpCode(200)
  @Post('incidents/:incident/decision')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Param('incident') incident: string,
    @Body() body: IncidentDecidingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.incidents.decide(me.actor, call, { code, incident, version }, body);
  }

  /** The client does not agree. */
  @Updates()
  @HttpCode(200)
  @Post('incidents/:incident/appeal')
  async appeal(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Param('incident') incident: string,
    @Body() body: IncidentWordsDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.incidents.appeal(me.actor, call, { code, incident, version }, body.words);
  }

  /** Settled by a third person. */
  @Updates()
  @HttpCode(200)
  @Post('incidents/:incident/settling')
  async settle(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Param('incident') incident: string,
    @Body() body: IncidentSettlingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.incidents.settle(me.actor, call, { code, incident, version }, body);
  }
}
