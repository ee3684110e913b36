import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { deriveKey, type Keys } from '../config/keys.js';

/** DER of a PKCS#8 Ed25519 key up to its 32 bytes, and of a SubjectPublicKeyInfo (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Signs certificates of erasure (Ed25519). The key is derived from the secret of the deployment and stored nowhere, so it
 * stays the same through every rotation of the root key, and what was signed years ago is verified as on the first day.
 */
export class CertificateKey {
  /** 32 bytes. */
  readonly publicKey: Buffer;
  private readonly privateKey: KeyObject;

  constructor(keys: Keys) {
    const seed = deriveKey(keys.base, 'erasure-certificate', 32);
    this.privateKey = createPrivateKey({
      key: Buffer.concat([PKCS8_PREFIX, seed]),
      format: 'der',
      type: 'pkcs8',
    });
    this.publicKey = createPublicKey(this.privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  }

  /** A short name of the deployment: the fingerprint of the key, 16 hexadecimal digits. */
  get deployment(): string {
    return createHash('sha256').update(this.publicKey).digest('hex').slice(0, 16);
  }

  /** 64 bytes over the UTF-8 of the text. */
  sign(text: string): Buffer {
    return sign(null, Buffer.from(text, 'utf8'), this.privateKey);
  }
}

/** Whether a certificate is what was signed, with nothing but the text, the signature and the 32 bytes of the public key. */
export function isSigned(text: string, signature: Buffer, publicKey: Buffer): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, signature);
}
