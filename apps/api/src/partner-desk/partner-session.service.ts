import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PARTNER_DESK } from '#domain/charter/action-spec.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { Role } from '#domain/charter/roles.js';
import { SessionService, type SignedIn } from '#casework/session/session.service.js';
import type { Call } from '#casework/call.js';
import { giveSeat, nameOf, pageCookie } from '../pages/page-context.js';
import { PARTNER_COOKIE } from './outside.js';

/** Sessions of the partner desk: a cookie of their own, which opens nothing else. */
@Injectable()
export class PartnerSessions {
  constructor(private readonly sessions: SessionService) {}

  /** Who is signed in at the desk; `ended` where somebody was. */
  async of(request: FastifyRequest): Promise<SignedIn | 'ended' | undefined> {
    const token = request.cookies[nameOf(request, PARTNER_COOKIE)];
    if (token === undefined) return undefined;
    const found = await this.sessions.resolveSession(token);
    return found && worksHere(found.actor.roles) ? found : 'ended';
  }

  /** Signs in under the throttle. Whoever has no business here is told what a wrong password is told. */
  async open(
    request: FastifyRequest,
    reply: FastifyReply,
    given: { login: string; password: string; call: Call },
  ): Promise<void> {
    const { login, password } = given;
    const isSane =
      !login.includes('\u0000') &&
      login.length > 0 &&
      login.length <= LIMITS.login_characters_max &&
      password.length > 0 &&
      password.length <= LIMITS.password_characters_max;
    if (!isSane) throw new Refusal('session.credentials', { field: 'password' });
    const account = await this.sessions.authenticate(login, password, {
      address: request.ip,
      device: undefined,
    });
    if (!worksHere(account.roles)) throw new Refusal('session.credentials', { field: 'password' });
    const { token, expires_at } = await this.sessions.open(account, { request: request.id });
    giveSeat(request, reply);
    void reply.setCookie(nameOf(request, PARTNER_COOKIE), token, {
      ...pageCookie(request),
      expires: expires_at,
    });
  }

  async close(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = request.cookies[nameOf(request, PARTNER_COOKIE)];
    if (token !== undefined) await this.sessions.close(token, { request: request.id });
    giveSeat(request, reply);
    void reply.clearCookie(nameOf(request, PARTNER_COOKIE), pageCookie(request));
  }
}

function worksHere(roles: readonly Role[]): boolean {
  return roles.some((role) => (PARTNER_DESK as readonly Role[]).includes(role));
}
