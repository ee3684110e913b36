import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SenderCopy } from '#domain/wire/export.js';
import { toReceiverCopy } from './receiver-copy.js';

const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const OWN = ['received_at', 'accepted_at', 'appointment_at', 'arrived_at'];

const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    instant,
    fc.constant(null),
    fc.constantFrom('EG-DETOX-1', 'declined', 'some words'),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('requested_at', 'closed_at', 'until', 'stage', 'written_at', 'items', ...OWN),
      tie('node'),
    ),
  ),
})).node;

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

const copyOf = (value: object) =>
  toReceiverCopy(value as SenderCopy, 'Africa/Cairo') as unknown as Record<string, unknown>;

describe('The copy of a receiver', () => {
  it('holds no second and no millisecond, wherever an instant stood', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const found = strings(copyOf({ value })).filter((text) => /^\d{4}-\d\d-\d\d/.test(text));
        for (const text of found) expect(text).toMatch(/^\d{4}-\d\d-\d\d$|T\d\d:\d\d:00\.000Z$/);
      }),
    );
  });

  it('tells hours of its own acts alone', () => {
    const at = '2026-11-23T10:42:13.123Z';
    expect(
      copyOf({
        requested_at: at,
        accepted_at: at,
        place: { hold: 'firm', until: at },
        notes: [{ written_at: at }],
      }),
    ).toEqual({
      requested_on: '2026-11-23',
      accepted_at: '2026-11-23T10:42:00.000Z',
      place: { hold: 'firm', until: '2026-11-23' },
      notes: [{ written_on: '2026-11-23' }],
    });
  });

  it('tells days of its own place: late in the evening in Greenwich is tomorrow in Cairo', () => {
    expect(copyOf({ closed_at: '2026-11-23T22:30:00.000Z' })).toEqual({ closed_on: '2026-11-24' });
  });

  it('changes nothing that is not an instant', () => {
    const plain = {
      reference: '7K3M9QXRT4',
      version: 3,
      expires_on: '2027-01-01',
      stage: null,
      names: { en: 'House' },
    };
    expect(copyOf(plain)).toEqual(plain);
  });
});
