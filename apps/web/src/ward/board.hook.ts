import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../kit/notice.js';

export const BOARD_KEY = ['ward-board'] as const;
export const BEDS_KEY = ['beds'] as const;
export const HANDOVERS_KEY = ['handovers'] as const;
const SHOWN = [...BOARD_KEY, ...BEDS_KEY, ...HANDOVERS_KEY] as const;

/** Reads what shows the ward again after a change, says that it was saved, and goes on. */
export function useSaved(onDone: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => SHOWN.some((key) => key === queryKey[0]),
    });
    say(t('app.saved'));
    onDone();
  };
}
