import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session.context.js';

/** The way to take somebody in, for whoever may. */
export function NewClientButton() {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('client.admit')) return null;
  return (
    <Button component={Link} to="/clients/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('app.new_client')}
    </Button>
  );
}
