import { Button } from '@mantine/core';
import { IconLockOpen, IconShieldBolt } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../kit/later.js';
import { useMay } from '../session/session.context.js';

const EmergencyCardDialog = later(async () => (await import('./glass.dialogs.js')).EmergencyCardDialog);
const AskOpeningDialog = later(async () => (await import('./glass.dialogs.js')).AskOpeningDialog);

/** In an emergency one tap and one reason; for everything that can wait, a second person. */
export function GlassButtons({ code }: { code: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asked, setAsked] = useState<'emergency' | 'planned' | null>(null);
  return (
    <>
      {may('glass.emergency') ? (
        <Button
          color="red"
          variant="outline"
          leftSection={<IconShieldBolt size={18} aria-hidden />}
          onClick={() => setAsked('emergency')}
        >
          {t('glass.emergency')}
        </Button>
      ) : null}
      {may('glass.request') ? (
        <Button
          variant="default"
          leftSection={<IconLockOpen size={18} aria-hidden />}
          onClick={() => setAsked('planned')}
        >
          {t('glass.ask')}
        </Button>
      ) : null}
      {asked === 'emergency' ? <EmergencyCardDialog code={code} onClose={() => setAsked(null)} /> : null}
      {asked === 'planned' ? <AskOpeningDialog code={code} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
