/**
 * Waits for something that may never answer, such as a command to a Redis that is away, for so many milliseconds. What
 * comes later is let go: whoever waits must be able to bear that it happened all the same.
 */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new LateError(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

class LateError extends Error {
  readonly code = 'late';
}

/** The short name of what went wrong, for logs and the outbox: a code or a class, never the text, which may hold data. */
export function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
