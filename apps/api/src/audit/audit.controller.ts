import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditService } from '#casework/audit/audit.service.js';
import type { Call } from '#casework/call.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { AuditEventPageDto, AuditEventQuery, AuditVerificationDto, CustodyReportDto } from './audit.dto.js';

const id = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('audit.verification_unknown') });

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Who held a client when, what was disclosed on what basis, who could see. */
  @Get('clients/:client')
  async custody(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<CustodyReportDto> {
    return await this.audit.custody(me.actor, call, client);
  }

  /** Events of the own organisation, the newest first. */
  @Get('events')
  async events(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: AuditEventQuery,
  ): Promise<AuditEventPageDto> {
    return await this.audit.events(me.actor, call, query);
  }

  /** Asks for the whole log to be verified; the worker answers. */
  @Changes()
  @HttpCode(202)
  @Post('verifications')
  async verify(@Me() me: SignedIn, @Changing() call: Call): Promise<AuditVerificationDto> {
    return await this.audit.askVerification(me.actor, call);
  }

  /** What a verification found. */
  @Get('verifications/:id')
  async verification(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('id', id) verification: string,
  ): Promise<AuditVerificationDto> {
    return await this.audit.verification(me.actor, call, verification);
  }
}
