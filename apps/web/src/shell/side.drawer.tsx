import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Side } from './side.js';

/** The side on a phone: over the screen, closed by the first way that is taken. */
export function SideDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      title={t('kit.menu')}
      size="20rem"
      closeButtonProps={{ 'aria-label': t('app.close'), size: 'lg' }}
      classNames={{ body: 'drawer' }}
    >
      <Side folded={false} />
    </Drawer>
  );
}
