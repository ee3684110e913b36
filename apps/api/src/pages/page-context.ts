import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import type { Call } from '#casework/call.js';
import { languageOf } from '../http/problem.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** The address people open, from the configuration: whether cookies are secure is decided by it. */
    publicUrl: string;
  }
}

const LANGUAGE_DAYS = 365;

/** What a page knows of the request it answers. */
export interface PageContext {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** The address without what follows a question mark. */
  readonly path: string;
  /** Number of the request, said on a page of something that failed. */
  readonly request: string;
  /** A new name for one change, and the mark that proves that this page asked for it. */
  formKey(action: string, kind?: 'dated'): FormKey;
}

export interface FormKey {
  readonly key: string;
  readonly mark: string;
}

/** What a form sent, with the change's own name for the door. */
export interface Posted {
  readonly call: Call;
  text(name: string): string;
  all(name: string): string[];
}

/** The context of a page; gives the browser a seat, to which the forms of its pages are bound, where it has none yet. */
export function pageContext(request: FastifyRequest, reply: FastifyReply): PageContext {
  const language = pageLanguage(request);
  let seat = seatOf(request);
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    path: pathOf(request),
    request: request.id,
    formKey: (action, kind) => {
      seat ??= giveSeat(request, reply);
      const key = (kind === 'dated' ? datedKey(new Date()) : randomBytes(16)).toString('base64url');
      return { key, mark: markOf(seat, key, action) };
    },
  };
}

/** A name that says when its page was made. For what is signed alone: every other form leaves no hour. */
function datedKey(at: Date): Buffer {
  const key = randomBytes(16);
  key.writeUIntBE(at.getTime(), 0, 6);
  return key;
}

/** When the page of a dated form was made, as its key says. Whoever signed the form has signed this with it. */
export const madeAt = (key: string): Date => new Date(Buffer.from(key, 'base64url').readUIntBE(0, 6));

/** Another seat for the same browser: when somebody comes in or goes, forms that were open before lead nowhere. */
export function giveSeat(request: FastifyRequest, reply: FastifyReply): string {
  const seat = randomBytes(24).toString('base64url');
  void reply.setCookie(nameOf(request, 'seat'), seat, pageCookie(request));
  cookiesOf(request)[nameOf(request, 'seat')] = seat;
  return seat;
}

/**
 * Reads a posted form. Its key must carry the mark of this browser's seat and of this address: a page of somebody else's cannot make
 * one, however it makes a browser post. The key names the change, so posting twice does it once.
 */
export function posted(request: FastifyRequest): Posted {
  const { body } = request;
  if (!(body instanceof URLSearchParams)) throw new Refusal('request.media_type');
  const key = body.get('key') ?? '';
  const seat = seatOf(request);
  const given = Buffer.from(body.get('mark') ?? '');
  if (seat === undefined || !/^[\w-]{22}$/.test(key)) throw new Refusal('page.form_stale');
  const right = Buffer.from(markOf(seat, key, pathOf(request)));
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Refusal('page.form_stale');
  const content = [...body].filter(([name]) => name !== 'mark');
  const sha256 = createHash('sha256')
    .update(JSON.stringify([request.method, pathOf(request), content]))
    .digest();
  return {
    call: { request: request.id, command: { key, sha256 } },
    text: (name) => (body.get(name) ?? '').trim(),
    all: (name) => body.getAll(name),
  };
}

/** After a change the browser is sent on, so that going back or reloading never posts again. */
export function seeOther(reply: FastifyReply, address: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(address, 303);
}

/** The language somebody chose on a page, else the one their browser asks for. */
export function pageLanguage(request: FastifyRequest): Language {
  const chosen = cookiesOf(request)[nameOf(request, 'language')];
  const known = LANGUAGES.find((one) => one === chosen);
  return known ?? languageOf(request.headers['accept-language']);
}

/** Keeps the language that was chosen, for a year; the cookie says nothing else. */
export function keepLanguage(request: FastifyRequest, reply: FastifyReply, language: Language): void {
  void reply.setCookie(nameOf(request, 'language'), language, {
    ...pageCookie(request),
    maxAge: LANGUAGE_DAYS * 86_400,
  });
}

/** Over https every cookie of a page carries the __Host- prefix; over plain http browsers would drop it. */
export function nameOf(request: FastifyRequest, name: string): string {
  return isSecure(request) ? `__Host-${name}` : name;
}

export function pageCookie(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(request) } as const;
}

function isSecure(request: FastifyRequest): boolean {
  return request.server.publicUrl.startsWith('https:');
}

function seatOf(request: FastifyRequest): string | undefined {
  const seat = cookiesOf(request)[nameOf(request, 'seat')];
  return seat !== undefined && /^[\w-]{32}$/.test(seat) ? seat : undefined;
}

/** An address that cannot be read is refused before the cookies are. */
function cookiesOf(request: FastifyRequest): Record<string, string | undefined> {
  return (request as { cookies?: Record<string, string | undefined> }).cookies ?? {};
}

function markOf(seat: string, key: string, action: string): string {
  return createHmac('sha256', seat).update(`${key}\n${action}`).digest('base64url');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0]!.replace(/(.)\/+$/, '$1');
}
