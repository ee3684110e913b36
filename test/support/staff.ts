import { randomUUID } from 'node:crypto';
import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { Problem } from '#domain/wire/common.js';

/** What came back over HTTP. */
export class Answer<T = unknown> {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  /** The content, as the caller expects it; a test that is wrong about it fails where it looks. */
  get body(): T {
    return JSON.parse(this.text) as T;
  }

  get problem(): Problem {
    return JSON.parse(this.text) as Problem;
  }

  get etag(): string {
    return this.headers.get('etag') ?? '';
  }
}

export interface Sending {
  /** Idempotency-Key; null sends none. Unless given, each change gets a new one. */
  readonly key?: string | null;
  /** Version for If-Match. */
  readonly version?: number;
  readonly headers?: Record<string, string>;
}

export interface Request extends Sending {
  readonly method: string;
  readonly path: string;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
}

/** One HTTP client of one account: keeps the cookie, names each change, reads every answer. */
export class Staff {
  language: Language = 'en';

  constructor(
    readonly url: string,
    readonly login: string,
    readonly cookie: string | undefined,
  ) {}

  static async signIn(url: string, login: string, password = DEMO_PASSWORD): Promise<Staff> {
    const nobody = new Staff(url, login, undefined);
    const answer = await nobody.post('/api/session', { login, password }, { key: null });
    if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.text}`);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0];
    return new Staff(url, login, cookie);
  }

  async send<T>({ method, path, body, key, version, headers = {} }: Request): Promise<Answer<T>> {
    const isChange = method !== 'GET' && method !== 'HEAD';
    const name = key === undefined && isChange ? randomUUID() : key;
    const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'accept-language': this.language,
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(typeof name === 'string' ? { 'idempotency-key': name } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content as string }),
    });
    return new Answer<T>(response.status, response.headers, await response.text());
  }

  get<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>({ ...sending, method: 'GET', path });
  }

  post<T>(path: string, body?: unknown, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>({ ...sending, method: 'POST', path, body });
  }

  put<T>(path: string, body: unknown, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>({ ...sending, method: 'PUT', path, body });
  }

  delete<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>({ ...sending, method: 'DELETE', path });
  }
}
