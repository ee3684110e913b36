import { Button, Group } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hideNotice, notice } from './notice.js';

/** Long enough to read, think and reach for it. */
const STANDS_MS = 9_000;
let turn = 0;

/**
 * Says what was done and offers to take it back for nine seconds; while the pointer or the focus is on it, it waits. Only for
 * what the server can really take back.
 */
export function useUndo(): (message: string, onUndo: () => void) => void {
  const { t } = useTranslation();
  return (message, onUndo) => {
    const id = `undo-${(turn += 1)}`;
    notice({
      id,
      autoClose: STANDS_MS,
      withCloseButton: true,
      closeButtonProps: { 'aria-label': t('app.close') },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <span>{message}</span>
          <Button
            size="compact-md"
            variant="default"
            miw="max-content"
            leftSection={<IconArrowBackUp size={18} aria-hidden className="mirrored" />}
            onClick={() => {
              hideNotice(id);
              onUndo();
            }}
          >
            {t('kit.undo')}
          </Button>
        </Group>
      ),
    });
  };
}
