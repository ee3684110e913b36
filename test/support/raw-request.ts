import { request as httpRequest } from 'node:http';
import { Answer } from './staff.js';

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly version?: number;
  readonly headers?: Record<string, string | string[]>;
}

/** Sends a request with Node's own client: addresses, methods and doubled headers that fetch would mend on the way. */
export function sendRaw(
  url: string,
  cookie: string | undefined,
  { method = 'GET', path, body, version, headers = {} }: RawRequest,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        path,
        method,
        headers: {
          ...(cookie === undefined ? {} : { cookie }),
          ...(version === undefined ? {} : { 'if-match': String(version) }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve(
            new Answer(
              response.statusCode ?? 0,
              new Headers(response.headers as Record<string, string>),
              text,
            ),
          ),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
