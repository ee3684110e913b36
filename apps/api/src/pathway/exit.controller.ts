import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { EntryService } from '#casework/pathway/entry.service.js';
import { ExitService } from '#casework/pathway/exit.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { EntryDto, EntryQualityDto, EntryViewDto, ExitDto } from './exit.dto.js';

@ApiTags('pathway')
@Controller()
export class ExitController {
  constructor(
    private readonly exits: ExitService,
    private readonly entries: EntryService,
  ) {}

  /** Ends the stage without a next one; whoever left is asked after for a year. */
  @Updates()
  @HttpCode(200)
  @Post('clients/:client/exit')
  async exit(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: ExitDto,
  ): Promise<ClientWrittenDto> {
    return await this.exits.exit(me.actor, call, { code, version }, body);
  }

  /** How the client came into the stage they are in, with what the rules noticed. */
  @Get('clients/:client/entry')
  async entry(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') code: string,
  ): Promise<EntryViewDto> {
    return await this.entries.view(me.actor, call, code);
  }

  /** Writes it down; the version is that of the client. */
  @Updates()
  @Put('clients/:client/entry')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: EntryDto,
  ): Promise<EntryViewDto> {
    return await this.entries.record(me.actor, call, { code, version }, body);
  }

  /** How much of what must be known of entries is not, over 90 days. */
  @Get('entry-quality')
  async quality(@Me() me: SignedIn, @Reading() call: Call): Promise<EntryQualityDto> {
    return await this.entries.quality(me.actor, call);
  }
}
