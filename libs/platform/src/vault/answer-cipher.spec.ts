import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#domain/must.js';
import { openAnswer, requestMark, sealAnswer } from './answer-cipher.js';

const base = randomBytes(32);
const place = { account: randomUUID(), key: 'click-17' };
const answer = JSON.stringify({ about: 'Марина Кузнецова', version: 2 });

describe('The answer that is kept for a repeated change', () => {
  it('comes back as it was, and says nothing where it lies', () => {
    const sealed = sealAnswer(base, place, answer);
    expect(openAnswer(base, place, sealed)).toBe(answer);
    expect(sealed.includes(Buffer.from('Марина'))).toBe(false);
  });

  it('opens for its account, its key and its base secret alone, and not when a byte was changed', () => {
    const sealed = sealAnswer(base, place, answer);
    const changed = Buffer.from(sealed);
    changed[changed.length - 20]! ^= 1;
    for (const attempt of [
      () => openAnswer(base, { ...place, account: randomUUID() }, sealed),
      () => openAnswer(base, { ...place, key: 'click-18' }, sealed),
      () => openAnswer(randomBytes(32), place, sealed),
      () => openAnswer(base, place, changed),
    ])
      expect(attempt).toThrow(InvariantViolation);
  });
});

describe('The mark of a request', () => {
  const sent = createHash('sha256').update('a passphrase that somebody guesses').digest();

  it('is the same for the same content, and for another account or secret a different one', () => {
    const mark = requestMark(base, place.account, sent);
    expect(requestMark(base, place.account, sent).equals(mark)).toBe(true);
    expect(mark).toHaveLength(32);
    for (const other of [
      requestMark(base, randomUUID(), sent),
      requestMark(randomBytes(32), place.account, sent),
      sent,
    ])
      expect(other.equals(mark)).toBe(false);
  });
});
