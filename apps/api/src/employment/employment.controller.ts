import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { EmploymentService } from '#casework/employment/employment.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { ClientWrittenDto } from '../client/client.dto.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Updates } from '../http/call.js';
import { EmploymentDto } from '../stage/stage-record.dto.js';

@ApiTags('employment')
@Controller('clients/:client/employment')
export class EmploymentController {
  constructor(private readonly employment: EmploymentService) {}

  /** Records what is known of the current employment spell. */
  @Updates()
  @Put()
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') code: string,
    @ExpectedVersion() version: number,
    @Body() body: EmploymentDto,
  ): Promise<ClientWrittenDto> {
    return await this.employment.record(me.actor, call, { code, version }, body);
  }
}
