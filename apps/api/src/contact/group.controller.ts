import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { GroupService } from '#casework/contact/group.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { GroupAttendanceDto, GroupDto, GroupPlanDto, GroupPlannedDto } from './contact.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('group.unknown') });

/** Groups of the house that keep a list. Mutual aid is none of them. */
@ApiTags('appointments')
@Controller('groups')
export class GroupController {
  constructor(private readonly groups: GroupService) {}

  /** Plans a group with its list: everybody on it, or a refusal for each who cannot be. */
  @Changes()
  @Post()
  async plan(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() wanted: GroupPlanDto,
  ): Promise<GroupPlannedDto> {
    return await this.groups.plan(me.actor, call, wanted);
  }

  /** A group and its list. */
  @Get(':group')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('group', known) group: string,
  ): Promise<GroupDto> {
    return await this.groups.view(me.actor, call, group);
  }

  /** Records who came, for as many as are named: all of them, or none and a refusal for each who cannot be recorded. */
  @Updates()
  @HttpCode(200)
  @Post(':group/attendance')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('group', known) group: string,
    @ExpectedVersion() version: number,
    @Body() wanted: GroupAttendanceDto,
  ): Promise<GroupDto> {
    return await this.groups.record(me.actor, call, { group, version }, wanted);
  }
}
