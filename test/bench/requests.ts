import { randomUUID } from 'node:crypto';
import type { Move, Target, Walker, Work } from './work.js';

const DAY_MS = 86_400_000;

/** One request as it goes over the wire; both servers get the same bytes. */
export function requestOf(work: Work, target: Target): string {
  switch (work) {
    case 'inbox':
      return get('/api/work-items?limit=25', target);
    case 'client':
      return get(`/api/clients/${target.name}`, target);
    case 'stage': {
      // To and fro: a return asks for nothing, and an assessment has no criteria.
      const to = target.stage === 'treatment' ? 'assessment' : 'treatment';
      return post(`/api/clients/${target.name}/stage`, target, { to, outcome: 'moved_on_early' });
    }
    case 'accept':
      return post(`/api/handoffs/${target.name}/accept`, target, {
        appointment_at: new Date(Date.now() + DAY_MS).toISOString(),
      });
  }
}

/** The next move of a whole handoff. */
export function moveOf(move: Move, walker: Walker): string {
  const { client, receiver, consent, tokens, version } = walker;
  if (move === 'send') {
    const reason = 'Wishes to go on nearer to the family.';
    const content = {
      client,
      kind: 'transfer',
      receiver,
      stage: 'rehabilitation',
      urgency: 'routine',
      consent,
      reason,
    };
    return post('/api/handoffs', { token: tokens.sender, version: 0 }, content);
  }
  const contents = {
    take: undefined,
    accept: { appointment_at: new Date(Date.now() + DAY_MS).toISOString() },
    arrive: {},
    report: { outcome: 'settled', note: 'Came, and stays.' },
  };
  return post(
    `/api/handoffs/${walker.reference}/${move}`,
    { token: tokens.receiver, version },
    contents[move] ?? {},
  );
}

export function get(path: string, { token }: Pick<Target, 'token'>): string {
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: handrail=${token}\r\n\r\n`;
}

export function post(
  path: string,
  { token, version }: Pick<Target, 'token' | 'version'>,
  content: object,
): string {
  const body = JSON.stringify(content);
  const headers = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    `cookie: handrail=${token}`,
    `idempotency-key: ${randomUUID()}`,
    `if-match: "${version}"`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}

/** The target as it is after a request that succeeded. */
export function advance(work: Work, target: Target): void {
  if (work !== 'stage') return;
  target.version++;
  target.stage = target.stage === 'treatment' ? 'assessment' : 'treatment';
}
