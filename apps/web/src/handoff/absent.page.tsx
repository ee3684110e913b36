import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HANDOFF } from '#domain/charter/handoff.js';
import type { BusinessState } from '#domain/charter/handoff.js';
import type { AbsentClient, HandoffDetail } from '#domain/wire/handoff.js';
import { listAbsent, readHandoff } from '../api.handoffs.js';
import { useMay } from '../session/session.context.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { usePaged } from '../kit/paged.hook.js';
import { Bdi, ClientCode, Due, Label } from '../kit/text.js';
import { handoffKey } from './handoff.page.js';
import { useMove } from './move.hook.js';
import { Call, Contact } from './sender.dialogs.js';

type Doing = 'contact' | 'call';

const allows = (state: BusinessState, move: Doing): boolean => move in HANDOFF[state];

/** Left us, still ours: clients who are out of the house and have not arrived anywhere yet. */
export function AbsentPage() {
  const { t } = useTranslation();
  const { query, items } = usePaged(['absent'], listAbsent, true);
  const [doing, setDoing] = useState<{ move: Doing; reference: string } | null>(null);
  return (
    <Page title={t('app.absent')}>
      <Text>{t('absent.intro')}</Text>
      <PagedTable
        query={query}
        items={items}
        label={t('app.absent')}
        columns={[
          t('handoff.client'),
          t('absent.on_the_way_to'),
          t('absent.left'),
          t('absent.contact'),
          t('absent.who'),
        ]}
        empty={<EmptyState title={t('absent.empty_title')}>{t('absent.empty')}</EmptyState>}
        row={(client) => (
          <AbsentRow
            key={client.handoff}
            client={client}
            onDo={(move) => setDoing({ move, reference: client.handoff })}
          />
        )}
      />
      {doing ? <DoDialog {...doing} onClose={() => setDoing(null)} /> : null}
    </Page>
  );
}

function AbsentRow({ client, onDo }: { client: AbsentClient; onDo: (move: Doing) => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const may = useMay();
  const doable = (['contact', 'call'] as const).filter(
    (move) => allows(client.business_state, move) && may(`handoff.${move}`),
  );
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/clients/$code" params={{ code: client.client }} className="row-link">
          <ClientCode of={client.client} />
        </Link>
      </Table.Td>
      <Table.Td>
        <Link to="/handoffs/$reference" params={{ reference: client.handoff }} className="row-link">
          <Label of={client.receiver.names} />
        </Link>
        <Text size="sm" c="dimmed">
          {t(`codes.state.${client.business_state}`)}
        </Text>
      </Table.Td>
      <Table.Td>
        {client.departed_at ? dates.relative(client.departed_at) : t('absent.not_recorded')}
      </Table.Td>
      <Table.Td>
        {client.contact_due_at ? <Due at={client.contact_due_at} /> : null}
        <Text size="sm" c="dimmed">
          {client.last_contact_at
            ? `${t('absent.last_contact')} ${dates.relative(client.last_contact_at)}`
            : t('absent.no_contact')}
        </Text>
      </Table.Td>
      <Table.Td>
        {client.caller ? (
          <Text>
            <Bdi>{client.caller}</Bdi>
          </Text>
        ) : (
          <Text c="dimmed">{t('absent.nobody')}</Text>
        )}
        <Group gap="xs" mt={4}>
          {doable.map((move) => (
            <Button key={move} size="compact-md" variant="default" onClick={() => onDo(move)}>
              {t(`codes.move.${move}`)}
            </Button>
          ))}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** The handoff is read first: what is written must stand on how it is now. */
function DoDialog({ move, reference, onClose }: { move: Doing; reference: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: handoffKey(reference),
    queryFn: () => readHandoff(reference),
    staleTime: 0,
  });
  return (
    <Dialog title={t(`codes.move.${move}`)} onClose={onClose}>
      <Loaded query={query}>{(handoff) => <DoForm move={move} handoff={handoff} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

function DoForm({ move, handoff, onClose }: { move: Doing; handoff: HandoffDetail; onClose: () => void }) {
  const change = useMove(handoff, onClose);
  const Form = move === 'contact' ? Contact : Call;
  return <Form handoff={handoff} change={change} onClose={onClose} />;
}
