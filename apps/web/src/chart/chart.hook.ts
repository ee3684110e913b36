import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../kit/notice.js';

export const chartKey = (code: string) => ['chart', code] as const;

/** Reads the chart again after a change, says that it was saved, and goes on. */
export function useSaved(code: string, onDone: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: chartKey(code) });
    void queries.invalidateQueries({ queryKey: ['work'] });
    say(t('app.saved'));
    onDone();
  };
}
