import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ReintegrationService } from '#casework/reintegration/reintegration.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import { ReintegrationDto } from '../stage/stage-record.dto.js';

@ApiTags('reintegration')
@Controller('clients/:client/reintegration')
export class ReintegrationController {
  constructor(private readonly reintegration: ReintegrationService) {}

  /** Records what is known of the current reintegration spell. */
  @Updates()
  @Put()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: ReintegrationDto,
  ): Promise<ClientWrittenDto> {
    return await this.reintegration.record(me.actor, call, { code, version }, body);
  }
}
