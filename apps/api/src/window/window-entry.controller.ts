import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { Refusal } from '#domain/refusal.js';
import { WindowDoor } from '#casework/window/window-door.service.js';
import { WindowPasskeys } from '#casework/window/window-passkey.service.js';
import { Public } from '../http/auth.guard.js';
import { statusOf } from '../http/refusal-status.js';
import { madeAt, pageContext, posted } from '../pages/page-context.js';
import { sendPage } from '../pages/send-page.js';
import { EntryPage } from './entry.page.js';
import { WindowVisits } from './window-visits.js';

/** The door of the client's own window. */
@ApiExcludeController()
@Public()
@Controller('window')
export class WindowEntryController {
  constructor(
    private readonly visits: WindowVisits,
    private readonly door: WindowDoor,
    private readonly passkeys: WindowPasskeys,
  ) {}

  @Post('enter')
  async enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const code = form.text('code').slice(0, 40);
    const wanted = { code, passphrase: form.text('passphrase').slice(0, 256), address: request.ip };
    await this.try(request, reply, code, () => this.door.enter(wanted, { request: request.id }));
  }

  @Post('key')
  async key(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const answer = {
      response: form.text('answer'),
      challenge: form.text('mark'),
      challengedAt: madeAt(form.text('key')),
    };
    await this.try(request, reply, '', () => this.passkeys.enter(answer, { request: request.id }));
  }

  @Get('leave')
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.visits.leave(request, reply);
  }

  /** Lets somebody in, or shows the door again with what was wrong: never which half of it. */
  private async try(
    request: FastifyRequest,
    reply: FastifyReply,
    code: string,
    open: () => ReturnType<WindowDoor['enter']>,
  ): Promise<void> {
    try {
      this.visits.let(request, reply, await open());
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const context = { ...pageContext(request, reply), path: '/window' };
      sendPage(reply, createElement(EntryPage, { context, refusal, code }), statusOf(refusal.code));
    }
  }
}
