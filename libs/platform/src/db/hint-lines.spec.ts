import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inPayloads, readGathered, readPayload } from './hint-lines.js';

const organisation = fc.uuid({ version: 7 });
const line = fc.oneof(
  organisation.map((id) => `${id} work`),
  organisation.map((id) => `${id} handoff 7K3M9QXRT4`),
);

describe('The lines of hints', () => {
  it('come out of the messages as they went in, and no message is longer than NOTIFY carries', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 400 }), (lines) => {
        const payloads = inPayloads(lines);
        for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
        expect(payloads.flatMap(readGathered)).toEqual(lines);
        expect(payloads.flatMap(readPayload)).toHaveLength(lines.length);
      }),
    );
  });

  it('are read with their organisation, topic and reference, and nothing that is no line of ours is', () => {
    const id = randomUUID();
    expect(readPayload(`${id} handoff 7K3M9QXRT4;${id} work`)).toEqual([
      { organisation: id, hint: { topic: 'handoff', reference: '7K3M9QXRT4' } },
      { organisation: id, hint: { topic: 'work' } },
    ]);
    for (const nonsense of [
      '',
      ';;',
      'x',
      `${id}`,
      `${id} secret`,
      `${id} handoff x`,
      `${id} work name of somebody`,
    ])
      expect(readPayload(nonsense)).toEqual([]);
    expect([readGathered(''), readGathered(null), readGathered(undefined)]).toEqual([[], [], []]);
  });
});
