import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ErasingService } from '#casework/erasure/erasing.service.js';
import { ErasureService } from '#casework/erasure/erasure.service.js';
import { LegalHoldService } from '#casework/erasure/legal-hold.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import {
  ClientErasureDto,
  ErasureCertificateDto,
  ErasureDecisionDto,
  ErasureDto,
  ErasurePageDto,
  ErasureRequestDto,
  ErasuresQuery,
  LegalHoldDto,
  LegalHoldRequestDto,
} from './erasure.dto.js';

const known = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('erasure.unknown') });
const knownHold = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('hold.unknown') });

@ApiTags('erasure')
@Controller()
export class ErasureController {
  constructor(
    private readonly erasures: ErasureService,
    private readonly erasing: ErasingService,
    private readonly holds: LegalHoldService,
  ) {}

  /** Who asked to be forgotten, those first that must be decided soonest. */
  @Get('erasures')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: ErasuresQuery,
  ): Promise<ErasurePageDto> {
    return await this.erasures.list(me.actor, call, query);
  }

  /** What stands for and against erasing this client. */
  @Get('clients/:client/erasure')
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<ClientErasureDto> {
    return await this.erasures.view(me.actor, call, client);
  }

  /** The client asked to be forgotten. */
  @Changes()
  @Post('clients/:client/erasures')
  async request(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: ErasureRequestDto,
  ): Promise<ErasureDto> {
    return await this.erasures.request(me.actor, call, client, body);
  }

  /** Decides on a request; the ground says which way. */
  @Updates()
  @HttpCode(200)
  @Post('erasures/:reference/decision')
  async decide(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', known) reference: string,
    @ExpectedVersion() version: number,
    @Body() body: ErasureDecisionDto,
  ): Promise<ErasureDto> {
    return await this.erasures.decide(me.actor, call, reference, version, body);
  }

  /** The client does not want it any more. */
  @Updates()
  @HttpCode(200)
  @Post('erasures/:reference/taking-back')
  async takeBack(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', known) reference: string,
    @ExpectedVersion() version: number,
  ): Promise<ErasureDto> {
    return await this.erasures.takeBack(me.actor, call, reference, version);
  }

  /** Erases, for good. Not whoever granted it. */
  @Updates()
  @HttpCode(200)
  @Post('erasures/:reference/carrying-out')
  async carryOut(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', known) reference: string,
    @ExpectedVersion() version: number,
  ): Promise<ErasureDto> {
    return await this.erasing.carryOut(me.actor, call, reference, version);
  }

  /** The signed certificate of what was erased. */
  @Get('erasures/:reference/certificate')
  async certificate(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('reference', known) reference: string,
  ): Promise<ErasureCertificateDto> {
    return await this.erasing.readCertificate(me.actor, call, reference);
  }

  /** Nothing of this client is erased as long as the hold stands. */
  @Changes()
  @Post('clients/:client/holds')
  async place(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: LegalHoldRequestDto,
  ): Promise<LegalHoldDto> {
    return await this.holds.place(me.actor, call, client, body);
  }

  /** The hold ends. */
  @Changes()
  @HttpCode(200)
  @Post('holds/:reference/lifting')
  async lift(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', knownHold) reference: string,
  ): Promise<LegalHoldDto> {
    return await this.holds.lift(me.actor, call, reference);
  }
}
