import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { EnrolmentViewService } from '#casework/programme/enrolment-view.service.js';
import { EnrolmentService } from '#casework/programme/enrolment.service.js';
import { ProgrammeService } from '#casework/programme/programme.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  ClientProgrammeDto,
  PeerChoiceDto,
  PhaseChangingDto,
  ProgrammeChoiceDto,
  ProgrammeEndingDto,
  ProgrammeWritingDto,
  ProgrammeWrittenDto,
  RehabilitationProgrammeDto,
  RelapseWritingDto,
} from './programme.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('programme.unknown') });

@ApiTags('programmes')
@Controller()
export class ProgrammeController {
  constructor(
    private readonly programmes: ProgrammeService,
    private readonly enrolments: EnrolmentService,
    private readonly views: EnrolmentViewService,
  ) {}

  /** The programmes of the house. */
  @Get('programmes')
  @ApiOkResponse({ type: [RehabilitationProgrammeDto] })
  async list(@Me() me: SignedIn, @Reading() call: Call): Promise<RehabilitationProgrammeDto[]> {
    return await this.programmes.list(me.actor, call);
  }

  /** Writes down a programme with its phases. */
  @Changes()
  @Post('programmes')
  async add(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: ProgrammeWritingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.programmes.add(me.actor, call, body);
  }

  /** Takes nobody in any more. */
  @Updates()
  @HttpCode(200)
  @Post('programmes/:programme/close')
  async close(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('programme', known) programme: string,
  ): Promise<ProgrammeWrittenDto> {
    return await this.programmes.close(me.actor, call, { programme, version });
  }

  /** What a client follows here, with everything that is of it. */
  @Get('clients/:client/programme')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
  ): Promise<ClientProgrammeDto> {
    return await this.views.view(me.actor, call, code);
  }

  /** Begins a programme in its first phase. */
  @Changes()
  @Post('clients/:client/programme')
  async begin(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: ProgrammeChoiceDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.enrolments.begin(me.actor, call, code, body.programme);
  }

  /** Goes on to the next phase, or back to one. */
  @Updates()
  @HttpCode(200)
  @Post('clients/:client/programme/phase')
  async phase(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Body() body: PhaseChangingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.enrolments.phase(me.actor, call, { code, version }, body);
  }

  /** Ends the programme; a house ends it only after the fair procedure. */
  @Updates()
  @HttpCode(200)
  @Post('clients/:client/programme/end')
  async end(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('client') code: string,
    @Body() body: ProgrammeEndingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.enrolments.end(me.actor, call, { code, version }, body);
  }

  /** Writes down a relapse; the place and the phase are kept. */
  @Changes()
  @Post('clients/:client/relapses')
  async relapse(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: RelapseWritingDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.enrolments.relapse(me.actor, call, code, body);
  }

  /** A colleague who has walked the road walks along. */
  @Changes()
  @Post('clients/:client/peer')
  async peer(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: PeerChoiceDto,
  ): Promise<ProgrammeWrittenDto> {
    return await this.enrolments.peer(me.actor, call, code, body);
  }

  @Changes()
  @HttpCode(204)
  @Post('clients/:client/peer/end')
  async endPeer(@Me() me: SignedIn, @Changing() call: Call, @Param('client') code: string): Promise<void> {
    await this.enrolments.endPeer(me.actor, call, code);
  }
}
