import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#domain/charter/limits.js';
import { asProblem, newKey } from '../kit/change.hook.js';
import { notice, say } from '../kit/notice.js';
import { useShortcut } from '../kit/shortcuts.js';
import { useUndo } from '../kit/undo.toast.js';

/** Offers to take back what was just done: by the button of the notice, or with U. */
export type OfferUndo = (message: string, undo: (key: string) => Promise<unknown>) => void;

/** Reads again whatever lists and figures of work are on the screen. */
export function useRefreshWork(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    const words = ['work', 'handoff', 'handoffs', 'arrivals', 'absent'];
    await queries.invalidateQueries({ predicate: ({ queryKey }) => words.includes(String(queryKey[0])) });
  }, [queries]);
}

/** The last change that can be taken back: once, however it is asked for, and by its letter for as long as the server undoes a slip. */
export function useLastUndo(): OfferUndo {
  const { t } = useTranslation();
  const offer = useUndo();
  const refresh = useRefreshWork();
  const last = useRef<{ readonly run: () => void; readonly until: number } | null>(null);
  useShortcut({
    code: 'KeyU',
    label: t('kit.undo'),
    run: () => {
      if (last.current && Date.now() < last.current.until) last.current.run();
    },
  });
  return (message, undo) => {
    let isAsked = false;
    const once = (): void => {
      if (isAsked) return;
      isAsked = true;
      if (last.current?.run === once) last.current = null;
      undo(newKey())
        .then(() => say(t('day.undone')))
        .catch((error: Error) =>
          notice({
            color: 'red',
            title: t('day.not_undone'),
            message: asProblem(error).detail,
            closeButtonProps: { 'aria-label': t('app.close') },
          }),
        )
        .finally(() => void refresh());
    };
    last.current = { run: once, until: Date.now() + LIMITS.work_undo_seconds * 1000 };
    offer(message, once);
  };
}
