import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from '../api.problem.js';

/** A random key of a change; getRandomValues also works on plain http inside a hospital's network. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export interface Change<V> {
  readonly run: (values: V) => void;
  readonly pending: boolean;
  readonly problem: ApiProblem | null;
  /** The sentence for one field of the form, where the answer named it. */
  readonly errorOf: (field: string) => string | undefined;
  readonly reset: () => void;
}

/**
 * One change to the world. Trying the same values again after no answer came reuses their Idempotency-Key, so that the
 * change is made once; other values, or an answer that was a decision, make it a new change.
 */
export function useChange<V, R>(
  act: (values: V, key: string) => Promise<R>,
  onDone?: (result: R, values: V) => unknown,
): Change<V> {
  const attempt = useRef<{ values: string; key: string } | null>(null);
  const keyFor = (values: V): string => {
    const written = JSON.stringify(values) ?? '';
    if (attempt.current?.values !== written) attempt.current = { values: written, key: newKey() };
    return attempt.current.key;
  };
  const mutation = useMutation<R, Error, V>({
    mutationFn: (values) => act(values, keyFor(values)),
    onSuccess: (result, values) => {
      attempt.current = null;
      return onDone?.(result, values);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.decided && error.code !== 'idempotency.in_progress')
        attempt.current = null;
    },
  });
  const problem = mutation.error ? asProblem(mutation.error) : null;
  return {
    run: (values) => {
      if (!mutation.isPending) mutation.mutate(values);
    },
    pending: mutation.isPending,
    problem,
    errorOf: (field) => problem?.fields.find((each) => each.field === field)?.detail,
    reset: mutation.reset,
  };
}

/** A defect of this app is shown like an answer that could not be read, never as a blank page. */
export const asProblem = (error: Error): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem({ status: 500, code: 'unreadable' });
