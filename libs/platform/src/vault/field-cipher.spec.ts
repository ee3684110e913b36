import { createCipheriv, randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#domain/must.js';
import { newDataKey, openField, sealField, unwrapDataKey, wrapDataKey } from './field-cipher.js';

const PERSON = '0198c0de-0000-7000-8000-000000000001';
const place = { person: PERSON, field: 'familyName', schema: 1 };
const refuses = (work: () => unknown): boolean => {
  try {
    work();
    return false;
  } catch (error) {
    return error instanceof InvariantViolation;
  }
};

describe('A sealed field', () => {
  it('opens where it was sealed, in any script and of any length', () => {
    const key = newDataKey();
    for (const text of ['', 'Петров-Водкин', 'عبد الرحمن', '🙂', 'x'.repeat(100_000)]) {
      expect(openField(sealField(text, place, key, 7), place, key)).toBe(text);
    }
  });

  it('differs every time and holds nothing of the text', () => {
    const key = newDataKey();
    const envelopes = Array.from({ length: 200 }, () => sealField('Васнецов', place, key, 1));
    expect(new Set(envelopes.map((envelope) => envelope.toString('hex'))).size).toBe(200);
    expect(envelopes[0]!.includes(Buffer.from('Васнецов'))).toBe(false);
  });

  it('refuses every one of 25,000 changes of a byte, and every truncation and extension', () => {
    const key = newDataKey();
    let refused = 0;
    for (let run = 0; run < 25_000; run += 1) {
      const envelope = sealField('Иванов', place, key, 3);
      const at = run < envelope.length ? run : randomInt(envelope.length);
      envelope[at] = envelope[at]! ^ randomInt(1, 256);
      if (refuses(() => openField(envelope, place, key))) refused += 1;
    }
    expect(refused).toBe(25_000);
    const whole = sealField('Иванов', place, key, 3);
    for (let length = 0; length < whole.length; length += 1) {
      expect(refuses(() => openField(whole.subarray(0, length), place, key))).toBe(true);
    }
    expect(refuses(() => openField(Buffer.concat([whole, Buffer.of(0)]), place, key))).toBe(true);
  });

  it('refuses another person, field, schema or key', () => {
    const key = newDataKey();
    const envelope = sealField('Иванов', place, key, 3);
    const elsewhere = [
      { ...place, person: '0198c0de-0000-7000-8000-000000000002' },
      { ...place, field: 'givenName' },
      { ...place, schema: 2 },
    ];
    for (const other of elsewhere) expect(refuses(() => openField(envelope, other, key))).toBe(true);
    for (let run = 0; run < 1_000; run += 1)
      expect(refuses(() => openField(envelope, place, newDataKey()))).toBe(true);
  });

  it('refuses an envelope that claims another epoch', () => {
    const key = newDataKey();
    for (let epoch = 0; epoch < 200; epoch += 1) {
      const envelope = sealField('Иванов', place, key, epoch);
      envelope.writeUInt32BE(epoch + 1, 2);
      expect(refuses(() => openField(envelope, place, key))).toBe(true);
    }
  });

  it('cannot be sealed for a place whose parts could be read as another', () => {
    const key = newDataKey();
    expect(refuses(() => sealField('x', { person: 'a|b', field: 'c', schema: 1 }, key, 1))).toBe(true);
    expect(refuses(() => sealField('x', { person: '', field: 'c', schema: 1 }, key, 1))).toBe(true);
  });
});

describe('A wrapped data key', () => {
  it('is the one of RFC 3394 section 4.6', () => {
    const epochKey = Buffer.from('000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F', 'hex');
    const dataKey = Buffer.from('00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F', 'hex');
    const wrapped = '28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21';
    expect(wrapDataKey(dataKey, epochKey).toString('hex').toUpperCase()).toBe(wrapped);
    expect(unwrapDataKey(Buffer.from(wrapped, 'hex'), epochKey)).toEqual(dataKey);
  });

  it('refuses every change of a byte and every other epoch', () => {
    const epochKey = randomBytes(32);
    const wrapped = wrapDataKey(newDataKey(), epochKey);
    for (let at = 0; at < wrapped.length; at += 1) {
      for (let flip = 1; flip < 256; flip += 1) {
        const changed = Buffer.from(wrapped);
        changed[at] = changed[at]! ^ flip;
        expect(refuses(() => unwrapDataKey(changed, epochKey))).toBe(true);
      }
    }
    expect(refuses(() => unwrapDataKey(wrapped, randomBytes(32)))).toBe(true);
    expect(refuses(() => unwrapDataKey(Buffer.alloc(0), epochKey))).toBe(true);
    const short = createCipheriv('id-aes256-wrap', epochKey, Buffer.alloc(8, 0xa6));
    expect(
      refuses(() => unwrapDataKey(Buffer.concat([short.update(randomBytes(16)), short.final()]), epochKey)),
    ).toBe(true);
  });
});
