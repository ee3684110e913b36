import { createHash, randomUUID } from 'node:crypto';
import type http from 'node:http';
import type pg from 'pg';

export interface Asked {
  readonly name: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, string>;
}

export interface Session {
  account_id: string;
  organisation_id: string;
}

export type Row = Record<string, unknown>;

const NAMES = new Map<string, string>();
/** A short name for a prepared statement. */
export function nameOf(text: string): string {
  let name = NAMES.get(text);
  if (name === undefined) NAMES.set(text, (name = `b${NAMES.size}`));
  return name;
}

export function uuidv7(at: Date): string {
  const random = randomUUID().replaceAll('-', '');
  const hex = `${at.getTime().toString(16).padStart(12, '0')}7${random.slice(13, 16)}${random.slice(16)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** One transaction: every call of `next` sends the next of the recorded statements. */
export class Turn {
  private at = 1; // the first is the look-up of the session, on a connection of its own
  now = new Date(0);
  subjects: unknown[] = [];
  outbox: string[] = [];
  detail: Row = {};

  constructor(
    private readonly client: pg.PoolClient,
    private readonly statements: string[],
    readonly session: Session,
  ) {}

  async begin(purpose: string): Promise<void> {
    const set = (name: string, value: string) =>
      `set_config('app.${name}', ${this.client.escapeLiteral(value)}, true)`;
    const { account_id, organisation_id } = this.session;
    const all = [
      set('account', account_id),
      set('organisation', organisation_id),
      set('role', 'case_manager'),
      set('purpose', purpose),
    ];
    this.at++;
    const results = await this.client.query(`begin; select ${all.join(', ')}, clock_timestamp() as now`);
    this.now = (results as unknown as pg.QueryResult<{ now: Date }>[])[1]?.rows[0]?.now ?? this.now;
  }

  async next<T extends object>(values: unknown[]): Promise<T[]> {
    const text = this.statements[this.at++] ?? '';
    return (await this.client.query<T>({ name: nameOf(text), text, values })).rows;
  }

  async claim(action: string, asked: Asked): Promise<void> {
    const sha256 = createHash('sha256').update(JSON.stringify(asked.body)).digest();
    const [claimed] = await this.next([
      this.session.account_id,
      asked.headers['idempotency-key'],
      action,
      sha256,
    ]);
    if (!claimed) throw new Error('the key was used before');
  }

  async commit(
    action: string,
    purpose: string,
    asked: Asked,
    answer: unknown,
    isWrite: boolean,
  ): Promise<void> {
    const quote = (text: string) => this.client.escapeLiteral(text);
    const body = JSON.stringify({
      account: this.session.account_id,
      action,
      at: this.now.toISOString(),
      detail: this.detail,
      id: uuidv7(this.now),
      organisation: this.session.organisation_id,
      outcome: 'done',
      process: { boot: BOOT, number: ++numbered },
      purpose,
      request: randomUUID(),
      role: 'case_manager',
      subjects: [...new Set(this.subjects)],
    });
    const keep = `update bus.idempotency set response = convert_to(${quote(JSON.stringify(answer))}, 'UTF8')
      where account_id = ${quote(this.session.account_id)} and key = ${quote(String(asked.headers['idempotency-key']))}`;
    const statements = [...this.outbox, isWrite ? keep : '', `select audit.append(${quote(body)})`, 'commit'];
    await this.client.query(statements.filter(Boolean).join(';\n'));
  }

  tell(topic: string, payload: Row): void {
    const quote = (text: string) => this.client.escapeLiteral(text);
    this.outbox.push(
      `insert into bus.outbox (id, topic, payload) values ('${uuidv7(this.now)}', ${quote(topic)}, ${quote(JSON.stringify(payload))})`,
    );
  }
}

const BOOT = randomUUID();
let numbered = 0;
