import { ActionIcon, Anchor, Badge, Button, Text, VisuallyHidden } from '@mantine/core';
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLock,
  IconSearch,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUnreviewed } from '../glass/unreviewed.hook.js';
import { Code, Label } from '../kit/text.js';
import { useUnread } from '../notices/unread.hook.js';
import { useMay, useSession } from '../session/session.context.js';
import { useEndSession } from '../session/session.gate.js';
import { AccountMenu } from './account.menu.js';
import { useNewWork } from './new.work.hook.js';
import { openPalette } from './palette.store.js';
import { GROUPS, SCREENS } from './screens.js';

interface SideProps {
  readonly folded: boolean;
  /** Folds and unfolds; not on a phone, where the side is a drawer. */
  readonly onFold?: (() => void) | undefined;
}

/** The way to every screen, whose house this is, who is at work, and the lock. */
export function Side({ folded, onFold }: SideProps) {
  const { t } = useTranslation();
  return (
    <>
      <House folded={folded} onFold={onFold} />
      <Navigation folded={folded} />
      <section className="side-end" aria-label={t('kit.account')}>
        <AccountMenu folded={folded} />
        <LockButton folded={folded} />
      </section>
    </>
  );
}

function House({ folded, onFold }: SideProps) {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const Icon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <header className="side-head">
      <div className="side-house">
        {folded ? null : (
          <div className="side-names">
            <Text fw={700} className="brand">
              <Label of={organisation.names} />
            </Text>
            {organisation.hotline ? (
              <Text size="sm" c="dimmed">
                {t('app.hotline')}{' '}
                <Anchor href={`tel:${organisation.hotline}`} size="sm" underline="always">
                  <Code>{organisation.hotline}</Code>
                </Anchor>
              </Text>
            ) : null}
          </div>
        )}
        {onFold ? (
          <ActionIcon
            size="xl"
            variant="subtle"
            color="gray"
            aria-expanded={!folded}
            aria-label={folded ? t('kit.unfold') : t('kit.fold')}
            onClick={onFold}
          >
            <Icon size={22} aria-hidden className="mirrored" />
          </ActionIcon>
        ) : null}
      </div>
      {folded ? (
        <ActionIcon size="xl" variant="default" aria-label={t('kit.find')} onClick={() => openPalette()}>
          <IconSearch size={20} aria-hidden />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          fullWidth
          justify="flex-start"
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={<kbd aria-hidden>/</kbd>}
          onClick={() => openPalette()}
        >
          {t('kit.find')}
        </Button>
      )}
    </header>
  );
}

function Navigation({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const fresh = useNewWork();
  const unreviewed = useUnreviewed();
  const unread = useUnread();
  return (
    <nav aria-label={t('app.navigation')} className="side-nav">
      {GROUPS.map((group) => {
        const screens = SCREENS.filter((screen) => screen.group === group && may(screen.action));
        if (screens.length === 0) return null;
        return (
          <div key={group} role="group" aria-label={t(`kit.group_${group}`)} className="side-group">
            {folded ? null : (
              <span className="side-title" aria-hidden>
                {t(`kit.group_${group}`)}
              </span>
            )}
            {screens.map(({ to, word, icon: Icon }) => (
              <Link
                key={to}
                title={folded ? t(word) : undefined}
                to={to}
                className="side-link"
                aria-label={t(word)}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon size={22} />
                {folded ? null : <span>{t(word)}</span>}
                {to === '/' && fresh > 0 ? (
                  <Fresh count={fresh} words={t('kit.new_work', { count: fresh })} />
                ) : null}
                {to === '/notices' && unread > 0 ? (
                  <Fresh count={unread} words={t('app.notices_unread', { count: unread })} />
                ) : null}
                {to === '/openings' && unreviewed > 0 ? (
                  <Fresh count={unreviewed} words={t('app.unreviewed', { count: unreviewed })} />
                ) : null}
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}

/** How much waits for whoever reads. The number is for the eye; the words are read out when it changes. */
function Fresh({ count, words }: { count: number; words: string }) {
  return (
    <>
      <Badge size="md" circle={count < 10} color="red" className="side-fresh" aria-hidden>
        {count > 99 ? '99+' : count}
      </Badge>
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  );
}

export function LockButton({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const end = useEndSession();
  const lock = (): void => end({ forget: false });
  if (folded) {
    return (
      <ActionIcon size="xl" variant="default" aria-label={t('app.lock')} onClick={lock}>
        <IconLock size={20} aria-hidden />
      </ActionIcon>
    );
  }
  return (
    <Button
      variant="default"
      fullWidth
      justify="flex-start"
      leftSection={<IconLock size={18} aria-hidden />}
      onClick={lock}
    >
      {t('app.lock')}
    </Button>
  );
}
