import { Button } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentsView } from '#domain/wire/consent.js';
import { later } from '../kit/later.js';
import { useMay } from '../session/session.context.js';

const PapersDialog = later(async () => (await import('./papers.dialog.js')).PapersDialog);

/** What the client may take with them, at their request; of the house that is responsible alone. */
export function PapersButton({ view }: { view: ConsentsView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may('paper.hand_over') || !view.own_custody) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileDownload size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('papers.hand_over')}
      </Button>
      {opened ? <PapersDialog view={view} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
