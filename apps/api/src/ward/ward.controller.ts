import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { WardService } from '#casework/ward/ward.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { WardPageDto, WardQuery } from './ward.dto.js';

@ApiTags('ward')
@Controller('ward')
export class WardController {
  constructor(private readonly ward: WardService) {}

  /** Who is in the house today: stage and day of stay, risks, key worker, what is missing and what is due. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { stage, key_worker, cursor, limit }: WardQuery,
  ): Promise<WardPageDto> {
    return await this.ward.list(me.actor, call, { stage, key_worker }, { cursor, limit });
  }
}
