import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { NoteService } from '#casework/note/note.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  NoteAmendingDto,
  NoteHistoryDto,
  NotePageDto,
  NoteQuery,
  NoteVoidingDto,
  NoteWritingDto,
  NoteWrittenDto,
} from './note.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('note.unknown') });

@ApiTags('notes')
@Controller()
export class NoteController {
  constructor(private readonly notes: NoteService) {}

  /** Notes of a client as they stand, the newest first; those of counselling are read on their own. */
  @Get('clients/:client/notes')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
    @Query() query: NoteQuery,
  ): Promise<NotePageDto> {
    return await this.notes.list(me.actor, call, code, query);
  }

  /** Counselling notes that are the reader's, and those of others where the pack names the reader. */
  @Get('clients/:client/counselling-notes')
  async counselling(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
    @Query() query: PageQuery,
  ): Promise<NotePageDto> {
    return await this.notes.counselling(me.actor, call, code, query);
  }

  /** Writes and signs a note. */
  @Changes()
  @Post('clients/:client/notes')
  async write(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: NoteWritingDto,
  ): Promise<NoteWrittenDto> {
    return await this.notes.write(me.actor, call, code, body);
  }

  /** A note with everything it ever said. */
  @Get('notes/:note')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('note', known) note: string,
  ): Promise<NoteHistoryDto> {
    return await this.notes.view(me.actor, call, note);
  }

  /** The author says it anew; what it said before stays beside it. */
  @Updates()
  @HttpCode(200)
  @Post('notes/:note/amend')
  async amend(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('note', known) note: string,
    @Body() body: NoteAmendingDto,
  ): Promise<NoteWrittenDto> {
    return await this.notes.amend(me.actor, call, { note, version }, body.words);
  }

  /** Marks a note as void, with a reason; it stays to be read. */
  @Updates()
  @HttpCode(200)
  @Post('notes/:note/void')
  async void(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('note', known) note: string,
    @Body() body: NoteVoidingDto,
  ): Promise<NoteWrittenDto> {
    return await this.notes.void(me.actor, call, { note, version }, body.reason);
  }
}
