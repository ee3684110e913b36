import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

export const ROOT_KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/**
 * The key that wraps every other key of a deployment (ADR 0034). It encrypts and decrypts where it is kept: a file of ours,
 * or a token behind PKCS#11 that never gives it away. Both use AES-256-GCM and the form `nonce | ciphertext | tag`.
 */
export interface RootKey {
  /** A public name, `file:…` or `pkcs11:…`, by which a keyring says under which root key it is wrapped. */
  readonly id: string;
  /** Wraps a key for one place of one keyring; `place` is authenticated. */
  wrap(key: Buffer, place: string): Buffer;
  /** Unwraps it again. Throws where anything but what was wrapped for exactly this place is given. */
  unwrap(wrapped: Buffer, place: string): Buffer;
}

/** A place where root keys are kept. All of it is synchronous: a process that meets an unknown key reads on the spot. */
export interface RootKeySource {
  /** What it is, for sentences that people read. */
  readonly what: string;
  find(id: string): RootKey | undefined;
  /**
   * The root key to wrap under from now on, other than those that were used: one that waits there already, else a new
   * one, kept safely before this returns. Refuses where none waits and none can be made.
   */
  next(used: readonly string[]): RootKey;
  /** Destroys one that is used no more, as far as the place is ours to change. */
  forget(id: string): void;
}

/** A root key that is at hand as 32 bytes. Its name is a keyed hash, so it says nothing of the key. */
export function rootKeyOf(bytes: Buffer): RootKey {
  const id = `file:${createHmac('sha256', bytes).update('handrail/v1/root-key-name').digest('hex').slice(0, 16)}`;
  return {
    id,
    wrap: (key, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place));
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap: (wrapped, place) => {
      const decipher = createDecipheriv('aes-256-gcm', bytes, wrapped.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    },
  };
}

/** Reads 32 bytes from base64, base64url or hex; undefined when the text is anything else. */
export function parseRootKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined;
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === ROOT_KEY_BYTES ? bytes : undefined;
}

/** Reads one root key or several, apart by white space; undefined when one of them is none, or there is none at all. */
export function parseRootKeys(text: string): readonly Buffer[] | undefined {
  const keys = text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(parseRootKey);
  return keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
}
