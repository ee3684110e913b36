import type { Writable } from 'node:stream';
import type { HintSink } from '#casework/hints/hints.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Hint } from '#domain/wire/desk.js';

/** How soon a browser comes back after a loss. */
const AGAIN_AFTER_MS = 3_000;

/** One stream of server-sent events. Whoever does not read what was sent is let go: what is not read is bounded. */
export class HintStream implements HintSink {
  private number = 0;

  /** `comesBack`: the reader has listened before and lost the stream, so hints may be missing. */
  constructor(
    private readonly out: Writable,
    comesBack: boolean,
  ) {
    this.write(`retry: ${AGAIN_AFTER_MS}\n: open\n\n`);
    if (comesBack) this.send({ topic: 'resync' });
  }

  send(hint: Hint): void {
    this.number += 1;
    this.write(`id: ${this.number}\ndata: ${JSON.stringify(hint)}\n\n`);
  }

  beat(): void {
    this.write(': still here\n\n');
  }

  end(): void {
    this.out.end();
  }

  private write(text: string): void {
    if (this.out.destroyed || this.out.writableEnded) return;
    this.out.write(text);
    if (this.out.writableLength > LIMITS.hint_unread_bytes_max) this.out.destroy();
  }
}
