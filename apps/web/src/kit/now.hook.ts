import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The present, in milliseconds; whatever is drawn from it is drawn again twice a minute, all with one timer. */
export const useNow = (): number =>
  useSyncExternalStore(listen, () => {
    // After a pause without anybody listening the time kept here is old.
    if (timer === undefined) now = Date.now();
    return now;
  });
