import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { DirectoryService } from '#casework/directory/directory.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { DirectoryEntriesDto, DirectoryEntriesQuery, MeetingsDto, MeetingsQuery } from './directory.dto.js';

@ApiTags('directory')
@Controller('directory')
export class DirectoryController {
  constructor(private readonly directory: DirectoryService) {}

  /** Services of the own jurisdiction and groups of mutual aid: where they are and how they are reached. */
  @Get('entries')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() wanted: DirectoryEntriesQuery,
  ): Promise<DirectoryEntriesDto> {
    return await this.directory.list(me.actor, call, wanted);
  }

  /** Weekly meetings of mutual aid, by weekday and local time. Nobody is referred there: they are told of. */
  @Get('meetings')
  async meetings(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { for: audience, online, ...wanted }: MeetingsQuery,
  ): Promise<MeetingsDto> {
    return await this.directory.meetings(me.actor, call, {
      ...wanted,
      audience,
      online: online === undefined ? undefined : online === 'true',
    });
  }
}
