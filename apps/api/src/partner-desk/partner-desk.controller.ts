import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import { JoiningService } from '#casework/staff/joining.service.js';
import { PartnerDeskService, type TokenSearch } from '#casework/eligibility/partner-desk.service.js';
import type { SignedIn } from '#casework/session/session.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { PartnerHouse, PartnerToken } from '#domain/wire/eligibility.js';
import { Public } from '../http/auth.guard.js';
import { toProblem } from '../http/problem.js';
import { pageContext, posted, seeOther, type PageContext, type Posted } from '../pages/page-context.js';
import { sendPage } from '../pages/send-page.js';
import {
  DeskPage,
  JoinPage,
  MessagesPage,
  SignInPage,
  TokenPage,
  TokensPage,
  stateOf,
  type TypedSearch,
} from './partner-desk.pages.js';
import { PartnerSessions } from './partner-session.service.js';
import { tokenTable } from './token-table.js';

const REFERENCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NONE: TypedSearch = { programme: '', state: '', person: '' };

interface AtDesk {
  readonly me: SignedIn;
  readonly house: PartnerHouse;
  readonly context: PageContext;
}

/** The partner desk: what a bank, an employer or a training provider works with, in pages that need no script (ADR 0044). */
@ApiExcludeController()
@Public()
@Controller('partner')
export class PartnerDeskController {
  constructor(
    private readonly desk: PartnerDeskService,
    private readonly sessions: PartnerSessions,
    private readonly joining: JoiningService,
  ) {}

  @Get()
  async first(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('done') done?: unknown,
  ): Promise<void> {
    const found = await this.sessions.of(request);
    const context = pageContext(request, reply);
    if (found === undefined || found === 'ended') {
      const notice =
        found ?? (done === 'signed-out' ? 'signedOut' : done === 'joined' ? 'joined' : undefined);
      return void sendPage(
        reply,
        createElement(SignInPage, { context, notice }),
        found === 'ended' ? 401 : 200,
      );
    }
    const house = await this.desk.house(found.actor, { request: request.id });
    sendPage(
      reply,
      createElement(DeskPage, { context, name: found.actor.name, house: house.names[context.language] }),
    );
  }

  @Post('sign-in')
  async signIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    const login = form.text('login');
    await orPage(
      request,
      reply,
      async () => {
        await this.sessions.open(request, reply, {
          login,
          password: form.all('password')[0] ?? '',
          call: form.call,
        });
        seeOther(reply, '/partner');
      },
      (context, wrong) => createElement(SignInPage, { context, login, wrong }),
    );
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    posted(request);
    await this.sessions.close(request, reply);
    seeOther(reply, '/partner?done=signed-out');
  }

  @Get('join')
  joinPage(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendPage(reply, createElement(JoinPage, { context: pageContext(request, reply) }));
  }

  @Post('join')
  async join(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = posted(request);
    await orPage(
      request,
      reply,
      async () => {
        const [login, code, password] = [
          form.text('login'),
          form.text('code'),
          form.all('password')[0] ?? '',
        ];
        const { password_characters_min: min, password_characters_max: max, login_characters_max } = LIMITS;
        if (
          login === '' ||
          login.length > login_characters_max ||
          login.includes('\u0000') ||
          code.length > 64
        )
          throw new Refusal('join.credentials', { field: 'code' });
        if (password.length < min || password.length > max)
          throw new Refusal('field.invalid', { field: 'password' });
        await this.joining.join(
          { login, code, password },
          { address: request.ip, device: undefined },
          { request: request.id },
        );
        seeOther(reply, '/partner?done=joined');
      },
      (context, wrong) => createElement(JoinPage, { context, wrong }),
    );
  }

  @Post('check')
  async check(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = await this.enter(request, reply);
    const code = posted(request).text('code').slice(0, 64);
    await orPage(
      request,
      reply,
      async () => {
        const token = await this.desk.check(at.me.actor, { request: request.id }, code);
        sendPage(reply, createElement(TokenPage, { ...pageOf(at), token, code }));
      },
      (context, wrong) =>
        createElement(DeskPage, {
          context,
          name: at.me.actor.name,
          house: at.house.names[context.language],
          wrong,
          code,
        }),
    );
  }

  @Post('tokens/:reference/take')
  async take(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('reference') reference: string,
  ): Promise<void> {
    const at = await this.enter(request, reply);
    const { call } = posted(request);
    if (!REFERENCE.test(reference)) throw new Refusal('request.not_found');
    const token = await this.desk.take(at.me.actor, call, reference);
    sendPage(reply, createElement(TokenPage, { ...pageOf(at), token, taken: true }));
  }

  @Get('tokens')
  async tokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.showTokens(request, reply, await this.enter(request, reply), NONE, undefined);
  }

  @Post('tokens')
  async search(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = await this.enter(request, reply);
    const form = posted(request);
    await this.showTokens(request, reply, at, typedIn(form), form.text('cursor') || undefined);
  }

  @Post('tokens/export')
  async export(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = await this.enter(request, reply);
    const tokens = await this.desk.export(
      at.me.actor,
      { request: request.id },
      searchOf(typedIn(posted(request))),
    );
    void reply
      .status(200)
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="tokens.csv"')
      .header('cache-control', 'no-store')
      .send(tokenTable(at.context.language, at.house.programmes, tokens));
  }

  /** What has changed about tokens that were shown here: those that ended or expired, the newest first. */
  @Get('messages')
  async messages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = await this.enter(request, reply);
    const tokens: PartnerToken[] = [];
    for (const state of ['ended', 'expired'] as const)
      tokens.push(...(await this.desk.list(at.me.actor, { request: request.id }, { state })).items);
    sendPage(reply, createElement(MessagesPage, { ...pageOf(at), tokens }));
  }

  private async showTokens(
    request: FastifyRequest,
    reply: FastifyReply,
    at: AtDesk,
    search: TypedSearch,
    cursor: string | undefined,
  ): Promise<void> {
    const page = await this.desk.list(at.me.actor, { request: request.id }, { ...searchOf(search), cursor });
    sendPage(
      reply,
      createElement(TokensPage, { ...pageOf(at), tokens: page.items, search, next: page.next }),
    );
  }

  private async enter(request: FastifyRequest, reply: FastifyReply): Promise<AtDesk> {
    const me = await this.sessions.of(request);
    if (me === undefined || me === 'ended') throw new Refusal(me ? 'session.ended' : 'session.required');
    const house = await this.desk.house(me.actor, { request: request.id });
    return { me, house, context: pageContext(request, reply) };
  }
}

function pageOf({ context, house }: AtDesk) {
  return { context, programmes: house.programmes };
}

function typedIn(form: Posted): TypedSearch {
  return {
    programme: form.text('programme').slice(0, 40),
    state: form.text('state').slice(0, 40),
    person: form.text('person').slice(0, 64),
  };
}

/** What is no state or programme of ours narrows to nothing, as what is nobody's number does. */
function searchOf({ programme, state, person }: TypedSearch): TokenSearch {
  const known = stateOf(state);
  return {
    programme: programme === '' ? undefined : state !== '' && !known ? '' : programme,
    state: known,
    person: person === '' ? (state !== '' && !known ? '' : undefined) : person,
  };
}

/** Does it, or shows the form again with what is wrong. */
async function orPage(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<void>,
  again: (context: PageContext, wrong: string) => ReactElement,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const context = pageContext(request, reply);
    const { status, detail } = toProblem(error, context.language, request.id);
    const seconds = error.details.parameters?.['seconds'];
    if (status === 429 && seconds !== undefined) void reply.header('retry-after', seconds);
    sendPage(reply, again(context, detail), status);
  }
}
