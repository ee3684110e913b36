import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ProtectionService } from '#casework/protection/protection.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  ProtectionAlertDto,
  ProtectionAlertPageDto,
  ProtectionDto,
  ProtectionEndedDto,
  ProtectionPageDto,
  ProtectionRequestDto,
} from './protection.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('protection.alert_unknown') });

@ApiTags('protection')
@Controller()
export class ProtectionController {
  constructor(private readonly protection: ProtectionService) {}

  /** Keeps the record of a client within a team, or changes the team. */
  @Changes()
  @Put('clients/:client/protection')
  async set(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: ProtectionRequestDto,
  ): Promise<ProtectionDto> {
    return await this.protection.set(me.actor, call, client, body);
  }

  /** The whole house reads the record again. */
  @Changes()
  @HttpCode(200)
  @Post('clients/:client/protection/end')
  async end(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
  ): Promise<ProtectionEndedDto> {
    return await this.protection.end(me.actor, call, client);
  }

  /** Protected records of the own house, the newest first. */
  @Get('protected')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<ProtectionPageDto> {
    return await this.protection.list(me.actor, call, query);
  }

  /** Who reached for protected records, the newest first. */
  @Get('protected/alerts')
  async alerts(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<ProtectionAlertPageDto> {
    return await this.protection.alerts(me.actor, call, query);
  }

  /** An alert was looked at. */
  @Changes()
  @HttpCode(200)
  @Post('protected/alerts/:alert/seen')
  async seen(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('alert', known) alert: string,
  ): Promise<ProtectionAlertDto> {
    return await this.protection.seen(me.actor, call, alert);
  }
}
