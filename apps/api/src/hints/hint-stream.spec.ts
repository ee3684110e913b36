import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain/charter/limits.js';
import { HintStream } from './hint-stream.js';

describe('A stream of hints', () => {
  it('is written as events that a browser reads, each on lines of its own', () => {
    const out = new PassThrough();
    const stream = new HintStream(out, false);
    stream.send({ topic: 'handoff', reference: '7K3M9QXRT4' });
    stream.beat();
    expect(String(out.read())).toBe(
      'retry: 3000\n: open\n\nid: 1\ndata: {"topic":"handoff","reference":"7K3M9QXRT4"}\n\n: still here\n\n',
    );
  });

  it('lets go of a reader that does not read, once what is unread has reached its bound, and writes no more', () => {
    let taken = 0;
    const stuck = new Writable({
      write(chunk: Buffer) {
        taken += chunk.length; // and never asks for more
      },
    });
    const stream = new HintStream(stuck, false);
    let sent = 0;
    while (!stuck.destroyed && sent < 100_000) {
      stream.send({ topic: 'work' });
      sent += 1;
      expect(stuck.writableLength).toBeLessThan(LIMITS.hint_unread_bytes_max + 200);
    }
    expect(stuck.destroyed).toBe(true);
    expect(sent).toBeGreaterThan(100);
    stream.send({ topic: 'work' });
    stream.beat();
    stream.end();
    expect(taken).toBeLessThan(LIMITS.hint_unread_bytes_max);
  });
});
