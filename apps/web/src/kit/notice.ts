import type { NotificationData } from '@mantine/notifications';
import { useSyncExternalStore } from 'react';

/**
 * Notices at the lower edge of the screen. What draws them is loaded with the first of them: most screens are opened, read and left
 * without one.
 */
const load = () => import('@mantine/notifications');

let isTold = false;
const listeners = new Set<() => void>();

/** Shows a notice; the other functions act on what was shown. */
export function notice(data: NotificationData): void {
  isTold = true;
  for (const listener of listeners) listener();
  void load().then(({ notifications }) => notifications.show(data));
}

/** Says one thing that goes away by itself. */
export const say = (message: string): void => notice({ message, withCloseButton: false });

export const hideNotice = (id: string): void => {
  void load().then(({ notifications }) => notifications.hide(id));
};

/** Takes away all notices: whoever comes next is told nothing of what was done before. */
export function clearNotices(): void {
  if (isTold) void load().then(({ notifications }) => notifications.clean());
}

/** Whether there has been anything to tell. */
export const useNoticesTold = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isTold,
  );
