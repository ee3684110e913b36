import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { say } from '../kit/notice.js';

export const PROGRAMMES_KEY = ['programmes'] as const;
export const programmeKey = (code: string) => ['programme', code] as const;

/** Reads programmes again after a change, says that it was saved, and goes on. */
export function useSaved(onDone: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => ['programme', PROGRAMMES_KEY[0]].includes(String(queryKey[0])),
    });
    say(t('app.saved'));
    onDone();
  };
}
