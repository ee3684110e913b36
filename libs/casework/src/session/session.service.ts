import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Role } from '#domain/charter/roles.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import { actionsOf } from '#domain/rules/authorize.js';
import { isOutside } from '#domain/rules/partner-desk.js';
import type { Preferences, SessionView } from '#domain/wire/session.js';
import type { OrganisationView } from '#domain/wire/common.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import { sha256 } from '#platform/crypto/digest.js';
import { verifyPassword } from '#platform/crypto/passwords.js';
import type { Actor } from '#platform/db/actor.js';
import { AccessStore, type AccountFound, type SessionFound } from '#platform/db/access-store.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { SignInThrottle, type SignInPlace } from './sign-in-throttle.service.js';

/** A signed-in member of staff or a machine, as the guard knows them. */
export interface SignedIn {
  readonly actor: Actor;
  /** The session, where there is one: a machine has none. */
  readonly session: string | null;
  readonly language: Language;
  readonly login: string;
  readonly expires_at: Date | null;
  /** Works at the partner desk and nowhere else (ADR 0044). */
  readonly outside: boolean;
}

/** Opaque sessions of staff and keys of machines; only hashes of tokens are kept. */
@Injectable()
export class SessionService {
  constructor(
    private readonly access: AccessStore,
    private readonly throttle: SignInThrottle,
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Checks login and password under the throttle. Unknown login and wrong password are one answer, in the same time. */
  async authenticate(login: string, password: string, place: SignInPlace): Promise<AccountFound> {
    const attempt = await this.throttle.begin(login, place);
    const account = await this.access.findAccount(login);
    const right = await verifyPassword(account?.password_hash, password);
    if (!account || !right) {
      if (account) await this.reportSignIn(account, {}, 'session.credentials');
      throw new Refusal('session.credentials', { field: 'password' });
    }
    await this.throttle.succeeded(attempt);
    return account;
  }

  /** Remembers the device a sign-in succeeded on, under the mark it has or a new one; answers the mark. */
  async rememberDevice(login: string, mark: string | undefined): Promise<string> {
    const device = mark ?? randomBytes(16).toString('base64url');
    await this.throttle.remember(login, device);
    return device;
  }

  /** Opens a session and answers its token: 256 random bits that are never stored. */
  async open(account: AccountFound, call: Call): Promise<{ token: string; expires_at: Date }> {
    const token = randomBytes(32).toString('base64url');
    const expires_at = await this.access.openSession(account.id, sha256(token));
    if (!expires_at) throw new Refusal('session.credentials');
    await this.reportSignIn(account, call);
    return { token, expires_at };
  }

  private async reportSignIn(account: AccountFound, call: Call, refusal?: RefusalCode): Promise<void> {
    const entry = { action: 'session.open', request: call.request, refusal };
    await this.uow.report(entry, staff(account.id, account));
  }

  async close(token: string, call: Call): Promise<void> {
    const session = await this.access.resolveSession(sha256(token));
    await this.access.endSession(sha256(token));
    if (session)
      await this.uow.report(
        { action: 'session.close', request: call.request },
        staff(session.account_id, session),
      );
  }

  async resolveSession(token: string): Promise<SignedIn | undefined> {
    return toSignedIn(await this.access.resolveSession(sha256(token)));
  }

  /** The same without counting as a sign of life: what a page asks by itself keeps nobody signed in. */
  async lookAtSession(token: string): Promise<SignedIn | undefined> {
    return toSignedIn(await this.access.lookAtSession(sha256(token)));
  }

  async resolveApiKey(token: string): Promise<SignedIn | undefined> {
    const key = await this.access.resolveApiKey(sha256(token));
    if (!key) return undefined;
    const actor: Actor = {
      kind: 'machine',
      account: key.id,
      organisation: key.organisation_id,
      roles: key.roles,
      name: key.name,
    };
    return {
      actor,
      session: null,
      language: 'en',
      login: key.name,
      expires_at: null,
      outside: isOutside(key.organisation_kind, key.roles),
    };
  }

  async setLanguage(signedIn: SignedIn, call: Call, language: Language): Promise<SessionView> {
    await this.uow.run(signedIn.actor, { do: 'session.language', ...call }, (tx) =>
      tx.query('select access.set_language($1)', [language]),
    );
    return await this.view({ ...signedIn, language });
  }

  /** Keeps how somebody likes the screens, with the account; a machine has no screens. */
  async prefer(signedIn: SignedIn, call: Call, wanted: Preferences): Promise<SessionView> {
    await this.uow.run(signedIn.actor, { do: 'session.prefer', ...call }, async (tx) => {
      if (signedIn.actor.kind !== 'staff') throw new Refusal('permission.role');
      const { theme, shortcuts, hijri } = wanted;
      await tx.query('select access.set_preferences($1, $2, $3)', [theme, shortcuts, hijri]);
      return null;
    });
    return await this.view(signedIn);
  }

  /** Who is signed in, where, and what the roles open. */
  async view(signedIn: SignedIn): Promise<SessionView> {
    const { actor } = signedIn;
    const { preferences, ...organisation } = await this.uow.run(actor, { do: 'session.view' }, (tx) =>
      tx.one<
        OrganisationView & { jurisdiction: string; coordinates: boolean; preferences: Preferences | null }
      >(
        `select o.code, o.names, o.stages, o.time_zone, o.jurisdiction, o.coordinates,
           (select jsonb_build_object('theme', a.theme, 'shortcuts', a.shortcuts, 'hijri', a.hijri)
            from access.account a where a.id = $2) as preferences
         from care.organisation o where o.id = $1`,
        [tx.organisation, actor.account],
      ),
    );
    return {
      colleague: actor.account,
      login: signedIn.login,
      display_name: actor.name,
      language: signedIn.language,
      roles: [...actor.roles],
      actions: actionsOf(actor.roles),
      organisation: { ...organisation, hotline: this.packs.of(organisation.jurisdiction).hotline },
      preferences: preferences ?? PLAIN,
      demo: this.config.demo,
      expires_at: (
        signedIn.expires_at ?? new Date(Date.now() + LIMITS.session_hours_max * 3_600_000)
      ).toISOString(),
      idle_minutes: LIMITS.session_idle_minutes,
    };
  }
}

/** What a machine, which has no account, would see. */
const PLAIN: Preferences = { theme: 'system', shortcuts: true, hijri: false };

function toSignedIn(found: SessionFound | undefined): SignedIn | undefined {
  return (
    found && {
      actor: staff(found.account_id, found),
      session: found.session_id,
      language: found.language,
      login: found.login,
      expires_at: found.expires_at,
      outside: isOutside(found.organisation_kind, found.roles),
    }
  );
}

/** An account as the actor of its session. */
export function staff(
  account: string,
  found: { organisation_id: string; roles: Role[]; display_name: string },
): Actor {
  return {
    kind: 'staff',
    account,
    organisation: found.organisation_id,
    roles: found.roles,
    name: found.display_name,
  };
}
