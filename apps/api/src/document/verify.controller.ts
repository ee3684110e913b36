import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { LetterService } from '#casework/paper/letter.service.js';
import { Refusal } from '#domain/refusal.js';
import { Public } from '../http/auth.guard.js';
import { toProblem } from '../http/problem.js';
import { pageContext, posted } from '../pages/page-context.js';
import { sendPage } from '../pages/send-page.js';
import { VerifyPage } from './verify.page.js';

/** Whether a letter stands, for whoever holds one: without an account and without a script. No address ever carries a code. */
@ApiExcludeController()
@Public()
@Controller('verify')
export class VerifyController {
  constructor(private readonly letters: LetterService) {}

  @Get()
  first(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendPage(reply, createElement(VerifyPage, { context: pageContext(request, reply) }));
  }

  @Post()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const context = pageContext(request, reply);
    try {
      const answer = await this.letters.verify(form.text('code').slice(0, 64), request.ip);
      sendPage(reply, createElement(VerifyPage, { context, answer }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { detail, status } = toProblem(error, context.language, context.request);
      sendPage(reply, createElement(VerifyPage, { context, wrong: detail }), status);
    }
  }
}
