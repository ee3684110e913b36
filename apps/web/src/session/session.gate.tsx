import { Box } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionView } from '#domain/wire/session.js';
import { closeSession, readSession } from '../api.js';
import { ApiProblem } from '../api.problem.js';
import { asProblem } from '../kit/change.hook.js';
import { abandonForms, flushForms, pauseForms } from '../kit/kept.keeper.js';
import { clearNotices } from '../kit/notice.js';
import { FailedState, Waiting } from '../kit/states.js';
import { useHints } from '../live/hints.hook.js';
import { ThemeKeeper } from '../shell/theme.keeper.js';
import { useIdleLock } from './idle.hook.js';
import { SESSION, SessionContext } from './session.context.js';
import { SignInPage } from './sign-in.page.js';
import { hearTabs, tellTabs } from './tabs.js';

const IdleWarning = lazy(async () => ({ default: (await import('./idle.warning.js')).IdleWarning }));

const isOurs = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => queryKey[0] !== SESSION[0];

/**
 * What the last person has read, done and written leaves the memory of this page; and its address: nobody opens, in their own
 * name, the record that somebody else was looking at.
 */
function forget(client: QueryClient): void {
  abandonForms();
  window.history.replaceState(null, '', '/');
  clearNotices();
  client.removeQueries({ predicate: isOurs });
  client.getMutationCache().clear();
}

/** Who was here last on this page. */
let lastPerson: string | null = null;

/** Whoever comes after somebody else finds nothing of theirs, whichever way the change was noticed. */
function arrive(client: QueryClient, next: SessionView): SessionView {
  if (lastPerson !== null && lastPerson !== personOf(next)) forget(client);
  lastPerson = personOf(next);
  return next;
}

async function sessionOrNobody(client: QueryClient): Promise<SessionView | null> {
  try {
    return arrive(client, await readSession());
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/**
 * Draws the screens only for somebody who is signed in. When a session ends, the page is hidden, not thrown away: the same
 * person finds it as it was left, with the same input; for somebody else everything is forgotten, drawn and read anew.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery({
    queryKey: SESSION,
    queryFn: () => sessionOrNobody(client),
    staleTime: Infinity,
  });
  const [held, setHeld] = useState<SessionView | null>(null);
  const current = session.data ?? null;
  if (current && current !== held) setHeld(current);
  const isLocked = session.data === null && held !== null;
  const page = useFocusKept(isLocked);
  useTabs(client);
  useEffect(() => pauseForms(isLocked), [isLocked]);
  const open = (next: SessionView): void => {
    client.setQueryData(SESSION, arrive(client, next));
    void client.invalidateQueries({ predicate: isOurs });
    tellTabs('opened');
  };
  const someoneElse = (): void => {
    forget(client);
    lastPerson = null;
    setHeld(null);
    tellTabs('left');
  };
  if (session.data === undefined) {
    return (
      <Box maw={600} mx="auto" p="xl" component="main">
        {session.error ? (
          <FailedState problem={asProblem(session.error)} onRetry={() => void session.refetch()} />
        ) : (
          <Waiting />
        )}
      </Box>
    );
  }
  const shown = current ?? held;
  return (
    <SessionContext value={shown}>
      <ThemeKeeper />
      {current ? null : (
        <SignInPage
          key={held?.login ?? ''}
          locked={held?.login ?? null}
          onOpen={open}
          onSomeoneElse={someoneElse}
        />
      )}
      {shown ? (
        <>
          <div hidden={!current} key={personOf(shown)} ref={page}>
            {children}
            <div id="overlays" />
          </div>
          {current ? <SignedIn minutes={current.idle_minutes} /> : null}
        </>
      ) : null}
    </SessionContext>
  );
}

const personOf = (session: SessionView): string => `${session.organisation.code} ${session.login}`;

/** Where the keyboard was before the lock, it is after it. */
function useFocusKept(isLocked: boolean): React.RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && page.current?.contains(target)) last.current = target;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  const wasLocked = useRef(false);
  useEffect(() => {
    if (wasLocked.current && !isLocked && last.current?.isConnected) last.current.focus();
    wasLocked.current = isLocked;
  }, [isLocked]);
  return page;
}

/** What one tab does with the session, the others follow: they share it. */
function useTabs(client: QueryClient): void {
  useEffect(
    () =>
      hearTabs((word) => {
        if (word === 'opened') void client.refetchQueries({ queryKey: SESSION });
        else if (word === 'locked') client.setQueryData(SESSION, null);
        else window.location.reload();
      }),
    [client],
  );
}

/**
 * Ends the session here, in the other tabs and on the server; what is typed is kept first. `forget` throws the page away too, as
 * signing out does.
 */
export function useEndSession(): (options: { forget: boolean }) => void {
  const client = useQueryClient();
  return ({ forget: leaves }) => {
    const ended = flushForms(true)
      .then(() => closeSession())
      .catch(() => undefined);
    if (leaves) {
      void ended.finally(() => {
        tellTabs('left');
        window.location.assign('/');
      });
      return;
    }
    client.setQueryData(SESSION, null);
    tellTabs('locked');
  };
}

/** What runs only while somebody is signed in: the hints of the server, and the lock of a computer that nobody sits at. */
function SignedIn({ minutes }: { minutes: number }) {
  useHints();
  const end = useEndSession();
  const client = useQueryClient();
  const { locksInSeconds, stay } = useIdleLock(
    minutes,
    () => end({ forget: false }),
    () => void client.refetchQueries({ queryKey: SESSION }),
  );
  if (locksInSeconds === null) return null;
  return (
    <Suspense fallback={null}>
      <IdleWarning seconds={locksInSeconds} onStay={stay} />
    </Suspense>
  );
}
