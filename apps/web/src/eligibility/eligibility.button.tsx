import { Button } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import { later } from '../kit/later.js';

const EligibilityDialog = later(async () => (await import('./eligibility.dialog.js')).EligibilityDialog);

/** The way to the tokens of a client. They are read when somebody asks for them, not whenever the page is opened. */
export function EligibilityButton({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="default"
        leftSection={<IconTicket size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('eligibility.title')}
      </Button>
      {opened ? (
        <EligibilityDialog
          client={client}
          onClose={() => {
            setOpened(false);
            // One window has followed another by now: the way back is not in the last one's memory.
            window.setTimeout(() => button.current?.focus());
          }}
        />
      ) : null}
    </>
  );
}
