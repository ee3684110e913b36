import { useQueryClient } from '@tanstack/react-query';
import { useContext } from 'react';
import type { Preferences } from '#domain/wire/session.js';
import { changePreferences } from '../api.desk.js';
import { newKey } from '../kit/change.hook.js';
import { SESSION, SessionContext } from './session.context.js';

const USUAL: Preferences = { theme: 'system', shortcuts: true, hijri: false };

/** How the person who is signed in likes the screens; the usual where nobody is. */
export const usePreferences = (): Preferences => useContext(SessionContext)?.preferences ?? USUAL;

/** Changes a preference at once on the screen and keeps it with the account. Where it cannot be kept it goes back. */
export function usePrefer(): (part: Partial<Preferences>) => void {
  const client = useQueryClient();
  const session = useContext(SessionContext);
  return (part) => {
    if (!session) return;
    const preferences = { ...session.preferences, ...part };
    client.setQueryData(SESSION, { ...session, preferences });
    changePreferences(preferences, newKey())
      .then((kept) => client.setQueryData(SESSION, kept))
      .catch(() => client.setQueryData(SESSION, session));
  };
}
