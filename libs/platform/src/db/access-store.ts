import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Language } from '#domain/charter/code-lists.js';
import type { OrganisationKind } from '#domain/charter/eligibility.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Role } from '#domain/charter/roles.js';
import { askOnce } from './ask-once.js';

export interface AccountFound {
  id: string;
  organisation_id: string;
  login: string;
  display_name: string;
  password_hash: string;
  roles: Role[];
  language: Language;
  organisation_kind: OrganisationKind;
}

export interface SessionFound {
  session_id: string;
  account_id: string;
  organisation_id: string;
  login: string;
  display_name: string;
  roles: Role[];
  language: Language;
  expires_at: Date;
  organisation_kind: OrganisationKind;
}

/** Somebody who chose a password with a code; not joined: the code was not theirs, or had run out. */
export interface JoinFound {
  joined: boolean;
  id: string;
  organisation_id: string;
  display_name: string;
  roles: Role[];
}

export interface ApiKeyFound {
  id: string;
  organisation_id: string;
  name: string;
  roles: Role[];
  organisation_kind: OrganisationKind;
}

/** Looks up who somebody is before anybody is known: one definer function per question, one row at most, no case data. */
@Injectable()
export class AccessStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async findAccount(login: string): Promise<AccountFound | undefined> {
    return (await this.ask<AccountFound>('select * from access.find_account($1)', [login]))[0];
  }

  /** Takes a code for a password; nothing where nobody of that login could. */
  async joinHouse(login: string, codeSha256: Buffer, passwordHash: string): Promise<JoinFound | undefined> {
    return (
      await this.ask<JoinFound>('select * from access.join_house($1, $2, $3)', [
        login,
        codeSha256,
        passwordHash,
      ])
    )[0];
  }

  /** Answers when the session will end at the latest. */
  async openSession(account: string, tokenSha256: Buffer): Promise<Date | undefined> {
    const [row] = await this.ask<{ expires_at: Date | null }>(
      'select access.open_session($1, $2, $3) as expires_at',
      [account, tokenSha256, `${LIMITS.session_hours_max} hours`],
    );
    return row?.expires_at ?? undefined;
  }

  /** The live session of a token; ended, expired, idle or of a disabled account: nothing. */
  async resolveSession(tokenSha256: Buffer): Promise<SessionFound | undefined> {
    const idle = `${LIMITS.session_idle_minutes} minutes`;
    return (
      await this.ask<SessionFound>('select * from access.resolve_session($1, $2)', [tokenSha256, idle])
    )[0];
  }

  /** The same without a touch: it does not keep the session alive. */
  async lookAtSession(tokenSha256: Buffer): Promise<SessionFound | undefined> {
    const idle = `${LIMITS.session_idle_minutes} minutes`;
    return (
      await this.ask<SessionFound>('select * from access.look_at_session($1, $2)', [tokenSha256, idle])
    )[0];
  }

  /** Which of these sessions still live: one question for all streams of a process, and no touch. */
  async liveSessions(sessions: readonly string[]): Promise<string[]> {
    const idle = `${LIMITS.session_idle_minutes} minutes`;
    const rows = await this.ask<{ session_id: string }>('select * from access.live_sessions($1, $2)', [
      sessions,
      idle,
    ]);
    return rows.map(({ session_id }) => session_id);
  }

  async endSession(tokenSha256: Buffer): Promise<void> {
    await this.ask('select access.end_session($1)', [tokenSha256]);
  }

  async resolveApiKey(tokenSha256: Buffer): Promise<ApiKeyFound | undefined> {
    return (await this.ask<ApiKeyFound>('select * from access.resolve_api_key($1)', [tokenSha256]))[0];
  }

  async isKnownDevice(loginSha256: Buffer, deviceSha256: Buffer): Promise<boolean> {
    const [row] = await this.ask<{ known: boolean }>('select access.is_known_device($1, $2) as known', [
      loginSha256,
      deviceSha256,
    ]);
    return row?.known === true;
  }

  async rememberDevice(loginSha256: Buffer, deviceSha256: Buffer): Promise<void> {
    await this.ask('select access.remember_device($1, $2)', [loginSha256, deviceSha256]);
  }

  /** Whether the database answers and the schema is the one this build knows; for readiness. */
  async isReady(): Promise<boolean> {
    const [row] = await this.ask<{ found: boolean }>(
      "select to_regprocedure('care.follow_through(uuid,integer,jsonb)') is not null as found",
      [],
    );
    return row?.found === true;
  }

  private async ask<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    return await askOnce<T>(this.dataSource, text, values);
  }
}
