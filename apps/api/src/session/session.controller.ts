import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#domain/refusal.js';
import { isOutside } from '#domain/rules/partner-desk.js';
import type { AccountFound } from '#platform/db/access-store.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import { SessionService, staff, type SignedIn } from '#casework/session/session.service.js';
import { Me, PasswordGuard, Public, type SignedInRequest } from '../http/auth.guard.js';
import { Changes, Changing, Reading } from '../http/call.js';
import type { Call } from '#casework/call.js';
import {
  clearSessionCookie,
  deviceMark,
  sessionToken,
  setDeviceCookie,
  setSessionCookie,
} from '../http/session-cookie.js';
import { LanguageDto, PreferencesDto, SessionDto, SignInDto } from './session.dto.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Signs in with login and password; the session travels in a cookie that scripts cannot read. */
  @Public()
  @UseGuards(PasswordGuard)
  @ApiBody({ type: SignInDto })
  @HttpCode(200)
  @Post()
  async open(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reading() call: Call,
  ): Promise<SessionDto> {
    const account = request.user as AccountFound;
    if (isOutside(account.organisation_kind, account.roles)) throw new Refusal('session.partner_desk');
    const { token, expires_at } = await this.sessions.open(account, call);
    setSessionCookie(reply, token, expires_at, this.config.publicUrl);
    const mark = await this.sessions.rememberDevice(
      account.login,
      deviceMark(request, this.config.publicUrl),
    );
    setDeviceCookie(reply, mark, this.config.publicUrl);
    const { language, login } = account;
    const actor = staff(account.id, account);
    return await this.sessions.view({ actor, session: null, language, login, expires_at, outside: false });
  }

  /** Who is signed in and what they may do. */
  @Get()
  async view(@Me() me: SignedIn): Promise<SessionDto> {
    return await this.sessions.view(me);
  }

  /** Signs out; the token is worthless from this answer on. */
  @Public()
  @HttpCode(204)
  @Delete()
  async close(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reading() call: Call,
  ): Promise<void> {
    const token = sessionToken(request, this.config.publicUrl);
    if (token !== undefined) await this.sessions.close(token, call);
    clearSessionCookie(reply, this.config.publicUrl);
  }

  /** Keeps the language a person chose. */
  @Changes()
  @Put('language')
  async language(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() { language }: LanguageDto,
  ): Promise<SessionDto> {
    return await this.sessions.setLanguage(me, call, language);
  }

  /** Keeps how a person likes the screens; it follows them from computer to computer. */
  @Changes()
  @Put('preferences')
  async prefer(
    @Me() me: SignedIn,
    @Changing() call: Call,
    @Body() body: PreferencesDto,
  ): Promise<SessionDto> {
    return await this.sessions.prefer(me, call, body);
  }
}
