import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from './api.problem.js';
import { currentLanguage, directionOf } from './i18n.js';
import { useNoticesTold } from './kit/notice.js';
import { router } from './router.js';
import { SESSION } from './session/session.context.js';
import { SessionGate } from './session/session.gate.js';
import { NOTHING_KEPT } from './shell/theme.keeper.js';
import { theme } from './theme.js';

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

/** The one page for people who have no account to sign in with yet. */
const JoinPage = lazy(async () => ({ default: (await import('./session/join.page.js')).JoinPage }));

/** Whatever asks and hears that nobody is signed in closes the gate; the page behind it is kept. */
const gateOnSignedOut = (error: Error): void => {
  if (error instanceof ApiProblem && error.signedOut) queries.setQueryData(SESSION, null);
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: gateOnSignedOut }),
  mutationCache: new MutationCache({ onError: gateOnSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.passing,
    },
    // A change is made again by a person, never by itself.
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Mantine has a direction of its own for what it computes in scripts; it follows the language. */
function Direction() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  useEffect(() => {
    setDirection(directionOf(currentLanguage()));
  }, [i18n.language, setDirection]);
  return null;
}

/** What draws notices comes with the first of them. */
function Notices() {
  const isTold = useNoticesTold();
  if (!isTold) return null;
  return (
    <Suspense fallback={null}>
      <Notifications position="bottom-center" withinPortal={false} />
    </Suspense>
  );
}

export function App() {
  return (
    <DirectionProvider initialDirection={directionOf(currentLanguage())} detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={NOTHING_KEPT}>
        <Direction />
        <QueryClientProvider client={queries}>
          {window.location.pathname === '/join' ? (
            <Suspense fallback={null}>
              <JoinPage />
            </Suspense>
          ) : (
            <SessionGate>
              <Notices />
              <RouterProvider router={router} />
            </SessionGate>
          )}
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
