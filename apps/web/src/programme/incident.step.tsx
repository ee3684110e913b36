import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  APPEAL_OUTCOMES,
  CRITICAL_INCIDENTS,
  MEASURES,
  type AppealOutcome,
  type Measure,
} from '#domain/charter/programme.js';
import type { IncidentView, ProgrammeWritten } from '#domain/wire/programme.js';
import { appealIncident, decideIncident, hearClient, settleIncident, type Part } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { fieldId } from '../kit/field.id.js';
import { Choice } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { useMay } from '../session/session.context.js';
import { useSaved } from './programme.hook.js';

interface StepProps {
  readonly code: string;
  readonly of: IncidentView;
}

/** The one step that comes next, for whoever may take it. */
export function IncidentStep({ code, of }: StepProps) {
  const { t } = useTranslation();
  const may = useMay();
  const at = { client: code, id: of.id, version: of.version };
  if (of.state === 'reported' && may('incident.hear'))
    return (
      <WordsStep
        name={`hear-${of.id}`}
        label={t('programme.their_words')}
        submit={t('programme.hear')}
        act={(words, key) => hearClient(at, { words }, key)}
      />
    );
  if (of.state === 'heard' && may('incident.decide')) return <Decide at={at} of={of} />;
  if (of.state === 'decided' && may('incident.appeal'))
    return (
      <WordsStep
        name={`appeal-${of.id}`}
        label={t('programme.why_appeal')}
        submit={t('programme.appeal')}
        act={(words, key) => appealIncident(at, { words }, key)}
      />
    );
  return of.state === 'appealed' && may('incident.settle') ? <Settle at={at} /> : null;
}

function WordsStep(props: {
  name: string;
  label: string;
  submit: string;
  act: (words: string, key: string) => Promise<ProgrammeWritten>;
}) {
  const { name, label, submit, act } = props;
  const [words, setWords] = useState('');
  const saved = useSaved(() => setWords(''));
  const write = useChange(act, saved);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        write.run(words);
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={write.problem} />
        <Textarea
          id={fieldId(name)}
          label={label}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          error={write.errorOf('words')}
          autosize
          dir="auto"
        />
        <Group>
          <Button type="submit" variant="default" loading={write.pending} disabled={words.trim() === ''}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Decide({ at, of }: { at: Part; of: IncidentView }) {
  const { t } = useTranslation();
  const [measure, setMeasure] = useState<Measure | null>(null);
  const [words, setWords] = useState('');
  const saved = useSaved(() => undefined);
  const decide = useChange(
    (body: { measure: Measure; words: string }, key) => decideIncident(at, body, key),
    saved,
  );
  const measures = CRITICAL_INCIDENTS.includes(of.kind) ? (['none'] as const) : MEASURES;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (measure) decide.run({ measure, words });
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={decide.problem} />
        <Choice
          field={`measure-${of.id}`}
          label={t('programme.measure')}
          value={measure}
          onChange={setMeasure}
          options={measures.map((value) => ({ value, label: t(`codes.measure.${value}`) }))}
          error={decide.errorOf('measure')}
        />
        <Textarea
          id={fieldId(`decision-${of.id}`)}
          label={t('programme.why')}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          error={decide.errorOf('words')}
          autosize
          dir="auto"
        />
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={decide.pending}
            disabled={measure === null || words.trim() === ''}
          >
            {t('programme.decide')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Settle({ at }: { at: Part }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<AppealOutcome | null>(null);
  const saved = useSaved(() => undefined);
  const settle = useChange(
    (chosen: AppealOutcome, key) => settleIncident(at, { outcome: chosen }, key),
    saved,
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome) settle.run(outcome);
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={settle.problem} />
        <Choice
          field={`outcome-${at.id}`}
          label={t('programme.outcome')}
          value={outcome}
          onChange={setOutcome}
          options={APPEAL_OUTCOMES.map((value) => ({ value, label: t(`codes.appeal_outcome.${value}`) }))}
          error={settle.errorOf('outcome')}
        />
        <Group>
          <Button type="submit" variant="default" loading={settle.pending} disabled={outcome === null}>
            {t('programme.settle')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
