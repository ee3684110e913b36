import { ActionIcon, Container, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFlask, IconLock, IconMenu2 } from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Label } from '../kit/text.js';
import { useSession } from '../session/session.context.js';
import { useEndSession } from '../session/session.gate.js';
import { AwayBanner } from './away.banner.js';
import { Keys } from './keys.js';
import { Side } from './side.js';

const SideDrawer = lazy(async () => ({ default: (await import('./side.drawer.js')).SideDrawer }));

/** From here on the names of the screens have room beside the content; below only their signs do, on a phone neither. */
const WIDE = '(min-width: 75em)';
const PHONE = '(max-width: 47.99em)';

/** A link jumped to from the keyboard, the side with the ways, and the screen; the focus follows the screen when it changes. */
export function Shell() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const content = useRef<HTMLElement>(null);
  const before = useRef(path);
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<boolean | null>(null);
  const folded = chosen ?? !isWide;
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    window.scrollTo(0, 0);
    content.current?.focus();
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
      <div className="frame" data-folded={folded || undefined}>
        {isPhone ? (
          <Top key={path} />
        ) : (
          <div className="side">
            <Side folded={folded} onFold={() => setChosen(!folded)} />
          </div>
        )}
        <div>
          <Ribbon />
          <AwayBanner />
          <main id="content" ref={content} tabIndex={-1} className="content">
            <Container size={1240} py="lg">
              <Outlet />
            </Container>
          </main>
        </div>
      </div>
      <Keys />
    </>
  );
}

/** Every screen of a demonstration says that it is one. */
function Ribbon() {
  const { t } = useTranslation();
  const { demo } = useSession();
  if (!demo) return null;
  return (
    <aside className="ribbon" aria-label={t('kit.demo')}>
      <IconFlask size={18} aria-hidden /> {t('kit.demo')}
    </aside>
  );
}

/** On a phone: the menu, whose house this is, and the lock. */
function Top() {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const end = useEndSession();
  const [opened, setOpened] = useState(false);
  return (
    <header className="top">
      <ActionIcon
        size="xl"
        variant="subtle"
        color="gray"
        aria-label={t('kit.menu')}
        aria-expanded={opened}
        onClick={() => setOpened(true)}
      >
        <IconMenu2 size={24} aria-hidden />
      </ActionIcon>
      <Text fw={700} className="brand" lineClamp={1}>
        <Label of={organisation.names} />
      </Text>
      <ActionIcon
        size="xl"
        variant="subtle"
        color="gray"
        aria-label={t('app.lock')}
        onClick={() => end({ forget: false })}
      >
        <IconLock size={22} aria-hidden />
      </ActionIcon>
      {opened ? (
        <Suspense fallback={null}>
          <SideDrawer onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}
