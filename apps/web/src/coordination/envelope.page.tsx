import { Alert, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnvelopeView } from '#domain/wire/envelope.js';
import { readEnvelope } from '../api.handoffs.js';
import type { EnvelopeMove } from '../api.handoffs.js';
import { Section } from '../kit/section.js';
import { ClockList } from '../handoff/handoff.clocks.js';
import { useMay } from '../session/session.context.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { ClientCode, Facts, Instant, Label, Way, tidyCode, useTerms } from '../kit/text.js';
import { EnvelopeDialog } from './envelope.dialog.js';

export const envelopeKey = (reference: string) => ['envelope', reference] as const;

/** One handoff as the coordination office sees it: where it stands and since when, never what it is about. */
export function EnvelopePage() {
  const { t } = useTranslation();
  const { reference: typed } = useParams({ strict: false });
  const reference = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: envelopeKey(reference), queryFn: () => readEnvelope(reference) });
  return (
    <Page
      title={t('coordination.envelope')}
      actions={
        <Button component={Link} to="/coordination" variant="default">
          {t('coordination.back')}
        </Button>
      }
    >
      <Loaded query={query}>{(envelope) => <EnvelopeScreen envelope={envelope} />}</Loaded>
    </Page>
  );
}

function EnvelopeScreen({ envelope }: { envelope: EnvelopeView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <Stack gap="lg">
      <Card withBorder>
        <Group justify="space-between">
          <div>
            <Text fw={700} size="lg">
              <Way from={envelope.sender.names} to={envelope.receiver.names} />
            </Text>
            <Text>
              {t(`codes.kind.${envelope.kind}`)} · {terms.stage(envelope.stage)} ·{' '}
              <ClientCode of={envelope.reference} />
            </Text>
          </div>
          <Group gap="sm">
            {envelope.urgency === 'urgent' ? <Badge color="red">{t('codes.urgency.urgent')}</Badge> : null}
            <Badge variant="outline" className="wrapping">
              {t(`codes.state.${envelope.business_state}`)}
            </Badge>
          </Group>
        </Group>
        <ClockList
          clocks={envelope.clocks}
          names={{ sender: envelope.sender.names, receiver: envelope.receiver.names }}
        />
        <EnvelopeButtons envelope={envelope} />
      </Card>
      <Alert role="note" color="gray" variant="outline" icon={<IconEyeOff aria-hidden />}>
        <Text>{t('coordination.no_content')}</Text>
      </Alert>
      <EnvelopeFacts envelope={envelope} />
    </Stack>
  );
}

const MOVES: readonly EnvelopeMove[] = ['extend', 'overturn', 'reassign', 'recall'];

/** Steps that keep the handoff alive. */
const FORWARD: readonly EnvelopeMove[] = ['extend', 'overturn'];

/** More time is given once, and a decline is sent back once. */
const isSpent = (move: EnvelopeMove, envelope: EnvelopeView): boolean =>
  (move === 'extend' && envelope.extended_at !== null) ||
  (move === 'overturn' && envelope.overturned_at !== null);

function EnvelopeButtons({ envelope }: { envelope: EnvelopeView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<EnvelopeMove | null>(null);
  const moves = MOVES.filter(
    (move) => envelope.moves.includes(move) && may(`envelope.${move}`) && !isSpent(move, envelope),
  );
  if (moves.length === 0) return <Text mt="md">{t('coordination.nothing_to_do')}</Text>;
  return (
    <>
      <Group gap="sm" mt="lg">
        {moves.map((move) => (
          <Button
            key={move}
            variant={FORWARD.includes(move) ? 'filled' : 'default'}
            onClick={() => setAsking(move)}
          >
            {t(`codes.move.${move}`)}
          </Button>
        ))}
      </Group>
      {asking ? <EnvelopeDialog move={asking} envelope={envelope} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

function EnvelopeFacts({ envelope }: { envelope: EnvelopeView }) {
  const { t } = useTranslation();
  const dates = [
    { term: t('handoff.step_sent'), at: envelope.requested_at },
    { term: t('coordination.escalated_since'), at: envelope.escalated_at },
    { term: t('coordination.extended'), at: envelope.extended_at },
    { term: t('coordination.overturned'), at: envelope.overturned_at },
    { term: t('coordination.closed'), at: envelope.closed_at },
  ].flatMap(({ term, at }) => (at === null ? [] : [{ term, value: <Instant at={at} /> }]));
  return (
    <Section title={t('handoff.details')}>
      <Facts
        items={[
          ...(envelope.custodian
            ? [{ term: t('client.custody_item'), value: <Label of={envelope.custodian.names} /> }]
            : []),
          ...dates,
          ...(envelope.decline_reason
            ? [{ term: t('handoff.reason'), value: t(`codes.decline_reason.${envelope.decline_reason}`) }]
            : []),
        ]}
      />
    </Section>
  );
}
