import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ConsentService } from '#casework/consent/consent.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Updates } from '../http/call.js';
import { ConsentRequestDto, ConsentWithdrawalDto, ConsentWrittenDto } from './consent.dto.js';

const reference = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('request.not_found') });

@ApiTags('consents')
@Controller()
export class ConsentController {
  constructor(private readonly consents: ConsentService) {}

  /** Records what the client agreed to share with one partner. */
  @Changes()
  @Post('clients/:client/consents')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: ConsentRequestDto,
  ): Promise<ConsentWrittenDto> {
    return await this.consents.record(me.actor, call, client, body);
  }

  /** Records that the client withdrew a consent; it works at once. */
  @Updates()
  @HttpCode(200)
  @Post('consents/:reference/withdrawal')
  async withdraw(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', reference) consent: string,
    @ExpectedVersion() version: number,
    @Body() body: ConsentWithdrawalDto,
  ): Promise<ConsentWrittenDto> {
    return await this.consents.withdraw(me.actor, call, consent, version, body);
  }
}
