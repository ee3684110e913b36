import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ConsentRegisterService } from '#casework/consent/consent-register.service.js';
import { ConsentService } from '#casework/consent/consent.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Refusal } from '#domain/refusal.js';
import { Me } from '../http/auth.guard.js';
import { Changes, Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { PageQuery } from '../http/common.dto.js';
import {
  AccountingDto,
  AccountingQuery,
  ConsentCopyDto,
  ConsentDocumentDto,
  ConsentNarrowDto,
  ConsentRegisterDto,
  ConsentRequestDto,
  ConsentsDto,
  ConsentWithdrawalDto,
  ConsentWrittenDto,
} from './consent.dto.js';

const reference = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('request.not_found') });

@ApiTags('consents')
@Controller()
export class ConsentController {
  constructor(
    private readonly consents: ConsentService,
    private readonly register: ConsentRegisterService,
  ) {}

  /** All consents of a client, what may be given here, and what was given to whom. */
  @Get('clients/:client/consents')
  async page(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<ConsentsDto> {
    return await this.consents.page(me.actor, call, client);
  }

  /** The document as it would be signed now, with its hash. */
  @HttpCode(200)
  @Post('clients/:client/consents/preview')
  async preview(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
    @Body() body: ConsentRequestDto,
  ): Promise<ConsentDocumentDto> {
    return await this.consents.preview(me.actor, call, client, body);
  }

  /** Records what the client agreed to. */
  @Changes()
  @Post('clients/:client/consents')
  async record(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @Body() body: ConsentRequestDto,
  ): Promise<ConsentWrittenDto> {
    return await this.consents.record(me.actor, call, client, body);
  }

  /** Records that the client took something away from a consent; it works at once. */
  @Updates()
  @HttpCode(200)
  @Post('consents/:reference/narrowing')
  async narrow(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', reference) consent: string,
    @ExpectedVersion() version: number,
    @Body() body: ConsentNarrowDto,
  ): Promise<ConsentWrittenDto> {
    return await this.consents.narrow(me.actor, call, consent, version, body);
  }

  /** Records that the client withdrew a consent; it works at once. */
  @Updates()
  @HttpCode(200)
  @Post('consents/:reference/withdrawal')
  async withdraw(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('reference', reference) consent: string,
    @ExpectedVersion() version: number,
    @Body() body: ConsentWithdrawalDto,
  ): Promise<ConsentWrittenDto> {
    return await this.consents.withdraw(me.actor, call, consent, version, body);
  }

  /** Everything the copy of a consent shows. */
  @Get('consents/:reference/copy')
  async copy(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('reference', reference) consent: string,
  ): Promise<ConsentCopyDto> {
    return await this.consents.copy(me.actor, call, consent);
  }

  /** What the house gave to whom, or got, about a client: never less than three years. */
  @Get('clients/:client/accounting')
  async accounting(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
    @Query() query: AccountingQuery,
  ): Promise<AccountingDto> {
    return await this.consents.accounting(me.actor, call, client, query.from);
  }

  /** The register of consents of the house, as an authority may inspect it. */
  @Get('consents')
  async list(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Query() query: PageQuery,
  ): Promise<ConsentRegisterDto> {
    return await this.register.list(me.actor, call, query);
  }
}
