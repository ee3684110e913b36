import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';
import { inPayloads } from './hint-lines.js';
import type { OutboxBell } from './unit-of-work.js';

const RING = "select pg_notify('handrail_outbox', '')";
const TELL = "select pg_notify('handrail_hints', payload) from unnest($1::text[]) payload";

/** Rings by NOTIFY outside the transaction, at most every few milliseconds: inside, it would cost a quarter of the writes (ADR 0008). */
export class DatabaseBell implements OutboxBell {
  private rung = false;
  private readonly hints = new Set<string>();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  ring(): void {
    if (this.rung) return;
    this.rung = true;
    setTimeout(() => {
      this.rung = false;
      // A lost ring is only a delay: the relay also looks by itself.
      void this.dataSource.query(RING).catch(() => undefined);
    }, 5).unref();
  }

  tell(lines: readonly string[]): void {
    if (this.hints.size === 0) setTimeout(() => this.tellAll(), LIMITS.hint_gather_milliseconds).unref();
    for (const line of lines) this.hints.add(line);
  }

  /** What many changes of one moment have to tell goes out in one message, each line once. */
  private tellAll(): void {
    const payloads = inPayloads([...this.hints]);
    this.hints.clear();
    // A hint that is lost is only a delay too: a screen asks again when somebody comes back to it.
    void this.dataSource.query(TELL, [payloads]).catch(() => undefined);
  }
}
