import { List, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.js';
import { printed, useShortcutList } from '../kit/shortcuts.js';
import type { ShortcutSpec } from '../kit/shortcuts.js';
import { usePreferences } from '../session/preferences.hook.js';

/** Every key that does something here and now: those of the screen first. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { shortcuts } = usePreferences();
  const list = useShortcutList();
  const here = list.filter(({ scope }) => scope !== 'everywhere');
  const everywhere = list.filter(({ scope }) => scope === 'everywhere');
  return (
    <Dialog title={t('kit.keys')} onClose={onClose}>
      <Stack>
        {shortcuts ? null : <Text fw={600}>{t('kit.keys_off')}</Text>}
        <Keys title={t('kit.keys_here')} list={here} />
        <Keys title={t('kit.keys_everywhere')} list={everywhere} />
      </Stack>
    </Dialog>
  );
}

function Keys({ title, list }: { title: string; list: readonly ShortcutSpec[] }) {
  const { t } = useTranslation();
  if (list.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      <List listStyleType="none" className="keys" aria-label={title}>
        {list.map(({ code, then, label }) => (
          <List.Item key={`${code} ${then ?? ''}`}>
            <span>{label}</span>{' '}
            <bdi dir="ltr">
              <kbd>{printed(code)}</kbd>
              {then ? (
                <>
                  {' '}
                  {t('kit.key_then')} <kbd>{printed(then)}</kbd>
                </>
              ) : null}
            </bdi>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
