import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';

const SavedViewsMenu = lazy(async () => ({
  default: (await import('./saved.views.menu.js')).SavedViewsMenu,
}));

/** The saved views of a screen: choose one, save what is on the screen now, throw one away. `screen`: `work`, `ward`. */
export function SavedViews({ screen }: { screen: string }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const button = (
    <Button
      variant="default"
      leftSection={<IconBookmark size={18} aria-hidden />}
      aria-haspopup="menu"
      onClick={() => setAsked(true)}
    >
      {t('kit.views')}
    </Button>
  );
  if (!isAsked) return button;
  return (
    <Suspense fallback={button}>
      <SavedViewsMenu screen={screen} />
    </Suspense>
  );
}
