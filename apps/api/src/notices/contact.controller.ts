import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { ContactService } from '#casework/notices/contact.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Changing, ExpectedVersion, Reading, Updates } from '../http/call.js';
import { ContactDto, ContactRulesRequestDto, ContactWrittenDto } from './notices.dto.js';

@ApiTags('notices')
@Controller('clients/:client/contact')
export class ContactController {
  constructor(private readonly contacts: ContactService) {}

  /** How a client may be reached, in their own words. */
  @Get()
  async view(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('client') client: string,
  ): Promise<ContactDto> {
    return await this.contacts.view(me.actor, call, client);
  }

  /** Writes down what the client said about it. Nothing of it is filled in for them. */
  @Updates()
  @Put()
  async change(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Param('client') client: string,
    @ExpectedVersion() version: number,
    @Body() body: ContactRulesRequestDto,
  ): Promise<ContactWrittenDto> {
    return await this.contacts.change(me.actor, call, { code: client, version }, body);
  }
}
