import { useSyncExternalStore } from 'react';

/** Whether the last request reached the service. Requests tell; nothing is asked only to find out while all is well. */
let isAway = false;
const listeners = new Set<() => void>();

function set(away: boolean): void {
  if (isAway === away) return;
  isAway = away;
  for (const listener of listeners) listener();
}

export const reached = (): void => set(false);
export const lost = (): void => set(true);

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  const offline = (): void => set(true);
  window.addEventListener('offline', offline);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('offline', offline);
  };
};

/** True while the service cannot be reached. */
export const useAway = (): boolean => useSyncExternalStore(listen, () => isAway);
