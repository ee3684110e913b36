import { Inject, Injectable } from '@nestjs/common';
import {
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { isUuid } from '#domain/rules/uuid.js';
import type { WindowPasskeyView } from '#domain/wire/window.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { WindowStore } from '#platform/db/window-store.js';
import type { Call } from '../call.js';
import type { Actor } from '#platform/db/actor.js';
import { WindowDoor, type WindowOpened } from './window-door.service.js';

/** Clocks of the machines of one house may differ by this much. */
const CLOCK_LEEWAY_MS = 5_000;

/** What a browser answered, as it came: checked in here, byte by byte. */
export interface PasskeyAnswer {
  readonly response: string;
  /** What the page had asked to be signed: bound to this browser and this form. */
  readonly challenge: string;
}

/**
 * Keys in telephones (WebAuthn level 3): whoever has one writes no code on a bus. The name a telephone shows beside it is the neutral
 * title of the pages; the key asks for the lock of the telephone (user verification), and only its public half is kept here.
 */
@Injectable()
export class WindowPasskeys {
  private readonly origin: string;
  private readonly host: string;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly store: WindowStore,
    private readonly door: WindowDoor,
    @Inject(CONFIG) config: Config,
  ) {
    const address = new URL(config.publicUrl);
    this.origin = address.origin;
    this.host = address.hostname;
  }

  /** Keys of the acting client, without what they are made of. */
  async list(actor: Actor, call: Call): Promise<WindowPasskeyView[]> {
    const keys = await this.own(actor, call);
    return keys.map(({ id, created_at, last_used_at }) => ({
      id,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    }));
  }

  /** What the telephone is asked to make; `title` is all that it will ever show. */
  async offer(
    actor: Actor,
    call: Call,
    { challenge, title }: { challenge: string; title: string },
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const keys = await this.own(actor, call);
    return await generateRegistrationOptions({
      rpName: title,
      rpID: this.host,
      userName: title,
      userDisplayName: title,
      challenge: Buffer.from(challenge),
      attestationType: 'none',
      excludeCredentials: keys.map(({ credential_id, transports }) => ({
        id: credential_id.toString('base64url'),
        transports,
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** Asks `check` whether it is the client who wants a key; nothing is written. */
  async confirm(actor: Actor, call: Call, check: (tx: Tx) => Promise<void>): Promise<void> {
    await this.own(actor, call, check);
  }

  /**
   * Keeps the public half of a new key, once `check` has found that it is the client who asks. Refuses an answer that was made for
   * something else, and a sixth key.
   */
  async keep(
    actor: Actor,
    call: Call,
    { response, challenge }: PasskeyAnswer,
    check: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: parsed<RegistrationResponseJSON>(response),
      expectedChallenge: Buffer.from(challenge).toString('base64url'),
      expectedOrigin: this.origin,
      expectedRPID: this.host,
    }).catch(failed);
    if (!verified) throw new Refusal('window.passkey_failed');
    const { credential } = registrationInfo;
    const max = LIMITS.window_passkeys_max;
    const values = [
      Buffer.from(credential.id, 'base64url'),
      Buffer.from(credential.publicKey),
      credential.counter,
      (credential.transports ?? []).filter((one) => /^[a-z-]{2,20}$/.test(one)),
      max,
    ];
    const kept = 'select access.keep_own_passkey($1, $2, $3, $4, $5) as done';
    if (!(await this.change(actor, call, { text: kept, values, check })))
      throw new Refusal('window.passkeys_full', { parameters: { max } });
  }

  /** Removes a key of the acting client; one of somebody else is not there. */
  async end(actor: Actor, call: Call, id: string): Promise<void> {
    if (!isUuid(id)) throw new Refusal('request.not_found');
    const done = await this.change(actor, call, {
      text: 'select access.end_own_passkey($1) as done',
      values: [id],
    });
    if (!done) throw new Refusal('request.not_found');
  }

  /**
   * Opens the window with a key. An unknown key, a wrong answer, one that was given before or long ago, and a copy of a key are one
   * refusal.
   */
  async enter(
    { response, challenge, challengedAt }: PasskeyAnswer & { readonly challengedAt: Date },
    call: Call,
  ): Promise<WindowOpened> {
    try {
      const age = Date.now() - challengedAt.getTime();
      if (age < -CLOCK_LEEWAY_MS || age > LIMITS.window_challenge_minutes * 60_000)
        throw new Refusal('window.passkey_failed');
      const answer = parsed<AuthenticationResponseJSON>(response);
      const credential = Buffer.from(answer.id, 'base64url');
      const found = await this.store.findPasskey(credential);
      if (!found) throw new Refusal('window.passkey_failed');
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: Buffer.from(challenge).toString('base64url'),
        expectedOrigin: this.origin,
        expectedRPID: this.host,
        credential: {
          id: answer.id,
          publicKey: new Uint8Array(found.public_key),
          counter: Number(found.counter),
        },
      }).catch(failed);
      if (
        !verified ||
        !(await this.store.usePasskey(credential, authenticationInfo.newCounter, challengedAt))
      )
        throw new Refusal('window.passkey_failed');
      return await this.door.open(found.client_id, 'passkey', call);
    } catch (error) {
      if (error instanceof Refusal) await this.door.reportFailure(error, call);
      throw error;
    }
  }

  private async own(actor: Actor, call: Call, check?: (tx: Tx) => Promise<void>): Promise<PasskeyRow[]> {
    return await this.uow.run(actor, { do: 'window.passkeys', request: call.request }, async (tx) => {
      await check?.(tx);
      return await tx.query<PasskeyRow>('select * from access.own_passkeys()');
    });
  }

  private async change(
    actor: Actor,
    call: Call,
    { text, values, check }: { text: string; values: unknown[]; check?: (tx: Tx) => Promise<void> },
  ): Promise<boolean> {
    return await this.uow.run(actor, { do: 'window.passkey', ...call }, async (tx) => {
      await check?.(tx);
      const { done } = await tx.one<{ done: boolean }>(text, values);
      return done;
    });
  }
}

interface PasskeyRow {
  id: string;
  credential_id: Buffer;
  transports: string[];
  created_at: Date;
  last_used_at: Date | null;
}

function parsed<T extends { id: string }>(text: string): T {
  try {
    const value: unknown = JSON.parse(text);
    const { id } = (value ?? {}) as { id?: unknown };
    if (typeof id !== 'string') throw new Refusal('window.passkey_failed');
    return value as T;
  } catch {
    throw new Refusal('window.passkey_failed');
  }
}

/** The library throws plain errors for whatever does not fit; for whoever asks they are all one no. */
function failed(): never {
  throw new Refusal('window.passkey_failed');
}
