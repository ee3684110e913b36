import { createContext, useContext } from 'react';
import type { Action } from '#domain/charter/actions.js';
import type { SessionView } from '#domain/wire/session.js';

/** Under which key the session of this browser is read. */
export const SESSION = ['session'] as const;

export const SessionContext = createContext<SessionView | null>(null);

/** Who is signed in; only for what is drawn inside the session gate. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (!session) throw new Error('A screen was drawn outside the session gate.');
  return session;
}

/** Whether the roles of the reader open an action: buttons follow it, the server decides again. */
export function useMay(): (action: Action) => boolean {
  const { actions } = useSession();
  return (action) => actions.includes(action);
}
