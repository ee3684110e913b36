import createClient from 'openapi-fetch';
import { offline, problemOf } from './api.problem.js';
import { currentLanguage } from './i18n.js';
import type { paths } from './openapi.gen.js';

/** The client is typed by the document the API writes of itself: a route or a field that is not there fails the build. */
export const http = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // An answer that never came is told apart from every answer.
  fetch: (request) =>
    fetch(request).catch(() => {
      throw offline();
    }),
});

http.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', currentLanguage());
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

/** Headers of a change: its key, which stays the same when it is tried again, and the version that was read. */
export const keyed = (key: string) => ({ 'Idempotency-Key': key });
export const versioned = (key: string, version: number) => ({
  'Idempotency-Key': key,
  'If-Match': `"${version}"`,
});

/** The cursor of the page that comes next; nothing asks for the first. */
export const page = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
