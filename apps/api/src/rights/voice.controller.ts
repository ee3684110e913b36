import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { ComplaintFilingService } from '#casework/rights/complaint-filing.service.js';
import { ComplaintFollowingService } from '#casework/rights/complaint-following.service.js';
import { COMPLAINT_CATEGORIES } from '#domain/charter/rights.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import type { ComplaintFiling } from '#domain/wire/rights.js';
import { PUBLIC_ACTOR } from '#platform/db/actor.js';
import { Public } from '../http/auth.guard.js';
import { toProblem } from '../http/problem.js';
import { pageContext, posted, type PageContext, type Posted } from '../pages/page-context.js';
import { sendPage } from '../pages/send-page.js';
import { VoiceComplaintPage, VoiceFiledPage, VoiceFormPage, VoiceKeyPage, VoicePage } from './voice.pages.js';

/** Control characters and lone halves of characters are nothing somebody wrote. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/**
 * Complaining and following a complaint without an account and without a script (domain 09; ADR 0043). No address ever carries a code;
 * a passphrase opens a ticket for half an hour, which stands in the forms of the page and nowhere else.
 */
@ApiExcludeController()
@Public()
@Controller('voice')
export class VoiceController {
  constructor(
    private readonly filing: ComplaintFilingService,
    private readonly following: ComplaintFollowingService,
  ) {}

  @Get()
  first(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendPage(reply, createElement(VoicePage, { context: pageContext(request, reply) }));
  }

  @Get('new')
  async form(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const houses = await this.filing.houses();
    sendPage(reply, createElement(VoiceFormPage, { context: pageContext(request, reply), houses }));
  }

  /** The page that follows is sent by itself: loading it again files nothing twice, because the form names the complaint. */
  @Post('new')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const context = pageContext(request, reply);
    try {
      const filed = await this.filing.file(PUBLIC_ACTOR, form.call, readFiling(form, context), request.ip);
      sendPage(reply, createElement(VoiceFiledPage, { context, filed }));
    } catch (error) {
      const { wrong, status } = wrongOf(error, context);
      const typed = typedOf(form, ['about', 'category', 'concerns_minor', 'words', 'about_whom']);
      const houses = await this.filing.houses();
      sendPage(reply, createElement(VoiceFormPage, { context, wrong, typed, houses }), status);
    }
  }

  @Get('follow')
  key(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendPage(reply, createElement(VoiceKeyPage, { context: pageContext(request, reply) }));
  }

  @Post('follow')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const context = pageContext(request, reply);
    try {
      const passphrase = form.text('passphrase').slice(0, LIMITS.password_characters_max);
      const opened = await this.following.open({ code: form.text('code'), passphrase }, request.ip);
      sendPage(reply, createElement(VoiceComplaintPage, { context, ...opened }));
    } catch (error) {
      const { wrong, status } = wrongOf(error, context);
      sendPage(
        reply,
        createElement(VoiceKeyPage, { context, wrong, typed: typedOf(form, ['code']) }),
        status,
      );
    }
  }

  @Post('reply')
  async reply(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const ticket = form.text('ticket');
    await this.within(request, reply, ticket, () =>
      this.following.reply(PUBLIC_ACTOR, form.call, { ticket }, fit(form.text('words'))),
    );
  }

  @Post('withdraw')
  async withdraw(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const ticket = form.text('ticket');
    await this.within(request, reply, ticket, () =>
      this.following.withdraw(PUBLIC_ACTOR, form.call, { ticket }),
    );
  }

  /** Does something to the complaint of a ticket and shows it again, with what was wrong above it. */
  private async within(
    request: FastifyRequest,
    reply: FastifyReply,
    ticket: string,
    work: () => ReturnType<ComplaintFollowingService['view']>,
  ): Promise<void> {
    const context = pageContext(request, reply);
    try {
      const complaint = await work();
      sendPage(reply, createElement(VoiceComplaintPage, { context, complaint, ticket }));
    } catch (error) {
      const { wrong, status } = wrongOf(error, context);
      // A ticket that is over leads back to code and passphrase.
      if (error instanceof Refusal && error.code === 'complaint.key_unknown')
        return void sendPage(reply, createElement(VoiceKeyPage, { context, wrong }), status);
      const complaint = await this.following.view(PUBLIC_ACTOR, {}, { ticket });
      sendPage(reply, createElement(VoiceComplaintPage, { context, complaint, ticket, wrong }), status);
    }
  }
}

function readFiling(form: Posted, context: PageContext): ComplaintFiling {
  const category = COMPLAINT_CATEGORIES.find((one) => one === form.text('category'));
  const [words, whom] = [fit(form.text('words')), fit(form.text('about_whom'))];
  const about = form.text('about');
  refuseIfAny([
    ...(about === '' ? [new Refusal('complaint.house_unknown', { field: 'about' })] : []),
    ...(category ? [] : [new Refusal('field.invalid', { field: 'category' })]),
    ...(words === '' || words.length > LIMITS.complaint_words_characters_max
      ? [new Refusal('field.invalid', { field: 'words' })]
      : []),
  ]);
  return {
    about,
    category: category!,
    concerns_minor: form.all('concerns_minor').includes('yes'),
    words,
    about_whom: whom.slice(0, 200),
    language: context.language,
    anonymous: true,
    passphrase: form.text('passphrase').slice(0, LIMITS.password_characters_max),
  };
}

const fit = (text: string): string => (UNFIT.test(text) ? '' : text);

function typedOf(form: Posted, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, form.text(name)]));
}

/** What was wrong, beside the field it concerns or above everything. What nobody expected stays what it was. */
function wrongOf(error: unknown, context: PageContext): { wrong: Record<string, string>; status: number } {
  if (!(error instanceof Refusal)) throw error;
  const problem = toProblem(error, context.language, context.request);
  const wrong: Record<string, string> = problem.errors
    ? Object.fromEntries(problem.errors.map(({ field, detail }) => [field, detail]))
    : { '': problem.detail };
  return { wrong, status: problem.status };
}
