import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { BreachService } from '#casework/rights/breach.service.js';
import { PermitService } from '#casework/rights/permit.service.js';
import { RetentionService } from '#casework/rights/retention.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  BreachDto,
  BreachNotifyDto,
  BreachPageDto,
  BreachRecordDto,
  PermitRequestDto,
  PermitsDto,
  RetentionReportDto,
} from './duties.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('breach.unknown') });

/** Duties of a house that run on a clock: breaches, permits, and records whose time is over. */
@ApiTags('duties')
@Controller()
export class DutiesController {
  constructor(
    private readonly breaches: BreachService,
    private readonly permits: PermitService,
    private readonly retention: RetentionService,
  ) {}

  /** The register of breaches, the newest first. */
  @Get('breaches')
  async list(@Me() me: SignedIn, @Reading() call: Call, @Query() query: PageQuery): Promise<BreachPageDto> {
    return await this.breaches.list(me.actor, call, query);
  }

  /** Writes a breach down. */
  @Changes()
  @Post('breaches')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: BreachRecordDto,
  ): Promise<BreachDto> {
    return await this.breaches.record(me.actor, call, body);
  }

  /** The authority was told, or need not be. */
  @Updates()
  @HttpCode(200)
  @Post('breaches/:breach/notify')
  async notify(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('breach', known) breach: string,
    @Body() body: BreachNotifyDto,
  ): Promise<BreachDto> {
    return await this.breaches.notify(me.actor, call, { breach, version }, body);
  }

  /** Tells the clients it concerns. */
  @Updates()
  @HttpCode(200)
  @Post('breaches/:breach/tell-clients')
  async tell(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('breach', known) breach: string,
  ): Promise<BreachDto> {
    return await this.breaches.tellClients(me.actor, call, { breach, version });
  }

  /** Closes it. */
  @Updates()
  @HttpCode(200)
  @Post('breaches/:breach/close')
  async close(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @ExpectedVersion() version: number,
    @Param('breach', known) breach: string,
  ): Promise<BreachDto> {
    return await this.breaches.close(me.actor, call, { breach, version });
  }

  /** Permits, assessments and registers, each with the days it counts. */
  @Get('permits')
  async all(@Me() me: SignedIn, @Reading() call: Call): Promise<PermitsDto> {
    return await this.permits.list(me.actor, call);
  }

  /** Writes one down. */
  @Changes()
  @Post('permits')
  async permit(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: PermitRequestDto,
  ): Promise<PermitsDto> {
    return await this.permits.record(me.actor, call, body);
  }

  /** Records the law keeps no longer. */
  @Get('retention')
  async report(@Me() me: SignedIn, @Reading() call: Call): Promise<RetentionReportDto> {
    return await this.retention.report(me.actor, call);
  }

  /** Puts one forward to be erased. */
  @Changes()
  @Post('retention/:client/propose')
  async propose(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
  ): Promise<RetentionReportDto> {
    return await this.retention.propose(me.actor, call, client);
  }
}
