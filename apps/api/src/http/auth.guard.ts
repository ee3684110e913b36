import {
  Inject,
  Injectable,
  SetMetadata,
  createParamDecorator,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy as BearerStrategy } from 'passport-http-bearer';
import { Strategy as LocalStrategy } from 'passport-local';
import { Refusal } from '#domain/refusal.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { AccountFound } from '#platform/db/access-store.js';
import { SessionService, type SignedIn } from '#casework/session/session.service.js';
import { deviceMark, sessionToken } from './session-cookie.js';

const PUBLIC = 'handrail:public';

const QUIET = 'handrail:quiet';
/** The header with which a page says that nobody asked: it asks by itself, because something changed or time went by. */
const BACKGROUND_HEADER = 'handrail-background';

/** A route that never counts as a sign of life of its session. */
export const Quiet = () => SetMetadata(QUIET, true);

/** The only way past the guard without a session; every use is listed in a test. */
export const Public = () => SetMetadata(PUBLIC, true);

export interface SignedInRequest extends FastifyRequest {
  signedIn?: SignedIn;
  user?: unknown;
}

/** Who is signed in, for a controller's method. */
export const Me = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const { signedIn } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!signedIn) throw new Refusal('session.required');
  return signedIn;
});

/** Machines: an API key in the Authorization header (passport bearer). */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(BearerStrategy, 'api-key') {
  constructor(private readonly sessions: SessionService) {
    super();
  }

  async validate(token: string): Promise<SignedIn | false> {
    return (await this.sessions.resolveApiKey(token)) ?? false;
  }
}

/** People: login and password (passport local); the address decides with the login how long to wait after failures. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalStrategy, 'password', true) {
  constructor(
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super({ usernameField: 'login', passwordField: 'password', passReqToCallback: true });
  }

  async validate(request: FastifyRequest, login: string, password: string): Promise<AccountFound> {
    // Passport would also take both from the address of the request, where logs and histories keep them.
    const sent = request.body as { login?: unknown; password?: unknown } | undefined;
    const isSane =
      typeof login === 'string' &&
      typeof password === 'string' &&
      sent?.login === login &&
      sent.password === password &&
      !login.includes('\u0000') &&
      login.length <= LIMITS.login_characters_max &&
      password.length <= LIMITS.password_characters_max;
    if (!isSane) throw new Refusal('session.credentials', { field: 'password' });
    const place = { address: request.ip, device: deviceMark(request, this.config.publicUrl) };
    return await this.sessions.authenticate(login.trim(), password, place);
  }
}

@Injectable()
class ApiKeyGuard extends AuthGuard('api-key') {
  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error as Error;
    if (!user) throw new Refusal('session.required');
    return user;
  }
}

/** Guards the sign-in route: after it `request.user` is the account. */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error as Error;
    if (!user) throw new Refusal('session.credentials', { field: 'login' });
    return user;
  }
}

/** Global and closed by default: a route without @Public needs a session of ours or an API key. */
@Injectable()
export class SignedInGuard implements CanActivate {
  private readonly apiKeys = new ApiKeyGuard();

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (
      this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [
        context.getHandler(),
        context.getClass(),
      ])
    )
      return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    if (request.headers.authorization !== undefined) {
      await this.apiKeys.canActivate(context);
      request.signedIn = insider(request.user as SignedIn);
      return true;
    }
    const token = sessionToken(request, this.config.publicUrl);
    if (token === undefined) throw new Refusal('session.required');
    const signedIn = this.isQuiet(context, request)
      ? await this.sessions.lookAtSession(token)
      : await this.sessions.resolveSession(token);
    if (!signedIn) throw new Refusal('session.ended');
    request.signedIn = insider(signedIn);
    return true;
  }

  /** Reading in the background does not hold off the lock of a computer that nobody sits at. */
  private isQuiet(context: ExecutionContext, request: SignedInRequest): boolean {
    if (request.method === 'GET' && request.headers[BACKGROUND_HEADER] !== undefined) return true;
    return this.reflector.getAllAndOverride<boolean | undefined>(QUIET, [context.getHandler()]) === true;
  }
}

/** For whoever works at the partner desk nothing else is there, whatever they ask for. */
function insider(signedIn: SignedIn): SignedIn {
  if (signedIn.outside) throw new Refusal('request.not_found');
  return signedIn;
}
