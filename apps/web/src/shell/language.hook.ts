import { useQueryClient } from '@tanstack/react-query';
import type { Language } from '#domain/charter/code-lists.js';
import { changeLanguage } from '../api.js';
import { speak } from '../i18n.js';
import { newKey } from '../kit/change.hook.js';
import { SESSION } from '../session/session.context.js';

/** Speaks another language at once and tells the server, whose own sentences follow. */
export function useChooseLanguage(): (language: Language) => Promise<void> {
  const client = useQueryClient();
  return async (language) => {
    await speak(language);
    void changeLanguage(language, newKey())
      .then((session) => client.setQueryData(SESSION, session))
      .catch(() => undefined);
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
  };
}
