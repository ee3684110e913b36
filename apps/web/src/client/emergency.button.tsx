import { Button } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import { later } from '../kit/later.js';
import { useMay } from '../session/session.context.js';

const EmergencyDialog = later(async () => (await import('./emergency.dialog.js')).EmergencyDialog);

/** Nothing stands in the way of an emergency: no consent, no place, no acceptance. */
export function EmergencyButton({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  const { now } = useSearch({ from: '/clients/$code' });
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  // Asked for from another screen, by the address; it is answered once.
  if (now === 'emergency' && !opened) setOpened(true);
  useEffect(() => {
    if (now !== undefined) void navigate({ to: '.', search: {}, replace: true });
  }, [now, navigate]);
  if (!may('handoff.emergency') || client.episode.closed_at !== null || client.scope === 'own_part')
    return null;
  return (
    <>
      <Button
        color="red"
        variant="outline"
        leftSection={<IconUrgent size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('emergency.title')}
      </Button>
      {opened ? <EmergencyDialog code={client.client} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
