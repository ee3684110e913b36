import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerChoice } from '#domain/wire/programme.js';
import { listColleagues } from '../api.day.js';
import { assignPeer, endPeer } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { fieldId } from '../kit/field.id.js';
import { DayField } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, isolated } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import type { ProgrammePart } from './part.js';
import { useSaved } from './programme.hook.js';

/** Somebody who has walked the road and was trained for it walks along. */
export function PeerSection({ code, enrolment: { peer }, writes }: ProgrammePart) {
  const { t } = useTranslation();
  const dates = useDates();
  const may = useMay();
  const saved = useSaved(() => undefined);
  const end = useChange((_: null, key) => endPeer(code, key), saved);
  return (
    <Section title={t('programme.peer')}>
      <Stack gap="sm">
        <ProblemAlert problem={end.problem} />
        {peer ? (
          <Text>
            <Bdi>{peer.name}</Bdi> · {t('programme.trained_on')} {dates.day(peer.trained_on)} ·{' '}
            {t('programme.since')} {dates.dayOf(peer.since)}
          </Text>
        ) : (
          <Text c="dimmed">{t('programme.no_peer')}</Text>
        )}
        {peer && writes && may('programme.peer_end') ? (
          <Group>
            <Button variant="default" size="compact-md" loading={end.pending} onClick={() => end.run(null)}>
              {t('programme.end_peer')}
            </Button>
          </Group>
        ) : null}
        {!peer && writes && may('programme.peer') ? <Assign code={code} /> : null}
      </Stack>
    </Section>
  );
}

function Assign({ code }: { code: string }) {
  const { t } = useTranslation();
  const [colleague, setColleague] = useState('');
  const [trained, setTrained] = useState('');
  const colleagues = useQuery({ queryKey: ['colleagues'], queryFn: listColleagues });
  const saved = useSaved(() => {
    setColleague('');
    setTrained('');
  });
  const assign = useChange((body: PeerChoice, key) => assignPeer(code, body, key), saved);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        assign.run({ colleague, trained_on: trained });
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={assign.problem} />
        <Group align="flex-start" gap="md">
          <NativeSelect
            id={fieldId('colleague')}
            label={t('programme.colleague')}
            value={colleague}
            onChange={({ currentTarget }) => setColleague(currentTarget.value)}
            data={[
              { value: '', label: t('programme.choose') },
              ...(colleagues.data ?? []).map((one) => ({
                value: one.colleague,
                label: isolated(one.display_name),
              })),
            ]}
            error={assign.errorOf('colleague')}
          />
          <DayField
            field="trained_on"
            label={t('programme.trained_on')}
            value={trained}
            onChange={setTrained}
            error={assign.errorOf('trained_on')}
          />
        </Group>
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={assign.pending}
            disabled={colleague === '' || trained === ''}
          >
            {t('programme.assign_peer')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
