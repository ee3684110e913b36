import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { PartnerService } from '#casework/partner/partner.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { PartnerQuery, PartnersDto } from './partner.dto.js';

@ApiTags('partners')
@Controller('partners')
export class PartnerController {
  constructor(private readonly partners: PartnerService) {}

  /** Organisations of the own network that a client could be sent to. */
  @Get()
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() { stage }: PartnerQuery,
  ): Promise<PartnersDto> {
    return { items: await this.partners.list(me.actor, call, stage) };
  }
}
