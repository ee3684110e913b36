import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.js';

/** Two minutes before the lock: one key is enough to stay, the button has the focus. */
export function IdleWarning({ seconds, onStay }: { seconds: number; onStay: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('session.warning_title')} onClose={onStay}>
      <Text mb="md">{t('session.warning', { count: seconds })}</Text>
      <Button onClick={onStay} data-autofocus>
        {t('session.stay')}
      </Button>
    </Dialog>
  );
}
