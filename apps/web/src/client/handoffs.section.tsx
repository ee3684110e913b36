import { Alert, Group, Table, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OPEN_HANDOFF_STATES } from '#domain/charter/handoff.js';
import type { ClientView } from '#domain/wire/client.js';
import { PlainTable } from '../kit/list.js';
import { Instant, Label, useTerms } from '../kit/text.js';
import { Section } from '../kit/section.js';
import { SendButton } from './client.parts.js';

/** Requests that are open: at whom they lie, in sight without scrolling. */
export function WaitingFor({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const open = client.handoffs.filter(
    ({ side, state }) => side === 'sender' && OPEN_HANDOFF_STATES.some((each) => each === state),
  );
  if (open.length === 0) return null;
  return (
    <Alert
      role="note"
      color="calm"
      variant="outline"
      icon={<IconHourglass aria-hidden />}
      title={t('waits.title')}
    >
      <ul className="lines">
        {open.map(({ reference, receiver, business_state }) => (
          <li key={reference}>
            <Link to="/handoffs/$reference" params={{ reference }} className="row-link">
              <Label of={receiver.names} />
            </Link>
            {' · '}
            {t(`codes.state.${business_state}`)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

export function ClientHandoffs({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <Section title={t('client.handoffs')}>
      {client.handoffs.length === 0 ? (
        <>
          <Text mb="sm">{t('client.handoffs_empty')}</Text>
          <Group>
            <SendButton client={client} />
          </Group>
        </>
      ) : (
        <PlainTable
          label={t('client.handoffs')}
          columns={[t('handoffs.partner'), t('handoffs.stage'), t('handoffs.state'), t('handoffs.when')]}
          rows={client.handoffs.map((handoff) => (
            <Table.Tr key={handoff.reference}>
              <Table.Td>
                <Link
                  to="/handoffs/$reference"
                  params={{ reference: handoff.reference }}
                  className="row-link"
                >
                  <Label of={handoff.side === 'sender' ? handoff.receiver.names : handoff.sender.names} />
                </Link>
              </Table.Td>
              <Table.Td>{handoff.stage ? terms.stage(handoff.stage) : null}</Table.Td>
              <Table.Td>{t(`codes.state.${handoff.business_state}`)}</Table.Td>
              <Table.Td>
                {handoff.requested_at ? <Instant at={handoff.requested_at} /> : t('handoffs.not_sent')}
              </Table.Td>
            </Table.Tr>
          ))}
        />
      )}
    </Section>
  );
}
