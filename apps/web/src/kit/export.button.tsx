import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportedList } from '#domain/wire/desk.js';
import { useMay } from '../session/session.context.js';

const ExportDialog = lazy(async () => ({ default: (await import('./export.dialog.js')).ExportDialog }));

/** The list as it is on the screen, filters included, as a file; why is asked first and written into the audit. */
export function ExportButton({ list }: { list: ExportedList }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  if (!may('list.export')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('kit.export')}
      </Button>
      {asking ? (
        <Suspense fallback={null}>
          <ExportDialog list={list} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
