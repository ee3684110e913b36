import { ActionIcon, Button } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bdi, isolated } from '../kit/text.js';
import { useSession } from '../session/session.context.js';
import { OwnLanguage } from './language.switch.js';

const AccountDialog = lazy(async () => ({ default: (await import('./account.form.js')).AccountDialog }));

/** Who is signed in; behind the name how they like the screen, and the way out. */
export function AccountMenu({ folded }: { folded: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const [opened, setOpened] = useState(false);
  return (
    <>
      {folded ? (
        <ActionIcon
          size="xl"
          variant="default"
          aria-label={`${t('kit.account')}: ${isolated(session.display_name)}`}
          onClick={() => setOpened(true)}
        >
          <IconUserCircle size={22} aria-hidden />
        </ActionIcon>
      ) : (
        <>
          <OwnLanguage />
          <Button
            variant="default"
            fullWidth
            justify="flex-start"
            leftSection={<IconUserCircle size={20} aria-hidden />}
            onClick={() => setOpened(true)}
          >
            <Bdi>{session.display_name}</Bdi>
          </Button>
        </>
      )}
      {opened ? (
        <Suspense fallback={null}>
          <AccountDialog onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
