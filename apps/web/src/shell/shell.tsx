import { Anchor, Box, Button, Container, Group, Text } from '@mantine/core';
import { IconLock, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '#domain/charter/actions.js';
import { changeLanguage } from '../api.js';
import { useMay, useSession } from '../session/session.context.js';
import { SESSION, useEndSession } from '../session/session.gate.js';
import { newKey } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi, Code, Label } from '../kit/text.js';
import { LanguageSwitch } from './language.switch.js';

/** The screens of the top row and the action that opens each. */
export const SCREENS = [
  { to: '/', word: 'inbox', action: 'work.list' },
  { to: '/handoffs', word: 'handoffs', action: 'handoff.list' },
  { to: '/absent', word: 'absent', action: 'handoff.absent' },
  { to: '/clients', word: 'clients', action: 'client.list' },
  { to: '/coordination', word: 'coordination', action: 'envelope.list' },
  { to: '/places', word: 'places', action: 'capacity.list' },
  { to: '/loop', word: 'loop', action: 'indicators.loop' },
  { to: '/audit', word: 'audit', action: 'audit.events' },
] as const satisfies readonly { to: string; word: string; action: Action }[];

/** A link jumped to from the keyboard, the top row, and the screen; the focus follows the screen when it changes. */
export function Shell() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const content = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else {
      window.scrollTo(0, 0);
      content.current?.focus();
    }
  }, [path]);
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => (event.preventDefault(), content.current?.focus())}
      >
        {t('app.skip')}
      </a>
      <TopRow />
      <main id="content" ref={content} tabIndex={-1} className="content">
        <Container size={1120} py="lg">
          <Outlet />
        </Container>
      </main>
    </>
  );
}

function TopRow() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Box component="header" className="top">
      <Container size={1120}>
        <Group justify="space-between" py="sm" gap="md">
          <Who />
          <Leave />
        </Group>
        <nav aria-label={t('app.navigation')}>
          <Group gap={4}>
            {SCREENS.filter(({ action }) => may(action)).map(({ to, word }) => (
              <Link
                key={to}
                to={to}
                className="tab"
                activeOptions={{ exact: to === '/' }}
                activeProps={{ 'aria-current': 'page' }}
              >
                {t(`app.${word}`)}
              </Link>
            ))}
          </Group>
        </nav>
      </Container>
    </Box>
  );
}

function Who() {
  const { t } = useTranslation();
  const session = useSession();
  const dates = useDates();
  const { hotline } = session.organisation;
  return (
    <Box className="who">
      <Text fw={700} className="brand">
        <Label of={session.organisation.names} />
      </Text>
      <Text size="sm" c="dimmed">
        <Bdi>{session.display_name}</Bdi>
        {' · '}
        {dates.list(session.roles.map((role) => t(`codes.role.${role}`)))}
        {hotline ? (
          <>
            {' · '}
            {t('app.hotline')}{' '}
            <Anchor href={`tel:${hotline}`} size="sm" underline="always">
              <Code>{hotline}</Code>
            </Anchor>
          </>
        ) : null}
      </Text>
    </Box>
  );
}

function Leave() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const end = useEndSession();
  return (
    <Group gap="sm">
      <LanguageSwitch
        onChosen={(language) => {
          void changeLanguage(language, newKey())
            .then((session) => client.setQueryData(SESSION, session))
            .catch(() => undefined);
          void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
        }}
      />
      <Button
        variant="default"
        leftSection={<IconLock size={18} aria-hidden />}
        onClick={() => end({ forget: false })}
      >
        {t('app.lock')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconLogout size={18} aria-hidden className="mirrored" />}
        onClick={() => end({ forget: true })}
      >
        {t('app.sign_out')}
      </Button>
    </Group>
  );
}
