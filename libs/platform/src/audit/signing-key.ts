import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign as signEd25519,
  verify as verifyEd25519,
  type KeyObject,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  auditOrigin,
  formatVerifierKey,
  parseVerifierKey,
  type Sign,
  type Verify,
  type VerifierKey,
} from '#domain/rules/checkpoint.js';
import type { Hash } from '#domain/rules/merkle.js';
import { AuditAlarm } from './audit-alarm.js';

export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest();

/** DER of a SubjectPublicKeyInfo for Ed25519 up to the 32 bytes of the key (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export const verifySignature: Verify = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verifyEd25519(null, message, key, signature);
};

/** What signs the checkpoints of one deployment's log. */
export interface SigningKey {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

export function signingKeyFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'keys', 'audit-signing.key');
}

export function publicKeyFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'audit', 'public-key.txt');
}

/**
 * The Ed25519 key of the log, made on first use with mode 0600, its public half beside the notary's files as a C2SP
 * verifier key. The name of the log comes from the key, so that two deployments never sign for the same log. Refuses a
 * key that others may read, and to make a new one where a log was signed before: `mayCreate` says whether it was not.
 */
export function loadSigningKey(dataDirectory: string, mayCreate: boolean): SigningKey {
  const file = signingKeyFile(dataDirectory);
  if (!existsSync(file)) {
    if (!mayCreate) {
      throw new AuditAlarm(
        'audit.key_missing',
        file,
        'the log was signed before, but its signing key is gone',
      );
    }
    createKeyFile(file);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new AuditAlarm(
      'audit.key_exposed',
      file,
      'the signing key can be read by others (set its mode to 0600)',
    );
  }
  const privateKey = readPrivateKey(file);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const deploymentId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  const verifier = { name: auditOrigin(deploymentId), publicKey: new Uint8Array(publicKey) };
  publish(publicKeyFile(dataDirectory), verifier);
  return { verifier, sign: (message) => signEd25519(null, message, privateKey) };
}

/** The published public key, or undefined where none was published yet. */
export function loadVerifierKey(dataDirectory: string): VerifierKey | undefined {
  const file = publicKeyFile(dataDirectory);
  if (!existsSync(file)) return undefined;
  const key = parseVerifierKey(sha256, readFileSync(file, 'utf8'));
  if (!key) throw new AuditAlarm('audit.public_key_damaged', file, 'this is not a verifier key');
  return key;
}

function readPrivateKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Falls through: a file that cannot be read as a key is named the same way as a key of another kind.
  }
  throw new AuditAlarm('audit.key_damaged', file, 'this is not an Ed25519 key');
}

function createKeyFile(file: string): void {
  mkdirSync(path.dirname(path.dirname(file)), { recursive: true, mode: 0o755 });
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  try {
    linkSync(draft, file); // of two processes that start at once, exactly one makes the key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

function publish(file: string, verifier: VerifierKey): void {
  const text = `${formatVerifierKey(sha256, verifier)}\n`;
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8') === text) return;
    throw new AuditAlarm(
      'audit.public_key_differs',
      file,
      'the published key is not that of the signing key',
    );
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  writeFileSync(file, text, { flush: true });
}
