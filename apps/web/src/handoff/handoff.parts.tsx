import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TransportState } from '#domain/charter/handoff.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { Section } from '../kit/section.js';
import { useMay } from '../session/session.context.js';
import { PlainTable } from '../kit/list.js';
import { Instant, Label } from '../kit/text.js';

/** Other partners that were asked for the same client, and the way to ask one more. */
export function Alternatives({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const isUnanswered = handoff.state === 'requested' || handoff.state === 'received';
  const canAsk =
    isUnanswered &&
    handoff.side === 'sender' &&
    handoff.kind === 'transfer' &&
    handoff.client !== null &&
    may('handoff.send');
  if (handoff.alternatives.length === 0 && !canAsk) return null;
  return (
    <Section
      title={t('handoff.alternatives')}
      actions={
        canAsk ? (
          <Button variant="default" component={Link} to={`/clients/${handoff.client ?? ''}/handoff`}>
            {t('handoff.ask_another')}
          </Button>
        ) : null
      }
    >
      {handoff.alternatives.length === 0 ? (
        <Text c="dimmed">{t('handoff.alternatives_empty')}</Text>
      ) : (
        <PlainTable
          label={t('handoff.alternatives')}
          columns={[t('handoffs.partner'), t('handoffs.state')]}
          rows={handoff.alternatives.map(({ reference, receiver, business_state: state }) => (
            <Table.Tr key={reference}>
              <Table.Td>
                <Link to="/handoffs/$reference" params={{ reference }} className="row-link">
                  <Label of={receiver.names} />
                </Link>
              </Table.Td>
              <Table.Td>{t(`codes.state.${state}`)}</Table.Td>
            </Table.Tr>
          ))}
        />
      )}
    </Section>
  );
}

const TRANSPORT_COLOURS: Readonly<Record<TransportState, string>> = {
  queued: 'gray',
  sent: 'gray',
  delivered: 'calm',
  failed: 'orange',
  dead: 'red',
};

/** Where the messages to the partner are: a delivered one has not been read by anybody yet. */
export function Messages({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  if (handoff.messages.length === 0) return null;
  return (
    <Section title={t('handoff.messages')}>
      <Text size="sm" c="dimmed">
        {t('handoff.messages_hint')}
      </Text>
      <ul className="lines">
        {handoff.messages.map(({ state, queued_at: at }, place) => (
          <li key={`${at} ${place}`}>
            <Group gap="sm">
              <Badge color={TRANSPORT_COLOURS[state]} variant="outline">
                {t(`codes.transport.${state}`)}
              </Badge>
              <Text size="sm" c="dimmed">
                <Instant at={at} />
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}
