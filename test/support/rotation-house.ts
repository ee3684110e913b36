import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { ClientWritten, DuplicateCandidate, IdentityView } from '#domain/wire/client.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import type { EpochDue } from '#platform/erasure/epochs-due.js';
import { createPlantedDatabase, eventually } from './application.js';
import { freePort, TestProcess } from './application-process.js';
import { withClient } from './client.js';
import type { TestDatabase } from './database.js';
import { walkIn } from './journey.js';
import { Staff, type Answer } from './staff.js';

const CLI = path.resolve('dist', 'apps', 'cli', 'src', 'main.js');
/** The first of them say what is wrong. */
const FAILURES_KEPT = 20;
const READERS = 4;
const LETTERS = 'bdfgklmnprstvz';
const LOGIN = 'clinician@detox.eg.demo';

type Settings = Readonly<Record<string, string>>;

interface Known {
  readonly client: string;
  readonly who: ReturnType<typeof somebodyElse>;
}

/** What a command of an operator ended with. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** How the keyring stands, as `handrail keys show --json` says it. */
export interface Shown {
  readonly generation: number;
  readonly root: string;
  readonly keys: readonly { kind: string; number: number; state: string; people: number }[];
  readonly due: readonly EpochDue[];
}

/**
 * Processes as they are delivered, on a database and with a keyring of their own, and people who work with them without a
 * pause: they take somebody in, look at who somebody is, search for somebody, keep a form and sign in. Every answer that
 * is not the right one is written down.
 */
export class RotationHouse {
  readonly failures: string[] = [];
  failed = 0;
  requests = 0;
  private readonly known: Known[] = [];
  private readonly processes = new Map<string, TestProcess>();
  private lanes: Promise<void>[] = [];
  private urls: string[] = [];
  private isStopping = false;
  private pardon: NodeJS.Timeout | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly config: Config,
    private readonly peopleMax: number,
    private readonly settings: Settings,
  ) {}

  static async open(
    apis: number,
    workers: number,
    peopleMax: number,
    settings: Settings = {},
  ): Promise<RotationHouse> {
    const { database, config } = await createPlantedDatabase();
    const house = new RotationHouse(database, config, peopleMax, settings);
    for (let number = 0; number < apis; number += 1) await house.startApi();
    for (let number = 0; number < workers; number += 1) house.startWorker(number);
    return house;
  }

  get keys(): Keys {
    return this.database.keys;
  }

  get people(): number {
    return this.known.length;
  }

  startWorker(number: number): void {
    this.processes.set(`worker ${number}`, new TestProcess('worker', this, this.settings));
  }

  /** Ends a worker as a power cut would. */
  async killWorker(number: number): Promise<void> {
    await this.processes.get(`worker ${number}`)?.stop('SIGKILL');
  }

  /** People begin to work, so many at once. Each of them does the work of many, so nobody is told that they search too often. */
  work(lanes: number): void {
    this.pardon = setInterval(() => {
      void this.rows(`delete from access.rate_limit where key like 'search:%'`).catch(() => undefined);
    }, 1_000);
    this.lanes = Array.from({ length: lanes }, (_, lane) => this.workDay(lane));
  }

  async endWork(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.lanes);
  }

  /** `handrail …` as an operator types it; with a point, it is killed there. */
  async handrail(words: readonly string[], failAt?: string, changes: Settings = {}): Promise<Ended> {
    const { HOME = '/', PATH = '' } = process.env;
    const child = spawn(process.execPath, [CLI, ...words], {
      env: {
        HOME,
        PATH,
        HANDRAIL_DATA: this.config.dataDirectory,
        HANDRAIL_KEYS: this.keys.directory,
        DATABASE_URL: this.config.databaseUrl,
        HANDRAIL_FAIL_AT: failAt,
        ...this.settings,
        ...changes,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return await new Promise((resolve) =>
      child.once('close', (code, signal) => resolve({ code, signal, output })),
    );
  }

  /** A command that must end well. */
  async succeed(...words: string[]): Promise<string> {
    const { code, output } = await this.handrail(words);
    if (code !== 0) throw new Error(`handrail ${words.join(' ')} answered ${code}:\n${output}`);
    return output;
  }

  async shown(): Promise<Shown> {
    return JSON.parse(await this.succeed('keys', 'show', '--json')) as Shown;
  }

  /** Waits until the workers have taken everybody along. */
  async everybodyTakenAlong(): Promise<Shown> {
    return await eventually(
      async () => {
        const shown = await this.shown();
        const behind = shown.keys.some(({ state, people }) => state !== 'current' && people > 0);
        const versions = shown.keys.filter(({ kind, state }) => kind === 'index' && state !== 'destroyed');
        return !behind && versions.length === 1 && shown;
      },
      'everybody is wrapped and indexed under the current keys',
      120,
    );
  }

  /** Reads everybody once more; whoever does not open as they came in, or is not found, is a failure. */
  async readEverybody(): Promise<void> {
    const staff = await this.signIn();
    const left = this.known.values();
    const readOn = async (): Promise<void> => {
      for (const one of left) {
        await this.look(staff, one);
        await this.search(staff, one);
      }
    };
    await Promise.all(Array.from({ length: READERS }, readOn));
  }

  async rows<T extends object>(text: string): Promise<T[]> {
    return await withClient(
      this.database.superuserUrl,
      async (client) => (await client.query(text)).rows as T[],
    );
  }

  async close(): Promise<void> {
    clearInterval(this.pardon);
    await this.endWork();
    await Promise.all([...this.processes.values()].map((one) => one.stop()));
    await this.database.drop();
    for (const one of [this.keys.directory, this.config.dataDirectory])
      rmSync(one, { recursive: true, force: true });
  }

  private async startApi(): Promise<void> {
    const port = await freePort();
    const api = new TestProcess('api', this, { ...this.settings, PORT: String(port) });
    this.processes.set(`api ${port}`, api);
    await api.ready(port);
    this.urls.push(`http://127.0.0.1:${port}`);
  }

  private async signIn(): Promise<Staff> {
    return await Staff.signIn(this.urls[this.requests % this.urls.length]!, LOGIN);
  }

  private async workDay(lane: number): Promise<void> {
    let staff = await this.signIn();
    for (let turn = lane; !this.isStopping; turn += 1) {
      try {
        // Each process meets what another has written a moment before.
        staff = new Staff(this.urls[turn % this.urls.length]!, LOGIN, staff.cookie);
        await this.takeTurn(staff, turn);
      } catch (error) {
        this.fail(`${String(error)}`);
      }
    }
  }

  private async takeTurn(staff: Staff, turn: number): Promise<void> {
    const one = this.known[Math.floor(Math.random() * this.known.length)];
    if ((turn % 4 === 0 && this.known.length < this.peopleMax) || !one) return await this.admit(staff);
    if (turn % 4 === 1) return await this.search(staff, one);
    if (turn % 20 === 2) return await this.keepForm(staff, turn);
    await this.look(staff, one);
  }

  private async admit(staff: Staff): Promise<void> {
    const who = somebodyElse();
    const answer = await staff.post<ClientWritten>('/api/clients', walkIn({ identity: who }));
    if (this.isRight(answer, 201, 'taking somebody in')) this.known.push({ client: answer.body.client, who });
  }

  private async look(staff: Staff, { client, who }: Known): Promise<void> {
    const answer = await staff.get<IdentityView>(`/api/clients/${client}/identity`);
    if (!this.isRight(answer, 200, 'looking at who somebody is')) return;
    if (answer.body?.family_name !== who.family_name || answer.body.given_name !== who.given_name)
      this.fail(`somebody else, or nobody, was behind ${client}`);
  }

  private async search(staff: Staff, { client, who }: Known): Promise<void> {
    const { given_name, family_name, birth_on } = who;
    const answer = await staff.post<{ candidates: DuplicateCandidate[] }>('/api/clients/duplicates', {
      given_name,
      family_name,
      birth_on,
      reason: 'check',
    });
    if (!this.isRight(answer, 200, 'searching for somebody')) return;
    if (!answer.body.candidates.some((one) => one.client === client)) this.fail(`${client} was not found`);
  }

  private async keepForm(staff: Staff, turn: number): Promise<void> {
    const values = { turn };
    this.isRight(
      await staff.put('/api/forms/walk-in', { values, version: null }, { key: null }),
      200,
      'keeping a form',
    );
    this.isRight(await staff.get('/api/forms/walk-in'), 200, 'reading a form');
  }

  private isRight(answer: Answer<unknown>, status: number, what: string): boolean {
    this.requests += 1;
    if (answer.status === status) return true;
    this.fail(`${what}: ${answer.status} ${answer.text}`);
    return false;
  }

  fail(what: string): void {
    if (this.failures.length < FAILURES_KEPT) this.failures.push(what.slice(0, 300));
    this.failed += 1;
  }
}

/** Somebody like nobody else here: thousands come in, and none may be taken for another. */
function somebodyElse() {
  const name = (): string =>
    Array.from({ length: 5 }, () => `${LETTERS[randomInt(LETTERS.length)]}${'aiou'[randomInt(4)]}`).join('');
  const two = (least: number, most: number): string => String(randomInt(least, most + 1)).padStart(2, '0');
  return {
    given_name: `Q${name()}`,
    family_name: `V${name()}`,
    birth_on: `19${two(40, 99)}-${two(1, 12)}-${two(1, 28)}`,
    sex: 'female' as const,
    phones: [`+20 1${randomInt(100_000_000, 1_000_000_000)}`],
  };
}
