import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const DRAIN_SECONDS_MAX = 30;
const DEATHS_PER_MINUTE_MAX = 5;
const BACKOFF_MILLISECONDS = 500;

/** A program to keep running. */
export interface Service {
  readonly name: string;
  readonly script: string;
  /** Options of Node itself, such as the size of its heap. */
  readonly nodeOptions?: readonly string[];
  readonly environment: Record<string, string | undefined>;
  /** It has an end: done when it ends well, and left alone when it dies too often. */
  readonly errand?: boolean;
}

/**
 * Keeps services running: one that dies is started again after a growing pause; one that dies too often makes
 * `failed` resolve with a sentence. Each is of its own process group, so Ctrl-C reaches us first, and holds a channel to
 * us, so it notices when we are gone.
 */
export class Supervisor {
  readonly failed: Promise<string>;
  private giveUp!: (sentence: string) => void;
  private readonly children = new Map<string, ChildProcess>();
  private isStopping = false;

  constructor(private readonly say: (line: string) => void) {
    this.failed = new Promise((resolve) => (this.giveUp = resolve));
  }

  start(service: Service, deaths: readonly number[] = []): void {
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', ...(service.nodeOptions ?? []), service.script],
      {
        env: service.environment,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        detached: true,
      },
    );
    this.children.set(service.name, child);
    child.once('error', (error) => this.giveUp(`The ${service.name} cannot be started: ${error.message}.`));
    child.once('exit', (code, signal) => {
      this.children.delete(service.name);
      const isDone = service.errand === true && code === 0;
      if (!this.isStopping && !isDone) void this.startAgain(service, deaths, signal ?? `code ${code}`);
    });
  }

  private async startAgain(service: Service, deaths: readonly number[], how: string): Promise<void> {
    const recent = [...deaths, Date.now()].filter((at) => at > Date.now() - 60_000);
    if (recent.length > DEATHS_PER_MINUTE_MAX) {
      if (service.errand) {
        this.say(
          `The ${service.name} ended ${recent.length} times within a minute (last: ${how}); it goes on at the next start.`,
        );
        return;
      }
      this.giveUp(`The ${service.name} ended ${recent.length} times within a minute (last: ${how}).`);
      return;
    }
    this.say(`The ${service.name} ended (${how}); starting it again.`);
    await sleep(BACKOFF_MILLISECONDS * 2 ** (recent.length - 1));
    if (!this.isStopping) this.start(service, recent);
  }

  /** Asks every service to drain and returns when all are gone; those that take too long are killed. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const leaving = [...this.children.values()].map(
      (child) => new Promise<void>((done) => child.once('exit', () => done())),
    );
    for (const child of this.children.values()) child.kill('SIGTERM');
    const impatience = setTimeout(() => this.kill(), DRAIN_SECONDS_MAX * 1000);
    await Promise.all(leaving);
    clearTimeout(impatience);
  }

  /** Ends every service at once. */
  kill(): void {
    for (const child of this.children.values()) child.kill('SIGKILL');
  }
}
