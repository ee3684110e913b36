import { Button } from '@mantine/core';
import { Link, Navigate, lazyRouteComponent } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from './kit/page.js';
import { EmptyState } from './kit/states.js';
import { useMay } from './session/session.context.js';
import { SCREENS } from './shell/screens.js';

const InboxPage = lazyRouteComponent(() => import('./inbox/inbox.page.js'), 'InboxPage');

/** The first screen a role has: the inbox for nearly everybody. */
export function Home() {
  const { t } = useTranslation();
  const may = useMay();
  const first = SCREENS.find(({ action }) => may(action));
  if (!first) return <EmptyState title={t('app.inbox')}>{t('session.no_screens')}</EmptyState>;
  return first.to === '/' ? <InboxPage /> : <Navigate to={first.to} replace />;
}

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.not_found_title')}>
      <EmptyState title={t('problem.not_found')}>
        <Button component={Link} to="/" variant="default">
          {t('problem.go_home')}
        </Button>
      </EmptyState>
    </Page>
  );
}

/** A defect of the screen itself: said plainly, with a way on. */
export function Crashed() {
  const { t } = useTranslation();
  return (
    <Page title={t('problem.failed_title')}>
      <EmptyState title={t('problem.crashed')}>
        <Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>
      </EmptyState>
    </Page>
  );
}
