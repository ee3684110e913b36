import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign as edSign,
  verify as edVerify,
} from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromBase64, toBase64 } from './base64.js';
import {
  auditOrigin,
  formatCheckpoint,
  formatVerifierKey,
  openCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  type VerifierKey,
} from './checkpoint.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  edVerify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );

function makeKey(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key: VerifierKey = {
    name,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
  };
  return { key, sign: (message: Uint8Array) => edSign(null, message, privateKey) };
}

const origin = auditOrigin('4f2a');
const { key, sign } = makeKey(origin);
const checkpoint = { origin, size: 20_852_163, root: sha256(Buffer.from('root')) };
const note = signCheckpoint(sha256, checkpoint, key, sign);

describe('A checkpoint', () => {
  it('is the text that C2SP tlog-checkpoint and signed-note describe', () => {
    const lines = note.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      origin,
      '20852163',
      Buffer.from(checkpoint.root).toString('base64'),
      '',
    ]);
    expect(lines[4]).toMatch(new RegExp(`^\u2014 ${origin} [A-Za-z0-9+/]+=*$`));
    expect(lines).toHaveLength(6);
  });

  it('opens a note written and signed elsewhere (the example of the signed-note specification family)', () => {
    // Go's golang.org/x/mod/sumdb/note publishes this key pair and note for its own tests.
    const peter = parseVerifierKey(
      sha256,
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    )!;
    expect(Buffer.from(peter.publicKey).toString('base64')).toBe(
      'GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY=',
    );
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature =
      'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
    expect(verify(peter.publicKey, Buffer.from(text), Buffer.from(signature, 'base64').subarray(4))).toBe(
      true,
    );
  });

  it('opens again under its own key and yields what was signed', () => {
    expect(openCheckpoint(sha256, note, key, verify)).toEqual({
      ok: true,
      checkpoint: { ...checkpoint, root: new Uint8Array(checkpoint.root) },
    });
  });

  it('passes over the signature of a witness', () => {
    const witness = makeKey('witness.example/1');
    const line = signCheckpoint(sha256, checkpoint, witness.key, witness.sign).split('\n')[4]!;
    expect(openCheckpoint(sha256, `${note}${line}\n`, key, verify).ok).toBe(true);
  });

  it('is refused when any character of it is replaced, added or taken away', () => {
    const accepted: string[] = [];
    for (let at = 0; at < note.length; at += 1) {
      const other = note[at] === 'A' ? 'B' : 'A';
      const changes = [
        note.slice(0, at) + other + note.slice(at + 1),
        note.slice(0, at) + note.slice(at + 1),
        `${note.slice(0, at)}\n${note.slice(at)}`,
        `${note.slice(0, at)}0${note.slice(at)}`,
      ];
      for (const changed of changes) {
        if (changed !== note && openCheckpoint(sha256, changed, key, verify).ok) accepted.push(changed);
      }
    }
    expect(accepted).toEqual([]);
  });

  it('is refused by name: unsigned, forged, foreign, malformed', () => {
    const stranger = makeKey(origin);
    const elsewhere = { ...checkpoint, origin: auditOrigin('other') };
    const signature = note.split('\n')[4]!;
    const reason = (text: string) => {
      const opened = openCheckpoint(sha256, text, key, verify);
      return opened.ok ? 'ok' : opened.reason;
    };
    expect(reason(signCheckpoint(sha256, checkpoint, stranger.key, stranger.sign))).toBe('unsigned');
    expect(reason(`${formatCheckpoint({ ...checkpoint, size: 1 })}\n${signature}\n`)).toBe('forged');
    expect(reason(signCheckpoint(sha256, elsewhere, key, sign))).toBe('foreign');
    expect(reason(formatCheckpoint(checkpoint))).toBe('malformed');
    expect(reason('')).toBe('malformed');
  });

  it.each(['-1', '01', '1e3', '+5', ' 5', '9007199254740993', '99999999999999999', '1.0', ''])(
    'has no size written as %j',
    (size) => {
      expect(parseCheckpoint(`${origin}\n${size}\n${toBase64(checkpoint.root)}\n`)).toBeUndefined();
    },
  );

  it('answers for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(openCheckpoint(sha256, text, key, verify).ok).toBe(false);
        expect(parseVerifierKey(sha256, text)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('A verifier key', () => {
  it('comes back from its text, and from no other', () => {
    const text = formatVerifierKey(sha256, key);
    expect(parseVerifierKey(sha256, `${text}\n`)).toEqual({
      ...key,
      publicKey: new Uint8Array(key.publicKey),
    });
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + (text[at] === 'b' ? 'c' : 'b') + text.slice(at + 1);
      expect(parseVerifierKey(sha256, changed)).toBeUndefined();
    }
  });
});

describe('Base64', () => {
  it('is what everybody else writes, and reads back only that', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
    for (const text of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'AA=A', '====', 'AA==\n', 'AA-_'])
      expect(fromBase64(text)).toBeUndefined();
  });
});
