import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Call } from '#casework/call.js';
import { FormsService } from '#casework/forms/forms.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { Me } from '../http/auth.guard.js';
import { Reading } from '../http/call.js';
import { KeptFormAnswerDto, KeptFormRequestDto, KeptFormWrittenDto } from './forms.dto.js';

const Form = () =>
  ApiParam({
    name: 'form',
    description:
      'The form and what it is about, with ~ for the slashes: walk-in, client~7K3M-9QXR-T4~safety, handoff~7K3M-9QXR-T4~accept.',
  });

/** Keeping and dropping say what shall be there, so doing them twice is doing them once: they carry no Idempotency-Key. */
@ApiTags('forms')
@Controller('forms')
export class FormsController {
  constructor(private readonly forms: FormsService) {}

  /** What I was writing in this form, from whatever computer. */
  @Form()
  @Get(':form')
  async read(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('form') form: string,
  ): Promise<KeptFormAnswerDto> {
    return await this.forms.read(me.actor, call, form);
  }

  /** Keeps what I am writing, in place of what was kept before; gone after seven days. */
  @Form()
  @Put(':form')
  async keep(
    @Me() me: SignedIn,
    @Reading() call: Call,
    @Param('form') form: string,
    @Body() body: KeptFormRequestDto,
  ): Promise<KeptFormWrittenDto> {
    return await this.forms.keep(me.actor, call, form, body);
  }

  /** Drops what was kept: it was sent, or is not wanted any more. */
  @Form()
  @HttpCode(204)
  @Delete(':form')
  async drop(@Me() me: SignedIn, @Reading() call: Call, @Param('form') form: string): Promise<void> {
    await this.forms.drop(me.actor, call, form);
  }
}
