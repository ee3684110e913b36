import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { BackupRefusal } from './backup-refusal.js';

/**
 * A file of a backup as it lies on disk: `HRBK1\n | wrapped key | chunks`. Every file has a random key of its own, wrapped
 * (AES key wrap, RFC 3394) under a key of the deployment. The chunks are AES-256-GCM over 64 KiB each, numbered in the nonce,
 * the last one marked there, with the name of the file authenticated: nothing can be changed, cut off, put into another order
 * or under another name without being noticed (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
 */
const MAGIC = Buffer.from('HRBK1\n');
const KEY_BYTES = 32;
const WRAPPED_BYTES = 40;
const HEADER_BYTES = MAGIC.length + WRAPPED_BYTES;
const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);

/** Encrypts what flows through. `name` is where the file belongs; it opens under no other. */
export class Sealing extends Transform {
  private readonly fileKey = randomBytes(KEY_BYTES);
  private readonly name: Buffer;
  private waiting: Buffer = Buffer.alloc(0);
  private count = 0;

  constructor(key: Buffer, name: string) {
    super();
    this.name = Buffer.from(name);
    const wrap = createCipheriv('id-aes256-wrap', key, KEY_WRAP_IV);
    this.push(Buffer.concat([MAGIC, wrap.update(this.fileKey), wrap.final()]));
  }

  override _transform(data: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.waiting = this.waiting.length === 0 ? data : Buffer.concat([this.waiting, data]);
    // One chunk is always held back: only the end tells which one is the last.
    let at = 0;
    for (; this.waiting.length - at > CHUNK_BYTES; at += CHUNK_BYTES)
      this.push(this.seal(this.waiting.subarray(at, at + CHUNK_BYTES), false));
    this.waiting = this.waiting.subarray(at);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.push(this.seal(this.waiting, true));
    done();
  }

  private seal(chunk: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.fileKey, nonceOf(this.count++, isLast), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(this.name);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Decrypts what flows through. Refuses another key, a changed byte, and an end that is not the end, each by name. */
export class Opening extends Transform {
  private readonly aad: Buffer;
  private fileKey: Buffer | undefined;
  private waiting: Buffer = Buffer.alloc(0);
  private count = 0;

  constructor(
    private readonly key: Buffer,
    private readonly name: string,
  ) {
    super();
    this.aad = Buffer.from(name);
  }

  override _transform(data: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.waiting = this.waiting.length === 0 ? data : Buffer.concat([this.waiting, data]);
      if (!this.fileKey && this.waiting.length >= HEADER_BYTES) this.readHeader();
      if (this.fileKey) {
        const whole = CHUNK_BYTES + TAG_BYTES;
        let at = 0;
        for (; this.waiting.length - at > whole; at += whole)
          this.push(this.open(this.waiting.subarray(at, at + whole), false));
        this.waiting = this.waiting.subarray(at);
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      if (!this.fileKey || this.waiting.length < TAG_BYTES) throw this.truncated();
      this.push(this.open(this.waiting, true));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  private readHeader(): void {
    const magic = this.waiting.subarray(0, MAGIC.length);
    if (!timingSafeEqual(magic, MAGIC)) throw this.damaged('it does not begin as a file of a backup does');
    const unwrap = createDecipheriv('id-aes256-wrap', this.key, KEY_WRAP_IV);
    try {
      const wrapped = this.waiting.subarray(MAGIC.length, HEADER_BYTES);
      this.fileKey = Buffer.concat([unwrap.update(wrapped), unwrap.final()]);
    } catch {
      throw new BackupRefusal(
        'backup.wrong_key',
        `${this.name} was encrypted under another key, or its first bytes were changed.`,
        'Set HANDRAIL_KEYS to the keys of the deployment that made the backup.',
      );
    }
    this.waiting = this.waiting.subarray(HEADER_BYTES);
  }

  private open(chunk: Buffer, isLast: boolean): Buffer {
    const number = this.count++;
    const plain = this.tryOpen(chunk, number, isLast);
    if (plain) return plain;
    // A chunk that opens as one in the middle, where the end should be, says that the rest was cut off.
    if (isLast && this.tryOpen(chunk, number, false)) throw this.truncated();
    if (isLast && chunk.length < CHUNK_BYTES + TAG_BYTES && number > 0)
      throw this.damaged(`part ${number} was changed or cut off`);
    throw this.damaged(`part ${number} was changed`);
  }

  private tryOpen(chunk: Buffer, number: number, isLast: boolean): Buffer | undefined {
    const decipher = createDecipheriv('aes-256-gcm', this.fileKey as Buffer, nonceOf(number, isLast), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(this.aad);
    decipher.setAuthTag(chunk.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  private truncated(): BackupRefusal {
    return new BackupRefusal(
      'backup.truncated',
      `${this.name} was cut off: its end is missing.`,
      'Take another copy of the backup, or an older backup.',
    );
  }

  private damaged(what: string): BackupRefusal {
    return new BackupRefusal(
      'backup.damaged',
      `${this.name} is damaged: ${what}.`,
      'Take another copy of the backup, or an older backup.',
    );
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(number, NONCE_BYTES - 5);
  nonce.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1);
  return nonce;
}
