import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import type net from 'node:net';
import pg from 'pg';
import type { Work } from './work.js';

/** What the bare server is told: where the database is and the statements that the api sends for each piece of work. */
export interface BareOrder {
  readonly url: string;
  readonly poolSize: number;
  readonly statements: Record<Work, string[]>;
}

interface Asked {
  readonly name: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, string>;
}

interface Session {
  account_id: string;
  organisation_id: string;
}

type Row = Record<string, unknown>;
type Named = { id: string; episode_id: string; audit_subject: string; code: string; version: number };

/** So much of the api as PostgreSQL notices: the same statements in the same round trips, and nothing else. */
const ACTIONS = {
  stage: ['stage.advance', 'care'],
  accept: ['handoff.accept', 'handoff'],
  inbox: ['work.list', 'care'],
  client: ['client.view', 'care'],
} as const satisfies Record<Work, readonly [string, string]>;

const NAMES = new Map<string, string>();
function nameOf(text: string): string {
  let name = NAMES.get(text);
  if (name === undefined) NAMES.set(text, (name = `b${NAMES.size}`));
  return name;
}

function uuidv7(at: Date): string {
  const random = randomUUID().replaceAll('-', '');
  const hex = `${at.getTime().toString(16).padStart(12, '0')}7${random.slice(13, 16)}${random.slice(16)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** One transaction: every call of `next` sends the next of the recorded statements. */
class Turn {
  private at = 1; // the first is the look-up of the session, on a connection of its own
  now = new Date(0);
  subjects: unknown[] = [];
  outbox = '';
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
    const keep = `update bus.idempotency set response = ${quote(JSON.stringify(answer))}
      where account_id = ${quote(this.session.account_id)} and key = ${quote(String(asked.headers['idempotency-key']))}`;
    const statements = [this.outbox, isWrite ? keep : '', `select audit.append(${quote(body)})`, 'commit'];
    await this.client.query(statements.filter(Boolean).join(';\n'));
  }

  tell(topic: string, payload: Row): void {
    const quote = (text: string) => this.client.escapeLiteral(text);
    this.outbox = `insert into bus.outbox (id, topic, payload) values ('${uuidv7(this.now)}', ${quote(topic)}, ${quote(JSON.stringify(payload))})`;
  }
}

const BOOT = randomUUID();
let numbered = 0;

async function stage(turn: Turn, { name, body }: Asked): Promise<unknown> {
  const { account_id, organisation_id } = turn.session;
  const [client] = await turn.next<Named>([organisation_id, name]);
  const [facts] = await turn.next<{ spell_id: string; stage: string }>([client?.episode_id, organisation_id]);
  turn.subjects = [client?.audit_subject];
  const values = [facts?.spell_id, body['outcome'], null, account_id, uuidv7(turn.now), body['to']];
  const [moved] = await turn.next<Named>(values);
  turn.detail = {
    client: name,
    from: facts?.stage,
    outcome: body['outcome'],
    overridden: false,
    to: body['to'],
  };
  return { client: name, version: moved?.version };
}

async function accept(turn: Turn, { name, body }: Asked): Promise<unknown> {
  const { account_id, organisation_id } = turn.session;
  const [handoff] = await turn.next<Named & { urgency: string; stage: string }>([organisation_id, name]);
  const id = handoff?.id;
  turn.subjects = [handoff?.audit_subject];
  const [found] = await turn.next<{ source: Row }>([id]);
  const { categories: _, ...source } = found?.source ?? {};
  const packet = {
    ...source,
    identity: true,
    contact: true,
    urgency: handoff?.urgency,
    requested_stage: handoff?.stage,
  };
  const text = JSON.stringify(packet);
  const sha256 = createHash('sha256').update(text).digest();
  const fields = Object.keys(packet);
  const categories = ['contact', 'identity', 'safety', 'treatment'];
  await turn.next([id, 'D3', text, sha256, fields, categories, 'consent', 'eg-notice-1']);
  await turn.next([id]);
  const appointment = new Date(body['appointment_at'] ?? '');
  await turn.next([id, 'receiver', 'handoff.arrival', appointment]);
  turn.tell('handoff.moved', { handoff_id: id, side: 'sender' });
  const [moved] = await turn.next<Named>(
    [id, 'accepted', 'awaiting-arrival', turn.now, account_id, appointment, null, appointment],
  ); // prettier-ignore
  await turn.next([id]);
  turn.detail = { disclosed: 'D3', fields, from: 'received', handoff: name, to: 'accepted' };
  return { reference: name, state: 'accepted', business_state: 'awaiting-arrival', version: moved?.version };
}

async function inbox(turn: Turn): Promise<unknown> {
  const none = '00000000-0000-0000-0000-000000000000';
  const rows = await turn.next<Named & { handoff_subject: string }>([
    turn.session.organisation_id,
    '-infinity',
    none,
    26,
  ]);
  turn.subjects = rows.slice(0, 25).map((row) => row.audit_subject ?? row.handoff_subject);
  return { items: rows.slice(0, 25), next: rows[25]?.id ?? null };
}

async function client(turn: Turn, { name }: Asked): Promise<unknown> {
  const { organisation_id } = turn.session;
  const [found] = await turn.next<Named>([organisation_id, name]);
  turn.subjects = [found?.audit_subject];
  turn.detail = { client: name };
  const [page] = await turn.next([found?.episode_id, organisation_id]);
  return {
    client: name,
    version: found?.version,
    ...page,
    handoffs: await turn.next([organisation_id, found?.episode_id]),
  };
}

const WORKERS: Record<Work, (turn: Turn, asked: Asked) => Promise<unknown>> = {
  stage,
  accept,
  inbox,
  client,
};

/** Serves the four routes with node:http and pg alone: no framework, no check of what comes in beyond JSON.parse. */
export function serveBare(order: BareOrder): void {
  const pool = new pg.Pool({ connectionString: order.url, max: order.poolSize, keepAlive: true });
  pool.on('error', () => undefined);
  let rung = false;
  const ring = () => {
    if (rung) return;
    rung = true;
    setTimeout(() => {
      rung = false;
      void pool.query("select pg_notify('handrail_outbox', '')").catch(() => undefined);
    }, 5);
  };
  const answer = async (work: Work, asked: Asked): Promise<unknown> => {
    const statements = order.statements[work];
    const token = /(?:^|; )handrail=([^;]+)/.exec(asked.headers.cookie ?? '')?.[1] ?? '';
    const text = statements[0] ?? '';
    const values = [createHash('sha256').update(token).digest(), '10 minutes'];
    const { rows } = await pool.query<Session>({ name: nameOf(text), text, values });
    if (!rows[0]) throw new Error('nobody is signed in');
    const [action, purpose] = ACTIONS[work];
    const connection = await pool.connect();
    try {
      const turn = new Turn(connection, statements, rows[0]);
      const isWrite = work === 'stage' || work === 'accept';
      await turn.begin(purpose);
      if (isWrite) await turn.claim(action, asked);
      const said = await WORKERS[work](turn, asked);
      await turn.commit(action, purpose, asked, said, isWrite);
      if (turn.outbox) ring();
      return said;
    } catch (error) {
      await connection.query('rollback');
      throw error;
    } finally {
      connection.release();
    }
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body =
        chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>) : {};
      const { work, name } = routeOf(request.url ?? '');
      answer(work, { name, headers: request.headers, body }).then(
        (said) => send(response, 200, said),
        (error: Error) => send(response, 500, { error: error.message }),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as net.AddressInfo).port }));
}

function routeOf(url: string): { work: Work; name: string } {
  const [, , kind, name = '', verb] = url.split('/');
  if (kind === 'handoffs') return { work: 'accept', name };
  if (kind === 'clients') return { work: verb === undefined ? 'client' : 'stage', name };
  return { work: 'inbox', name: '' };
}

function send(response: http.ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': length });
  response.end(text);
}
