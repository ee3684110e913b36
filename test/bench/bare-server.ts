import { createHash } from 'node:crypto';
import http from 'node:http';
import type net from 'node:net';
import pg from 'pg';
import { nameOf, Turn, type Asked, type Session } from './bare-turn.js';
import { WORKERS } from './bare-work.js';
import type { RequestKind } from './work.js';

/** What the bare server is told: where the database is and the statements that the api sends for each request. */
export interface BareOrder {
  readonly url: string;
  readonly poolSize: number;
  readonly statements: Record<RequestKind, string[]>;
}

/** So much of the api as PostgreSQL notices: the same statements in the same round trips, and nothing else. */
const ACTIONS = {
  stage: ['stage.advance', 'care'],
  inbox: ['work.list', 'care'],
  client: ['client.view', 'care'],
  send: ['handoff.send', 'handoff'],
  take: ['handoff.take', 'handoff'],
  accept: ['handoff.accept', 'handoff'],
  arrive: ['handoff.arrive', 'handoff'],
  report: ['handoff.report', 'handoff'],
} as const satisfies Record<RequestKind, readonly [string, string]>;

const READS: readonly RequestKind[] = ['inbox', 'client'];

/** Serves the routes that are measured with node:http and pg alone: no framework, no check of what comes in beyond JSON.parse. */
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
  const answer = async (work: RequestKind, asked: Asked): Promise<unknown> => {
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
      const isWrite = !READS.includes(work);
      await turn.begin(purpose);
      if (isWrite) await turn.claim(action, asked);
      const said = await WORKERS[work](turn, asked);
      await turn.commit(action, purpose, asked, said, isWrite);
      if (turn.outbox.length > 0) ring();
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

function routeOf(url: string): { work: RequestKind; name: string } {
  const [, , kind, name = '', verb] = url.split('/');
  if (kind === 'handoffs') return { work: verb === undefined ? 'send' : (verb as RequestKind), name };
  if (kind === 'clients') return { work: verb === undefined ? 'client' : 'stage', name };
  return { work: 'inbox', name: '' };
}

function send(response: http.ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': length });
  response.end(text);
}
