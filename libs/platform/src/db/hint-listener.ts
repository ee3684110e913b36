import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { Hint } from '#domain/wire/desk.js';
import type { Config } from '../config/config.js';
import { CONFIG, KEYS } from '../config/config.module.js';
import type { Keys } from '../config/keys.js';
import { databaseUrlFor } from './database-roles.js';
import { readPayload } from './hint-lines.js';

const AGAIN_AFTER_MS = 1_000;
const PROBE_AFTER_MS = 10_000;

/** Who wants to hear: hints of one organisation, and that some may have been missed. */
export interface HintEar {
  hear(organisation: string, hint: Hint): void;
  missed(): void;
}

/**
 * Hears what changes ring (ADR 0031): one connection of a process, beside the pool, made when somebody first wants to hear
 * and made again when it is lost. Whoever listens then learns that hints may be missing.
 */
@Injectable()
export class HintListener implements OnApplicationShutdown {
  private client: pg.Client | undefined;
  private ear: HintEar | undefined;
  private first: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Begins to listen; resolves once it does, or once the first try has failed and the next one is awaited. */
  async listen(ear: HintEar): Promise<void> {
    this.ear = ear;
    this.first ??= this.connect(false);
    await this.first;
  }

  private async connect(isAgain: boolean): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: databaseUrlFor(this.config, this.keys, 'api'),
      application_name: 'handrail-api hints',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: PROBE_AFTER_MS,
    });
    this.client = client;
    client.on('notification', ({ payload = '' }) => {
      for (const { organisation, hint } of readPayload(payload)) this.ear?.hear(organisation, hint);
    });
    client.on('error', () => undefined); // an end follows
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      if (!this.stopped) setTimeout(() => void this.connect(true), AGAIN_AFTER_MS).unref();
    };
    client.on('end', over);
    try {
      await client.connect();
      await client.query('listen handrail_hints');
      if (this.stopped) await client.end();
      if (isAgain) this.ear?.missed();
    } catch {
      await client.end().catch(() => undefined);
      over();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }
}
