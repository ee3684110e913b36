import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The way from a client to their rights. Its word comes alone: the rest of the words comes with the page. */
export function RightsButton({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <Button
      component={Link}
      to={`/clients/${code}/rights`}
      variant="default"
      leftSection={<IconScale size={18} aria-hidden />}
    >
      {t('ways.rights')}
    </Button>
  );
}
