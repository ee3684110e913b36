import { randomBytes } from 'node:crypto';
import { Pkcs11Token, type GcmPlace, type TokenSettings } from './pkcs11-token.js';
import { NONCE_BYTES, TAG_BYTES, type RootKey, type RootKeySource } from './root-key.js';

const NAME = /^pkcs11:([0-9a-f]{16})$/;
const NAME_BYTES = 8;

/** A token, and the label of Handrail's keys in it. */
export interface Pkcs11Settings extends TokenSettings {
  readonly key: string;
}

/** Root keys in a token: made in it, used in it, and never outside of it. The token is opened at the first question. */
export class RootKeysInToken implements RootKeySource {
  readonly what: string;
  private opened: Pkcs11Token | undefined;

  constructor(private readonly settings: Pkcs11Settings) {
    this.what = `the token "${settings.token}"`;
  }

  find(id: string): RootKey | undefined {
    const name = nameOf(id);
    return name && this.token.hasKey(this.settings.key, name) ? this.keyOf(name) : undefined;
  }

  next(used: readonly string[]): RootKey {
    const waiting = this.token.keyNames(this.settings.key).find((name) => {
      const id = idOf(name);
      return nameOf(id) !== undefined && !used.includes(id);
    });
    if (waiting) return this.keyOf(waiting);
    const name = randomBytes(NAME_BYTES);
    this.token.makeKey(this.settings.key, name);
    return this.keyOf(name);
  }

  forget(id: string): void {
    const name = nameOf(id);
    if (name) this.token.destroyKey(this.settings.key, name);
  }

  private keyOf(name: Buffer): RootKey {
    const label = this.settings.key;
    return {
      id: idOf(name),
      wrap: (key, place) => {
        const nonce = randomBytes(NONCE_BYTES);
        return Buffer.concat([nonce, this.token.encrypt(label, name, key, gcm(nonce, place))]);
      },
      unwrap: (wrapped, place) =>
        this.token.decrypt(
          label,
          name,
          wrapped.subarray(NONCE_BYTES),
          gcm(wrapped.subarray(0, NONCE_BYTES), place),
        ),
    };
  }

  private get token(): Pkcs11Token {
    return (this.opened ??= Pkcs11Token.open(this.settings));
  }
}

function gcm(nonce: Buffer, place: string): GcmPlace {
  return { nonce, additional: Buffer.from(place), tagBytes: TAG_BYTES };
}

function idOf(name: Buffer): string {
  return `pkcs11:${name.toString('hex')}`;
}

function nameOf(id: string): Buffer | undefined {
  const [, name] = NAME.exec(id) ?? [];
  return name === undefined ? undefined : Buffer.from(name, 'hex');
}
