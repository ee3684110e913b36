import { Badge, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_KINDS, type IncidentKind } from '#domain/charter/programme.js';
import type { IncidentReporting, IncidentView } from '#domain/wire/programme.js';
import { reportIncident } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { CodeSelect } from '../kit/code.select.js';
import { fieldId } from '../kit/field.id.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Facts, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { IncidentStep } from './incident.step.js';
import type { ProgrammePart } from './part.js';
import { useSaved } from './programme.hook.js';

/** What happened, and the fair procedure about each: heard, decided by somebody else, an appeal settled by a third. */
export function IncidentsSection({ code, enrolment: { incidents }, writes }: ProgrammePart) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Section title={t('programme.incidents')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('programme.incidents_words')}
        </Text>
        {incidents.map((one) => (
          <Incident key={one.id} code={code} of={one} writes={writes} />
        ))}
        {writes && may('incident.report') ? <Report code={code} /> : null}
      </Stack>
    </Section>
  );
}

function Incident({ code, of, writes }: { code: string; of: IncidentView; writes: boolean }) {
  const { t } = useTranslation();
  const said = (words: string | null): string => words ?? t('programme.forgotten');
  const facts = [
    { term: t('programme.reported'), value: <Words by={of.reported_by} said={said(of.words)} /> },
    ...(of.heard_at
      ? [{ term: t('programme.heard'), value: <Words by={null} said={said(of.heard_words)} /> }]
      : []),
    ...(of.decided_at && of.measure
      ? [
          {
            term: `${t('programme.decided')}: ${t(`codes.measure.${of.measure}`)}`,
            value: <Words by={of.decided_by} said={said(of.decision_words)} />,
          },
        ]
      : []),
    ...(of.state === 'appealed' || of.state === 'closed'
      ? [{ term: t('programme.appealed'), value: <Words by={null} said={said(of.appeal_words)} /> }]
      : []),
    ...(of.appeal_outcome
      ? [
          {
            term: t('programme.settled'),
            value: <Words by={of.settled_by} said={t(`codes.appeal_outcome.${of.appeal_outcome}`)} />,
          },
        ]
      : []),
  ];
  return (
    <Card withBorder component="article" aria-label={t(`codes.incident_kind.${of.kind}`)}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Text fw={600}>
            {t(`codes.incident_kind.${of.kind}`)} · <Instant at={of.happened_at} />
          </Text>
          <Badge variant="default">{t(`codes.incident_state.${of.state}`)}</Badge>
        </Group>
        <Facts items={facts} />
        {of.appeal_until ? (
          <Text size="sm">
            {t('programme.appeal_until')} <Instant at={of.appeal_until} />
          </Text>
        ) : null}
        {writes ? <IncidentStep code={code} of={of} /> : null}
      </Stack>
    </Card>
  );
}

function Words({ by, said }: { by: string | null; said: string }) {
  return (
    <>
      <Bdi>{said}</Bdi>
      {by ? (
        <>
          {' · '}
          <Bdi>{by}</Bdi>
        </>
      ) : null}
    </>
  );
}

function Report({ code }: { code: string }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<IncidentKind>('house_rules');
  const [words, setWords] = useState('');
  const saved = useSaved(() => setWords(''));
  const report = useChange((body: IncidentReporting, key) => reportIncident(code, body, key), saved);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        report.run({ kind, happened_at: null, words });
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={report.problem} />
        <CodeSelect
          field="incident_kind"
          label={t('programme.what')}
          value={kind}
          onChange={setKind}
          of={INCIDENT_KINDS}
          say={(value) => t(`codes.incident_kind.${value}`)}
          error={report.errorOf('kind')}
        />
        <Textarea
          id={fieldId('words')}
          label={t('programme.what_happened')}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          error={report.errorOf('words')}
          autosize
          dir="auto"
        />
        <Group>
          <Button type="submit" variant="default" loading={report.pending} disabled={words.trim() === ''}>
            {t('programme.report')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
