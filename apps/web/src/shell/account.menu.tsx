import { ActionIcon, Button, Popover, Radio, Stack, Switch, Text } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { THEMES } from '#domain/wire/session.js';
import type { Theme } from '#domain/wire/session.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi } from '../kit/text.js';
import { usePrefer, usePreferences } from '../session/preferences.hook.js';
import { useSession } from '../session/session.context.js';
import { useEndSession } from '../session/session.gate.js';
import { useChooseLanguage } from './language.hook.js';
import { LanguageSwitch } from './language.switch.js';

/** Who is signed in, and how they like the screen: language, look, keys; and the way out. */
export function AccountMenu({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const [opened, setOpened] = useState(false);
  const press = (): void => setOpened(!opened);
  return (
    <>
      {folded ? null : <OwnLanguage />}
      <Popover opened={opened} onChange={setOpened} trapFocus position="right-end" width={300} withinPortal>
        <Popover.Target>
          {folded ? (
            <ActionIcon
              size="xl"
              variant="default"
              aria-label={`${t('kit.account')}: ${session.display_name}`}
              onClick={press}
            >
              <IconUserCircle size={22} aria-hidden />
            </ActionIcon>
          ) : (
            <Button
              variant="default"
              fullWidth
              justify="flex-start"
              leftSection={<IconUserCircle size={20} aria-hidden />}
              onClick={press}
            >
              <Bdi>{session.display_name}</Bdi>
            </Button>
          )}
        </Popover.Target>
        <Popover.Dropdown aria-label={t('kit.account')}>
          <AccountForm folded={folded} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function OwnLanguage() {
  const choose = useChooseLanguage();
  return <LanguageSwitch w="100%" onChosen={(language) => void choose(language)} />;
}

function AccountForm({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const dates = useDates();
  const preferences = usePreferences();
  const prefer = usePrefer();
  const end = useEndSession();
  return (
    <Stack gap="md">
      <div>
        <Text fw={600}>
          <Bdi>{session.display_name}</Bdi>
        </Text>
        <Text size="sm" c="dimmed">
          {dates.list(session.roles.map((role) => t(`codes.role.${role}`)))}
        </Text>
      </div>
      {folded ? <OwnLanguage /> : null}
      <Radio.Group
        label={t('kit.theme')}
        size="sm"
        value={preferences.theme}
        onChange={(theme) => prefer({ theme: theme as Theme })}
      >
        <Stack gap={6} mt={6}>
          {THEMES.map((theme) => (
            <Radio key={theme} size="sm" value={theme} label={t(`kit.theme_${theme}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={t('kit.letters')}
        checked={preferences.shortcuts}
        onChange={(event) => prefer({ shortcuts: event.currentTarget.checked })}
      />
      <Switch
        label={t('kit.hijri')}
        checked={preferences.hijri}
        onChange={(event) => prefer({ hijri: event.currentTarget.checked })}
      />
      <Button
        variant="default"
        leftSection={<IconLogout size={18} aria-hidden className="mirrored" />}
        onClick={() => end({ forget: true })}
      >
        {t('app.sign_out')}
      </Button>
    </Stack>
  );
}
