import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { EligibilityService } from '#casework/eligibility/eligibility.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  EligibilitiesDto,
  EligibilityDto,
  EligibilityIssuedDto,
  EligibilityRequestDto,
} from './eligibility.dto.js';

const uuid = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('request.not_found') });

@ApiTags('eligibility')
@Controller()
export class EligibilityController {
  constructor(private readonly eligibility: EligibilityService) {}

  /** The tokens of a client, and what one may be given for. */
  @Get('clients/:client/eligibility')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<EligibilitiesDto> {
    return await this.eligibility.view(me.actor, call, client);
  }

  /** Gives a token for one partner, on the client's own consent; its code is in this answer and nowhere else. */
  @Changes()
  @Post('clients/:client/eligibility')
  async issue(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: EligibilityRequestDto,
  ): Promise<EligibilityIssuedDto> {
    return await this.eligibility.issue(me.actor, call, client, body);
  }

  /** Ends a token; its partner reads so from this answer on. */
  @Updates()
  @HttpCode(200)
  @Post('eligibility/:reference/end')
  async revoke(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', uuid) reference: string,
    @ExpectedVersion() version: number,
  ): Promise<EligibilityDto> {
    return await this.eligibility.revoke(me.actor, call, reference, version);
  }
}
