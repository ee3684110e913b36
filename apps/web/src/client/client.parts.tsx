import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import { readClient } from '../api.js';
import { useMay } from '../session/session.context.js';
import { tidyCode } from '../kit/text.js';

export const clientKey = (code: string) => ['client', code] as const;

/** One client, read under the code in the address. */
export function useClient() {
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  return { code, query: useQuery({ queryKey: clientKey(code), queryFn: () => readClient(code) }) };
}

/** Whether the reader's organisation works with the client now: only then are there buttons for changes. */
export const isLive = (client: ClientView): boolean =>
  client.own_custody && client.episode.closed_at === null;

/** Whether the next step is inside the own organisation: then moving on is the one primary button, else sending is. */
export const goesOnward = (client: ClientView): boolean =>
  client.moves.some(({ direction }) => direction === 'onward');

export function SendButton({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('handoff.send') || !isLive(client)) return null;
  return (
    <Button
      variant={goesOnward(client) ? 'default' : 'filled'}
      component={Link}
      to={`/clients/${client.client}/handoff`}
      leftSection={<IconSend size={18} aria-hidden className="mirrored" />}
    >
      {t('client.send')}
    </Button>
  );
}
