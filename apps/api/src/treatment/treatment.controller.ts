import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { TreatmentService } from '#casework/treatment/treatment.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import { TreatmentDto } from '../stage/stage-record.dto.js';

@ApiTags('treatment')
@Controller('clients/:client/treatment')
export class TreatmentController {
  constructor(private readonly treatment: TreatmentService) {}

  /** Records what is known of the current treatment spell. */
  @Updates()
  @Put()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: TreatmentDto,
  ): Promise<ClientWrittenDto> {
    return await this.treatment.record(me.actor, call, { code, version }, body);
  }
}
