import type { Problem } from '#domain/wire/common.js';

/** Ways in which no answer of the API was read at all; the screen has the words for them. */
export type LocalFailure = 'offline' | 'unreadable';

interface FieldProblem {
  readonly field: string;
  readonly detail: string;
}

/** An answer other than the one that was asked for: the API's own problem details, or the lack of any answer (status 0). */
export class ApiProblem extends Error {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly request: string | null;

  constructor(problem: Partial<Problem> & { status: number; code: string }) {
    super(problem.code);
    this.name = 'ApiProblem';
    this.title = problem.title ?? '';
    this.status = problem.status;
    this.detail = problem.detail ?? '';
    this.code = problem.code;
    this.fields = problem.errors ?? [];
    this.request = problem.request ?? null;
  }

  /** The service was not reached or is not able to answer now: trying again may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** Nobody is signed in any more (a wrong password is something else). */
  get signedOut(): boolean {
    return this.status === 401 && this.code !== 'session.credentials';
  }

  /** The API decided and stored nothing under the key of the change: trying again is a new change. */
  get decided(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 401 && this.status !== 429;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

/** Turns the body of a failed answer into a problem; what is not problem details becomes `unreadable`. */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (isProblem(body)) return new ApiProblem({ ...body, status });
  return new ApiProblem({ status, code: 'unreadable' satisfies LocalFailure });
}

export const offline = (): ApiProblem =>
  new ApiProblem({ status: 0, code: 'offline' satisfies LocalFailure });
