import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { RehabilitationService } from '#casework/rehabilitation/rehabilitation.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import { RehabilitationDto } from '../stage/stage-record.dto.js';

@ApiTags('rehabilitation')
@Controller('clients/:client/rehabilitation')
export class RehabilitationController {
  constructor(private readonly rehabilitation: RehabilitationService) {}

  /** Records what is known of the current rehabilitation spell. */
  @Updates()
  @Put()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: RehabilitationDto,
  ): Promise<ClientWrittenDto> {
    return await this.rehabilitation.record(me.actor, call, { code, version }, body);
  }
}
