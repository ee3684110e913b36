import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { refusalSentence } from '#domain/words/refusals.js';
import type { WindowWords } from '#domain/words/window.en.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import type { Call } from '#casework/call.js';
import { WindowDoor, type InWindow, type WindowOpened } from '#casework/window/window-door.service.js';
import { statusOf } from '../http/refusal-status.js';
import {
  giveSeat,
  nameOf,
  pageContext,
  pageCookie,
  posted,
  seeOther,
  type PageContext,
  type Posted,
} from '../pages/page-context.js';
import { pageDates, type PageDates } from '../pages/page-dates.js';
import { sendPage } from '../pages/send-page.js';

/** What a page of the window knows: who reads it, in which words, and what went wrong, if something did. */
export interface Visit {
  readonly context: PageContext;
  readonly words: WindowWords;
  readonly dates: PageDates;
  readonly who: InWindow;
  readonly call: Call;
  /** What the address asks for beside its path: `done` after a change, `before` on a further page. */
  readonly asked: { readonly done: boolean; readonly before: string | undefined };
  /** The refusal of what was just posted, in the reader's words. */
  readonly problem?: { readonly sentence: string; readonly field: string | undefined } | undefined;
  /** What was posted, to be shown again beside what is wrong with it. */
  readonly posted?: Posted | undefined;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Who is in the window, page after page: the session, its cookie, and the way back to the door where there is none. */
@Injectable()
export class WindowVisits {
  constructor(readonly door: WindowDoor) {}

  /** Answers a page to whoever is in; anybody else is shown the door. */
  async show(
    request: FastifyRequest,
    reply: FastifyReply,
    page: (visit: Visit) => Promise<ReactElement>,
  ): Promise<void> {
    const who = await this.who(request);
    if (!who) return this.toDoor(request, reply);
    this.page(reply, await page(visitOf(request, reply, who)));
  }

  /**
   * Carries out what a form asked for and sends the browser on, so that going back never posts again. A refusal is the same page with
   * what is wrong on it.
   */
  async act(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      work,
      to,
      page,
    }: {
      work: (visit: Visit, form: Posted) => Promise<unknown>;
      to: string;
      page: (visit: Visit) => Promise<ReactElement>;
    },
  ): Promise<void> {
    await this.answer(request, reply, {
      work: async (visit, form) => void (await work(visit, form)),
      to,
      page,
    });
  }

  /** The same where what comes next is itself a page that was asked for by a form: a document before it is signed. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      work,
      to = '/window',
      page,
    }: {
      work: (visit: Visit, form: Posted) => Promise<ReactElement | void>;
      to?: string;
      page: (visit: Visit) => Promise<ReactElement>;
    },
  ): Promise<void> {
    const who = await this.who(request);
    if (!who) return this.toDoor(request, reply);
    const visit = visitOf(request, reply, who);
    const form = posted(request);
    try {
      const next = await work(visit, form);
      if (next) this.page(reply, next);
      else seeOther(reply, to);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const sentence = refusalSentence(visit.context.language, error.code, error.details.parameters ?? {});
      const problem = { sentence, field: error.details.field };
      sendPage(reply, await page({ ...visit, problem, posted: form }), statusOf(error.code));
    }
  }

  async who(request: FastifyRequest): Promise<InWindow | undefined> {
    const token = request.cookies[nameOf(request, 'page')];
    return token === undefined ? undefined : await this.door.resolve(token);
  }

  /** Gives the browser the session, and another seat: forms that were open before lead nowhere. */
  let(request: FastifyRequest, reply: FastifyReply, { token, expires_at }: WindowOpened): void {
    giveSeat(request, reply);
    void reply.setCookie(nameOf(request, 'page'), token, { ...pageCookie(request), expires: expires_at });
    seeOther(reply, '/window');
  }

  /** Ends the session, forgets the seat and whatever the browser kept, and goes to the page that says nothing. */
  async leave(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = request.cookies[nameOf(request, 'page')];
    if (token !== undefined) await this.door.leave(token, { request: request.id });
    for (const name of ['page', 'seat']) void reply.clearCookie(nameOf(request, name), pageCookie(request));
    // Storage holds nothing of ours but the permission to be told on this device, which somebody gave on purpose and which shows nothing.
    void reply.header('clear-site-data', '"cache"');
    seeOther(reply, '/today');
  }

  /** A page of the window goes away by itself when nothing happens, without a script. */
  page(reply: FastifyReply, element: ReactElement): void {
    void reply.header('refresh', `${LIMITS.window_idle_minutes * 60}; url=/window/leave`);
    sendPage(reply, element);
  }

  /** Whoever is not in is shown the door; it says so where they were in before. */
  toDoor(request: FastifyRequest, reply: FastifyReply): void {
    const had = request.cookies[nameOf(request, 'page')] !== undefined;
    void reply.clearCookie(nameOf(request, 'page'), pageCookie(request));
    seeOther(reply, had ? '/window?ended' : '/window');
  }
}

function visitOf(request: FastifyRequest, reply: FastifyReply, who: InWindow): Visit {
  const here = pageContext(request, reply);
  // What answers a form has no address of its own: the links of the languages lead to the page the form was on.
  const path = request.method === 'GET' ? here.path : here.path.split('/').slice(0, 3).join('/');
  const context = { ...here, path };
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const before = query.get('before') ?? '';
  return {
    context,
    words: WINDOW_WORDS[context.language],
    dates: pageDates(context.language),
    who,
    call: { request: request.id },
    asked: {
      done: query.has('done'),
      before: UUID.test(before) || INSTANT.test(before) ? before : undefined,
    },
  };
}
