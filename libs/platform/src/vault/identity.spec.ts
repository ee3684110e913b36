import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvariantViolation } from '#domain/must.js';
import { IDENTITY_FIELDS, maskIdentity, openIdentity, sealIdentity, type Identity } from './identity.js';
import { announce, fixedRing, newKeyring, turn, type KeyringContents } from '../keys/keyring-contents.js';
import { VaultKeys } from './vault-keys.js';

const next = (contents: KeyringContents): KeyringContents => turn(announce(contents, 'epochs', ''), 'epochs');
const keyring = newKeyring('');
const keys = new VaultKeys(fixedRing(next(keyring)));
const clientId = randomUUID();
const identity: Identity = {
  givenName: 'Марина',
  familyName: 'Кузнецова',
  otherNames: 'Marina',
  birthDate: '1986-03-09',
  sex: 'female',
  phones: ['+7 912 345-67-89', '٠١٢٣٤٥٦٧٨٩'],
  addressLine: 'ул. Ленина, 1',
  documents: [{ kind: 'passport', number: '4509 123456' }],
};

describe('An identity', () => {
  it('comes back as it was sealed, whatever of it is known', () => {
    const optional = { requiredKeys: ['givenName', 'familyName'] as ('givenName' | 'familyName')[] };
    const any = fc.record(
      {
        givenName: fc.string({ unit: 'grapheme' }),
        familyName: fc.string({ unit: 'grapheme' }),
        birthDate: fc.constantFrom('1986', '1986-03', '1986-03-09'),
        phones: fc.array(fc.string()),
        documents: fc.array(fc.record({ kind: fc.string(), number: fc.string() })),
      },
      optional,
    );
    fc.assert(
      fc.property(any, (known) => {
        expect(openIdentity(sealIdentity(known, clientId, keys), clientId, keys)).toEqual({ ...known });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves nothing readable in what is stored', () => {
    const sealed = sealIdentity(identity, clientId, keys);
    expect(sealed.fields.map(({ field }) => field)).toEqual([...IDENTITY_FIELDS]);
    const stored = Buffer.concat([
      sealed.wrappedKey,
      ...sealed.fields.map(({ ciphertext }) => ciphertext),
      ...sealed.tokens.map(({ token }) => token),
    ]);
    for (const word of ['Марина', 'Кузнецова', '1986', '123456', 'Ленина'])
      expect(stored.includes(Buffer.from(word))).toBe(false);
  });

  it('does not open for another client, with another keyring, under another epoch, or with fields exchanged', () => {
    const sealed = sealIdentity(identity, clientId, keys);
    const other = sealIdentity({ ...identity, familyName: 'Other' }, randomUUID(), keys);
    const [given, family, ...rest] = sealed.fields;
    const exchanged = [
      { ...given!, ciphertext: family!.ciphertext },
      { ...family!, ciphertext: given!.ciphertext },
      ...rest,
    ];
    const attempts = [
      () => openIdentity(sealed, randomUUID(), keys),
      () => openIdentity(sealed, clientId, new VaultKeys(fixedRing(next(newKeyring(''))))),
      () => openIdentity({ ...sealed, epoch: 1 }, clientId, keys),
      () => openIdentity({ ...sealed, fields: exchanged }, clientId, keys),
      () => openIdentity({ ...sealed, fields: [other.fields[1]!] }, clientId, keys),
      () => openIdentity({ ...sealed, wrappedKey: other.wrappedKey }, clientId, keys),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(InvariantViolation);
  });

  it('still opens after the epoch moved on, because it names its own', () => {
    const sealed = sealIdentity(identity, clientId, new VaultKeys(fixedRing(keyring)));
    expect([sealed.epoch, keys.epoch]).toEqual([1, 2]);
    expect(openIdentity(sealed, clientId, keys)).toEqual(identity);
  });

  it.each([
    [identity, 'М••••• К••••••••, 1986'],
    [{ givenName: 'محمد', familyName: 'عبد الرحمن' }, 'م••• ع•• ••••••'],
    [{ givenName: 'Jose\u0301', familyName: 'García-Lorca', birthDate: '1999' }, 'J••• G•••••-•••••, 1999'],
    [{ givenName: '', familyName: 'Li' }, 'L•'],
  ])('is shown to a searcher only as a mask (%#)', (known, mask) => {
    expect(maskIdentity(known)).toBe(mask);
  });
});
