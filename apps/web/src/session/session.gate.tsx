import { Box, Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '#domain/wire/session.js';
import { closeSession, readSession } from '../api.js';
import { ApiProblem } from '../api.problem.js';
import { FailedState, Waiting } from '../kit/states.js';
import { asProblem } from '../kit/change.hook.js';
import { Dialog } from '../kit/dialog.js';
import { useIdleLock } from './idle.hook.js';
import { SessionContext } from './session.context.js';
import { SignInPage } from './sign-in.page.js';

export const SESSION = ['session'] as const;

async function sessionOrNobody(): Promise<SessionView | null> {
  try {
    return await readSession();
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/**
 * Draws the screens only for somebody who is signed in. When a session ends, the page is hidden, not thrown away: the same
 * person finds it as it was left; for somebody else everything is drawn and read anew.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery({ queryKey: SESSION, queryFn: sessionOrNobody, staleTime: Infinity });
  const [held, setHeld] = useState<SessionView | null>(null);
  const current = session.data ?? null;
  if (current && current !== held) setHeld(current);
  const open = (next: SessionView): void => {
    if (held && !samePerson(held, next))
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    client.setQueryData(SESSION, next);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
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
    <>
      {current ? null : <SignInPage key={held?.login ?? ''} locked={held?.login ?? null} onOpen={open} />}
      {shown ? (
        <SessionContext value={shown}>
          <div hidden={!current} key={personOf(shown)}>
            {children}
            <div id="overlays" />
          </div>
          {current ? <IdleLock minutes={current.idle_minutes} /> : null}
        </SessionContext>
      ) : null}
    </>
  );
}

const personOf = (session: SessionView): string => `${session.organisation.code} ${session.login}`;

const samePerson = (one: SessionView, other: SessionView): boolean => personOf(one) === personOf(other);

/** Ends the session here and on the server. `forget` throws the page away too, as signing out does. */
export function useEndSession(): (options: { forget: boolean }) => void {
  const client = useQueryClient();
  return ({ forget }) => {
    const ended = closeSession().catch(() => undefined);
    if (forget) void ended.finally(() => window.location.assign('/'));
    else client.setQueryData(SESSION, null);
  };
}

function IdleLock({ minutes }: { minutes: number }) {
  const { t } = useTranslation();
  const end = useEndSession();
  const client = useQueryClient();
  const { locksInSeconds, stay } = useIdleLock(
    minutes,
    () => end({ forget: false }),
    () => void client.refetchQueries({ queryKey: SESSION }),
  );
  if (locksInSeconds === null) return null;
  return (
    <Dialog title={t('session.warning_title')} onClose={stay}>
      <Text mb="md">{t('session.warning', { count: locksInSeconds })}</Text>
      <Button onClick={stay} data-autofocus>
        {t('session.stay')}
      </Button>
    </Dialog>
  );
}
