import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { SeparationService } from '#casework/separation/separation.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { SeparationDto, SeparationRequestDto, SeparationsDto } from './separation.dto.js';

const uuid = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('request.not_found') });

@ApiTags('separations')
@Controller()
export class SeparationController {
  constructor(private readonly separations: SeparationService) {}

  /** Whom the own organisation keeps apart from this client. */
  @Get('clients/:client/separations')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<SeparationsDto> {
    return { items: await this.separations.list(me.actor, call, client) };
  }

  /** Keeps two clients apart: no house where one stays suits the other. */
  @Changes()
  @Post('clients/:client/separations')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() wanted: SeparationRequestDto,
  ): Promise<SeparationDto> {
    return await this.separations.record(me.actor, call, client, wanted);
  }

  /** The two need not be kept apart any more. */
  @Changes()
  @HttpCode(200)
  @Post('separations/:reference/end')
  async end(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', uuid) reference: string,
  ): Promise<SeparationDto> {
    return await this.separations.end(me.actor, call, reference);
  }
}
