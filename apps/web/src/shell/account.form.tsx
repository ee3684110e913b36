import { Button, Radio, Stack, Switch, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { THEMES } from '#domain/wire/session.js';
import type { Theme } from '#domain/wire/session.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { Bdi } from '../kit/text.js';
import { usePrefer, usePreferences } from '../session/preferences.hook.js';
import { useSession } from '../session/session.context.js';
import { useEndSession } from '../session/session.gate.js';
import { OwnLanguage } from './language.switch.js';

/** How the person who is signed in likes the screen: language, look, keys, dates; and the way out. */
export function AccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('kit.account')} onClose={onClose}>
      <AccountForm />
    </Dialog>
  );
}

function AccountForm() {
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
      <OwnLanguage />
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
