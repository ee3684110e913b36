import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { LetterService } from '#casework/paper/letter.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { LetterDto, LetterGivingDto, LetterRevokingDto, LetterWrittenDto } from './document.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('letter.unknown') });

@ApiTags('documents')
@Controller()
export class LetterController {
  constructor(private readonly letters: LetterService) {}

  /** Letters that the own house gave out about a client, the newest first. */
  @Get('clients/:client/letters')
  async list(@Me() me: SignedIn, @Reading() call: Call, @Param('client') code: string): Promise<LetterDto[]> {
    return await this.letters.list(me.actor, call, code);
  }

  /** Gives out a letter: a line of the ledger, and a code by which anybody may ask whether it stands. */
  @Changes()
  @Post('clients/:client/letters')
  async give(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @Body() body: LetterGivingDto,
  ): Promise<LetterWrittenDto> {
    return await this.letters.give(me.actor, call, code, body);
  }

  /** The letter as it left. */
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @Get('letters/:letter/content')
  async open(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('letter', known) letter: string,
  ): Promise<StreamableFile> {
    const bytes = await this.letters.open(me.actor, call, letter);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: 'attachment; filename="paper.pdf"',
    });
  }

  /** From now on the public page says that it does not stand. */
  @Updates()
  @HttpCode(200)
  @Post('letters/:letter/revoke')
  async revoke(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('letter', known) letter: string,
    @Body() body: LetterRevokingDto,
  ): Promise<LetterWrittenDto> {
    return await this.letters.revoke(me.actor, call, { letter, version }, body.reason);
  }
}
