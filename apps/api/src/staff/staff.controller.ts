import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { StaffService } from '#casework/staff/staff.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  StaffChangeDto,
  StaffInvitedDto,
  StaffInviteDto,
  StaffLeaveDto,
  StaffLeftDto,
  StaffMemberDto,
  StaffPageDto,
  StaffQuery,
} from './staff.dto.js';

const colleague = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('staff.unknown') });

@ApiTags('staff')
@Controller('staff')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  /** Who works in the own organisation, was invited, or has left. */
  @Get()
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() query: StaffQuery): Promise<StaffPageDto> {
    return await this.staff.list(me.actor, call, query);
  }

  /** Invites a colleague; the code in the answer is shown this once, and a password is chosen with it within 72 hours. */
  @Changes()
  @Post()
  async invite(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: StaffInviteDto,
  ): Promise<StaffInvitedDto> {
    return await this.staff.invite(me.actor, call, body);
  }

  /** A new code for a colleague; the one before ends. */
  @Changes()
  @Post(':colleague/invitation')
  async inviteAgain(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('colleague', colleague) id: string,
  ): Promise<StaffInvitedDto> {
    return await this.staff.inviteAgain(me.actor, call, id);
  }

  /** Changes name and roles; they count from the next request on. */
  @Updates()
  @Put(':colleague')
  async change(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('colleague', colleague) id: string,
    @Body() body: StaffChangeDto,
  ): Promise<StaffMemberDto> {
    return await this.staff.change(me.actor, call, id, version, body);
  }

  /** A colleague leaves: sessions end at once, what stood in their name goes to a successor or back to all. */
  @Changes()
  @HttpCode(200)
  @Post(':colleague/leave')
  async leave(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('colleague', colleague) id: string,
    @Body() body: StaffLeaveDto,
  ): Promise<StaffLeftDto> {
    return await this.staff.leave(me.actor, call, id, body);
  }
}
