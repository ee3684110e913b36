import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#domain/must.js';
import { openNote, sealNote } from './sealed-note.js';

const root = randomBytes(32);
const place = { record: randomUUID(), name: 'why' };
const words = 'Марина Кузнецова не отвечает вторые сутки';

describe('Words that may name somebody', () => {
  it('come back as they were written, and leave nothing readable in what is stored', () => {
    const sealed = sealNote(root, place, words);
    expect(openNote(root, place, sealed)).toBe(words);
    expect(sealed.includes(Buffer.from('Марина'))).toBe(false);
    expect(sealNote(root, place, words).equals(sealed)).toBe(false);
  });

  it('open for their record, their name and their root key alone, and not when a byte was changed', () => {
    const sealed = sealNote(root, place, words);
    const changed = Buffer.from(sealed);
    changed[changed.length - 20]! ^= 1;
    for (const attempt of [
      () => openNote(root, { ...place, record: randomUUID() }, sealed),
      () => openNote(root, { ...place, name: 'review' }, sealed),
      () => openNote(randomBytes(32), place, sealed),
      () => openNote(root, place, changed),
    ])
      expect(attempt).toThrow(InvariantViolation);
  });
});
