import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { WindowWay } from '#domain/charter/window.js';
import { Refusal } from '#domain/refusal.js';
import { parseClientCode } from '#domain/rules/client-code.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { sha256 } from '#platform/crypto/digest.js';
import { verifyPassword } from '#platform/crypto/passwords.js';
import { preparedPassphrase, windowMac } from '#platform/crypto/return-code.js';
import { clientActor, type Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { Throttle, type Try } from '#platform/db/throttle.js';
import type { Tx } from '#platform/db/tx.js';
import { WindowStore } from '#platform/db/window-store.js';
import type { Call } from '../call.js';

/** A client in their own window. */
export interface InWindow {
  readonly actor: Actor;
  readonly session: string;
  readonly entered_with: WindowWay;
}

export interface WindowOpened {
  /** 256 random bits that are never stored. */
  readonly token: string;
  readonly expires_at: Date;
}

/** The door of the client's own window: a code and a passphrase, or a key in their telephone; sessions of their own (ADR 0040). */
@Injectable()
export class WindowDoor {
  constructor(
    private readonly store: WindowStore,
    private readonly throttle: Throttle,
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /**
   * Opens the window with a code and a passphrase. A code that is mistyped, unknown or ended, one of somebody whose record was erased
   * or who has died, and a wrong passphrase are one refusal, after the same work.
   */
  async enter(
    { code, passphrase, address }: { code: string; passphrase: string; address: string },
    call: Call,
  ): Promise<WindowOpened> {
    const parsed = parseClientCode(code);
    const mac = windowMac(this.keys.base, parsed.ok ? parsed.code : code);
    const refuse = async (refusal: Refusal): Promise<never> => {
      await this.reportFailure(refusal, call);
      throw refusal;
    };
    const tries = triesOf(mac.toString('hex'), address);
    const slowDown = await this.throttle.begin(...tries);
    if (slowDown) return await refuse(slowDown);
    const key = await this.store.findKey(mac);
    const right = await verifyPassword(key?.passphrase_hash, preparedPassphrase(passphrase));
    if (!key || !right) return await refuse(new Refusal('window.unknown', { field: 'passphrase' }));
    await this.throttle.succeeded(...tries);
    return await this.open(key.client_id, 'return_code', call);
  }

  /** Opens a session for a client who has shown who they are. */
  async open(client: string, how: WindowWay, call: Call): Promise<WindowOpened> {
    const token = randomBytes(32).toString('base64url');
    const expires_at = await this.store.open(client, sha256(token), how);
    if (!expires_at) throw new Refusal('window.unknown', { field: 'passphrase' });
    await this.uow.run(clientActor(client), { do: 'window.enter', ...call }, (tx) => {
      tx.note({ how });
      return Promise.resolve(null);
    });
    return { token, expires_at };
  }

  /** Who is in the window that a token opens; a session that ended, idled or ran out opens nothing. */
  async resolve(token: string): Promise<InWindow | undefined> {
    const found = await this.store.resolve(sha256(token));
    return (
      found && {
        actor: clientActor(found.client_id),
        session: found.session_id,
        entered_with: found.entered_with,
      }
    );
  }

  /**
   * Carries out what the client confirms with the code on their card. The change asks `check` first; guesses are slowed down as at the
   * door, client by client, and a code of somebody else is the same no as one that does not exist.
   */
  async confirmed<T>(
    { actor }: InWindow,
    { code, address }: { code: string; address: string },
    change: (check: (tx: Tx) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const whose = sha256(`confirm/${actor.client ?? ''}`).toString('hex');
    const tries = triesOf(whose, address);
    const slowDown = await this.throttle.begin(...tries);
    if (slowDown) throw slowDown;
    const parsed = parseClientCode(code);
    const mac = windowMac(this.keys.base, parsed.ok ? parsed.code : code);
    const done = await change(async (tx) => {
      const { own } = await tx.one<{ own: boolean }>('select care.own_window_key($1) as own', [mac]);
      if (!own) throw new Refusal('window.code_not_yours', { field: 'code' });
    });
    await this.throttle.succeeded(...tries);
    return done;
  }

  /** Ends the session. What was open in the browser shows nothing any more. */
  async leave(token: string, call: Call): Promise<void> {
    const found = await this.resolve(token);
    await this.store.leave(sha256(token));
    if (found) await this.uow.run(found.actor, { do: 'window.leave', ...call }, () => Promise.resolve(null));
  }

  /** Somebody tried and did not come in: the audit knows it, and not whom it was about. */
  async reportFailure({ code }: Refusal, call: Call): Promise<void> {
    await this.uow.report({ action: 'window.enter', refusal: code, request: call.request });
  }
}

/** From one address many may come, so it is asked first; then whose code is tried. */
function triesOf(whose: string, address: string): Try[] {
  return [
    ['window-address', address],
    ['window-code', whose],
  ];
}
