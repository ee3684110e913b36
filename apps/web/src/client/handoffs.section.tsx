import { Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import { PlainTable } from '../kit/list.js';
import { Instant, Label, useTerms } from '../kit/text.js';
import { Section } from '../kit/section.js';
import { SendButton } from './client.parts.js';

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
