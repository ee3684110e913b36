import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../kit/later.js';

const ContactDialog = later(async () => (await import('./contact.dialog.js')).ContactDialog);

/** How a client may be reached, behind a button: numbers do not stand open on a screen. */
export function ContactButton({ code }: { code: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPhone size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('notices.contact_button')}
      </Button>
      {opened ? <ContactDialog code={code} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
