import createClient from 'openapi-fetch';
import { offline, problemOf } from './api.problem.js';
import { currentLanguage } from './i18n.js';
import { recentlyActive } from './live/activity.js';
import { lost, reached } from './live/connection.js';
import type { paths } from './openapi.gen.js';

/** The client is typed by the document the API writes of itself: a route or a field that is not there fails the build. */
export const http = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // An answer that never came is told apart from every answer.
  fetch: (request) =>
    fetch(request).then(
      (response) => {
        reached();
        return response;
      },
      () => {
        lost();
        throw offline();
      },
    ),
});

http.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', currentLanguage());
    // What a screen reads by itself must not keep the session of an empty chair alive.
    if (request.method === 'GET' && !recentlyActive()) request.headers.set('handrail-background', '1');
    return request;
  },
});

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was asked for, or the problem as an ApiProblem. An answer that is no JSON at all is a problem too. */
export async function asked<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((failure: unknown) => {
    throw failure instanceof SyntaxError ? problemOf(502, undefined) : failure;
  });
  if (!response.ok || (data === undefined && response.status !== 204))
    throw problemOf(response.status, error);
  return data as T;
}

interface PlainRequest {
  readonly body?: object;
  readonly header?: Record<string, string>;
  /** The page is going away: the browser finishes the request by itself. */
  readonly last?: boolean;
  readonly as?: 'json' | 'blob';
}

/** A request the typed client has no way for: one that outlives its page, or an answer that is a file. */
export async function plain<T>(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  { body, header, last, as = 'json' }: PlainRequest = {},
): Promise<Answer<T>> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    keepalive: last ?? false,
    headers: {
      'accept-language': currentLanguage(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...header,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    lost();
    throw offline();
  });
  reached();
  if (response.status === 204) return { response };
  if (!response.ok) return { error: await response.json(), response };
  return { data: (as === 'blob' ? await response.blob() : await response.json()) as T, response };
}

/** Headers of a change: its key, which stays the same when it is tried again, and the version that was read. */
export const keyed = (key: string) => ({ 'Idempotency-Key': key });
export const versioned = (key: string, version: number) => ({
  'Idempotency-Key': key,
  'If-Match': `"${version}"`,
});

/** The cursor of the page that comes next; nothing asks for the first. */
export const page = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
