import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { readConfig, type Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { migrate } from '#platform/db/migrate.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { startEmbedded, type EmbeddedServer } from '#platform/postgres/embedded.js';
import {
  freePort,
  TestProcess,
  TestRedis,
  wrongClock,
  type Program,
} from '../support/application-process.js';

export type Backend = 'postgres' | 'redis';

/** Workers whose clock is off have a pool of their own size: the audit says it of each process, so they are found there. */
export const WRONG_CLOCK_POOL = 3;

/** A house of its own: a database that survives a crash, the demo network, the built api and as many workers as are asked for. */
export class House {
  private static readonly standing = new Set<House>();
  private readonly processes: TestProcess[] = [];
  private isClosed = false;

  private constructor(
    readonly folder: string,
    readonly config: Config,
    readonly keys: Keys,
    readonly port: number,
    private server: EmbeddedServer,
    readonly superuser: pg.Pool,
    readonly redis: TestRedis | undefined,
  ) {}

  static async open(backend: Backend): Promise<House> {
    const folder = mkdtempSync(path.join(tmpdir(), 'handrail-faults-'));
    chmodSync(folder, 0o755); // the server may run as another account
    const plain = readConfig({ HANDRAIL_DATA: folder });
    const keys = loadKeys(plain);
    const server = await startEmbedded({
      dataDirectory: folder,
      baseSecret: keys.base,
      log: () => undefined,
    });
    const config = Object.freeze({ ...plain, databaseUrl: server.ownerUrl });
    await migrate(config, keys, { log: () => undefined });
    await plantDemoNetwork(server.ownerUrl, loadPacks(), true);
    const superuserUrl = new URL(server.superuserUrl);
    superuserUrl.pathname = new URL(server.ownerUrl).pathname;
    const superuser = new pg.Pool({ connectionString: superuserUrl.href, max: 3 });
    superuser.on('error', () => undefined);
    const redis = backend === 'redis' ? await TestRedis.start() : undefined;
    const house = new House(folder, config, keys, await freePort(), server, superuser, redis);
    House.standing.add(house);
    // Thousands arrive here: how many places there are is another test's matter.
    await house.rows('delete from care.capacity');
    return house;
  }

  /** Leaves nothing running when whoever asked for all this goes away. */
  static async closeAll(): Promise<void> {
    await Promise.allSettled([...House.standing].map((one) => one.close()));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  start(program: Program, settings: Record<string, string> = {}): TestProcess {
    const queue = this.redis ? { REDIS_URL: this.redis.url } : {};
    const one = new TestProcess(program, this, { PORT: String(this.port), ...queue, ...settings });
    this.processes.push(one);
    return one;
  }

  /** A worker whose machine says another time than the database's. */
  startWrongClock(shiftMs: number): TestProcess {
    const file = path.join(this.folder, 'clock-shift');
    writeFileSync(file, String(shiftMs));
    return this.start('worker', { ...wrongClock(file), HANDRAIL_POOL_SIZE: String(WRONG_CLOCK_POOL) });
  }

  /** Rows as they are, whoever may see them; asks again while the database is away. */
  async rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    for (let tries = 0; ; tries += 1) {
      try {
        return (await this.superuser.query<T>(text, values)).rows;
      } catch (error) {
        const { code = '', message } = error as { code?: string; message: string };
        // Away, or in the way: throwing a queue's tables away can meet a worker's transaction.
        const passes = /^(08|57P|40P01|ECONN|EPIPE|55P03)/.test(code) || /terminated|timeout/i.test(message);
        if (!passes || tries > 300) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Everything the queue holds is gone, as after a loss of its store. What BullMQ knows of its own schema stays. */
  async loseQueue(): Promise<void> {
    if (this.redis) {
      this.redis.command('flushall');
      return;
    }
    const [tables] = await this.rows<{ names: string }>(
      `select string_agg(format('bullmq.%I', relname), ', ') as names from pg_class
       where relnamespace = 'bullmq'::regnamespace and relkind = 'r' and relname !~ 'migration'`,
    );
    await this.rows(`truncate ${tables!.names}`);
  }

  async restartDatabase(): Promise<void> {
    const { port } = this.server;
    await this.server.stop();
    this.server = await startEmbedded({
      dataDirectory: this.folder,
      baseSecret: this.keys.base,
      log: () => undefined,
      port,
    });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    House.standing.delete(this);
    const running = this.processes.filter((one) => one.isRunning);
    for (const one of running) one.signal('SIGCONT');
    await Promise.all(running.map((one) => one.stop('SIGKILL')));
    await this.superuser.end();
    await this.redis?.stop();
    await this.server.stop();
    for (const one of [this.folder, this.keys.directory]) rmSync(one, { recursive: true, force: true });
  }
}
