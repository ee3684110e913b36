import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../kit/notice.js';

/** A goal as it was read: whose, which, and the version a change is decided on. */
export interface GoalPart {
  readonly client: string;
  readonly id: string;
  readonly version: number;
}

export const plansKey = (code: string) => ['plans', code] as const;

/** Reads the plan again after a change, says that it was saved, and goes on. */
export function useSaved(code: string, onDone: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: plansKey(code) });
    void queries.invalidateQueries({ queryKey: ['work'] });
    say(t('app.saved'));
    onDone();
  };
}
