import { Button } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { readSession } from '../api.js';
import { useAway } from '../live/connection.js';

const AGAIN_MS = 8_000;

/** While the service cannot be reached: said once, above everything; what was read stays. It is tried again by itself. */
export function AwayBanner() {
  const { t } = useTranslation();
  const away = useAway();
  const queries = useQueryClient();
  useEffect(() => {
    if (!away) return undefined;
    const timer = window.setInterval(() => void readSession().catch(() => undefined), AGAIN_MS);
    // Being back, everything on the screen is asked for again.
    return () => {
      window.clearInterval(timer);
      void queries.invalidateQueries();
    };
  }, [away, queries]);
  return (
    <div role="status" className="away">
      {away ? (
        <>
          <IconWifiOff size={20} aria-hidden />
          <span>{t('kit.away')}</span>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => void readSession().catch(() => undefined)}
          >
            {t('kit.away_retry')}
          </Button>
        </>
      ) : null}
    </div>
  );
}
