import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { readHandoff } from '../api.handoffs.js';
import { handoffKey } from '../handoff/handoff.key.js';
import { ReadMove } from '../handoff/read.move.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { ClientCode, Way, tidyCode, useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { say } from '../kit/notice.js';

/**
 * Somebody is at the door whom nobody announced: their handoff is found by its reference, in whatever state it is, and the arrival
 * is recorded where that is possible.
 */
export function DoorSection() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState<string | null>(null);
  return (
    <Section title={t('day.arrivals.at_door')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const code = tidyCode(typed);
          setReference(code === '' ? null : code);
        }}
      >
        <Stack gap="sm">
          <Text>{t('day.arrivals.at_door_hint')}</Text>
          <Group align="flex-end">
            <TextInput
              id={fieldId('reference')}
              label={t('day.arrivals.reference')}
              {...LEFT_TO_RIGHT}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              w={260}
            />
            <Button type="submit" variant="default" disabled={typed.trim() === ''}>
              {t('day.arrivals.look')}
            </Button>
          </Group>
        </Stack>
      </form>
      {reference === null ? null : <Found reference={reference} />}
    </Section>
  );
}

function Found({ reference }: { reference: string }) {
  const query = useQuery({
    queryKey: handoffKey(reference),
    queryFn: () => readHandoff(reference),
    staleTime: 0,
  });
  return (
    <Stack mt="md" aria-live="polite">
      <Loaded query={query}>{(handoff) => <FoundHandoff handoff={handoff} />}</Loaded>
    </Stack>
  );
}

function FoundHandoff({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const terms = useTerms();
  const [asking, setAsking] = useState(false);
  const canArrive = handoff.moves.includes('arrive') && may('handoff.arrive');
  return (
    <div className="object">
      <Text fw={600}>
        <Way from={handoff.sender.names} to={handoff.receiver.names} />
      </Text>
      <Text fw={400}>
        {handoff.stage ? `${terms.stage(handoff.stage)} · ` : ''}
        {t(`codes.state.${handoff.business_state}`)} · <ClientCode of={handoff.reference} />
      </Text>
      <Group gap="sm" mt="sm">
        {canArrive ? (
          <Button onClick={() => setAsking(true)}>{t('codes.move.arrive')}</Button>
        ) : (
          <Text fw={400}>{t('day.arrivals.no_move')}</Text>
        )}
        <Button variant="default" component={Link} to={`/handoffs/${handoff.reference}`}>
          {t('day.arrivals.open')}
        </Button>
      </Group>
      {asking ? (
        <ReadMove
          move="arrive"
          reference={handoff.reference}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            say(t('day.arrivals.said'));
          }}
        />
      ) : null}
    </div>
  );
}
