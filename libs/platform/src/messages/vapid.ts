import { createECDH, type ECDH } from 'node:crypto';
import { deriveKey } from '../config/keys.js';

export interface VapidKeys {
  /** Uncompressed point, base64url: what a browser is given to ask with. */
  readonly publicKey: string;
  readonly privateKey: string;
}

const SCALAR_BYTES = 32;

/**
 * The pair of keys with which this deployment shows itself to push services (VAPID, RFC 8292), on P-256. Derived from the base secret
 * of the keyring: it is stored nowhere else, and stays the same for as long as browsers remember it.
 */
export function vapidKeys(base: Buffer): VapidKeys {
  // One in four thousand million scalars is no key of the curve; then the next one is.
  for (let attempt = 1; ; attempt++) {
    const privateKey = deriveKey(base, `web-push/${attempt}`, SCALAR_BYTES);
    const pair = pairOf(privateKey);
    if (pair)
      return {
        publicKey: pair.getPublicKey().toString('base64url'),
        privateKey: privateKey.toString('base64url'),
      };
  }
}

function pairOf(privateKey: Buffer): ECDH | undefined {
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(privateKey);
    return pair;
  } catch {
    return undefined;
  }
}
