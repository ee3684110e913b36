import { fromBase64, toBase64 } from './base64.js';
import { sameBytes, type Hash } from './merkle.js';
import { must } from '../must.js';

/**
 * Signed tree heads as text: C2SP tlog-checkpoint inside a C2SP signed-note with one Ed25519 signature. The text
 * can be printed, mailed and verified by any tool of that family. Hashing and signing are passed in.
 *
 *   handrail.local/audit/<deployment id>
 *   <tree size>
 *   <root, base64>
 *
 *   — handrail.local/audit/<deployment id> <base64 of key id and signature>
 */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** What a note is verified with: the public half, published as a verifier key. */
export interface VerifierKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

export type Sign = (message: Uint8Array) => Uint8Array;
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

const ED25519_TYPE = 1;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const PUBLIC_KEY_BYTES = 32;
const ROOT_BYTES = 32;
const NAME = /^[!-*,-~]+$/; // printable ASCII without space and plus
const NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;
const SIGNATURE_LINE = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/;

/** The origin line of this deployment's audit log. */
export function auditOrigin(deploymentId: string): string {
  const origin = `handrail.local/audit/${deploymentId}`;
  must(NAME.test(origin), 'A deployment id is printable ASCII without spaces');
  return origin;
}

/** The three lines that are signed, each ended by a line feed. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  must(NAME.test(checkpoint.origin), 'An origin is printable ASCII without spaces');
  must(Number.isSafeInteger(checkpoint.size) && checkpoint.size >= 0, 'A tree size is a whole number');
  must(checkpoint.root.length === ROOT_BYTES, 'A root has 32 bytes');
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** Reads the three lines; answers undefined for anything `formatCheckpoint` would not have written. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root, end, ...rest] = text.split('\n');
  if (origin === undefined || size === undefined || root === undefined || end !== '' || rest.length > 0)
    return undefined;
  if (!NAME.test(origin) || !NUMBER.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  const bytes = fromBase64(root);
  if (bytes?.length !== ROOT_BYTES) return undefined;
  return { origin, size: Number(size), root: bytes };
}

/** First four bytes of SHA-256(name || LF || type || public key): a hint which key signed, not a proof. */
export function keyId(hash: Hash, key: VerifierKey): Uint8Array {
  const name = asciiBytes(`${key.name}\n`);
  return hash(joined(name, Uint8Array.of(ED25519_TYPE), key.publicKey)).slice(0, KEY_ID_BYTES);
}

/** The public key as C2SP `vkey` text: name+id+base64. */
export function formatVerifierKey(hash: Hash, key: VerifierKey): string {
  must(NAME.test(key.name), 'A key name is printable ASCII without spaces and plus');
  const id = [...keyId(hash, key)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${key.name}+${id}+${toBase64(joined(Uint8Array.of(ED25519_TYPE), key.publicKey))}`;
}

/** Reads a `vkey`; answers undefined when it is malformed, of another type, or its id is not the id of its key. */
export function parseVerifierKey(hash: Hash, text: string): VerifierKey | undefined {
  const [, name, , encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
  const bytes = fromBase64(encoded ?? '');
  if (!name || !NAME.test(name) || bytes?.length !== PUBLIC_KEY_BYTES + 1 || bytes[0] !== ED25519_TYPE)
    return undefined;
  const key = { name, publicKey: bytes.slice(1) };
  return formatVerifierKey(hash, key) === text.trim() ? key : undefined;
}

/** Signs a checkpoint and answers the whole note. */
export function signCheckpoint(hash: Hash, checkpoint: Checkpoint, key: VerifierKey, sign: Sign): string {
  const text = formatCheckpoint(checkpoint);
  const signature = sign(asciiBytes(text));
  must(signature.length === SIGNATURE_BYTES, 'An Ed25519 signature has 64 bytes');
  return `${text}\n\u2014 ${key.name} ${toBase64(joined(keyId(hash, key), signature))}\n`;
}

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly reason: 'malformed' | 'unsigned' | 'forged' | 'foreign' };

/**
 * Opens a note. `malformed`: not a note; `unsigned`: no signature line of this key; `forged`: the signature does
 * not fit the text; `foreign`: properly signed, but for another log. Lines of other keys (witnesses) are passed over.
 */
export function openCheckpoint(hash: Hash, note: string, key: VerifierKey, verify: Verify): OpenedCheckpoint {
  const split = note.indexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return { ok: false, reason: 'malformed' };
  const text = note.slice(0, split + 1);
  const checkpoint = parseCheckpoint(text);
  if (!checkpoint) return { ok: false, reason: 'malformed' };
  const id = keyId(hash, key);
  let signed = false;
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = fromBase64(encoded ?? '');
    if (!name || !bytes || bytes.length <= KEY_ID_BYTES) return { ok: false, reason: 'malformed' };
    if (name !== key.name || !sameBytes(bytes.slice(0, KEY_ID_BYTES), id)) continue;
    const signature = bytes.slice(KEY_ID_BYTES);
    if (signature.length !== SIGNATURE_BYTES || !verify(key.publicKey, asciiBytes(text), signature)) {
      return { ok: false, reason: 'forged' };
    }
    signed = true;
  }
  if (!signed) return { ok: false, reason: 'unsigned' };
  return checkpoint.origin === key.name ? { ok: true, checkpoint } : { ok: false, reason: 'foreign' };
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    must(code < 128, 'A checkpoint is written in ASCII');
    return code;
  });
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
