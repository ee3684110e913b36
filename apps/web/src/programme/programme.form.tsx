import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#domain/charter/limits.js';
import { PROGRAMME_KINDS, type ProgrammeKind } from '#domain/charter/programme.js';
import type { ProgrammeWriting } from '#domain/wire/programme.js';
import { addProgramme } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { CodeSelect } from '../kit/code.select.js';
import { fieldId } from '../kit/field.id.js';
import { NumberField } from '../kit/number.field.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { useSaved } from './programme.hook.js';

interface Phase {
  readonly key: number;
  readonly title: string;
  readonly days: number | null;
}

const FIRST: readonly Phase[] = [{ key: 0, title: '', days: 28 }];

/** Writes down a programme: its kind, its name, and the phases in the order in which they are walked. */
export function ProgrammeForm() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<ProgrammeKind>('residential_short');
  const [title, setTitle] = useState('');
  const [phases, setPhases] = useState(FIRST);
  const saved = useSaved(() => {
    setTitle('');
    setPhases(FIRST);
  });
  const add = useChange((body: ProgrammeWriting, key) => addProgramme(body, key), saved);
  const isWhole = title.trim() !== '' && phases.every((phase) => phase.title.trim() !== '' && phase.days);
  return (
    <Section title={t('programme.add')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add.run({
            kind,
            title,
            phases: phases.map((phase) => ({ title: phase.title, days: phase.days ?? 0 })),
          });
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={add.problem} />
          <CodeSelect
            field="kind"
            label={t('programme.kind')}
            value={kind}
            onChange={setKind}
            of={PROGRAMME_KINDS}
            say={(value) => t(`codes.programme_kind.${value}`)}
            error={add.errorOf('kind')}
          />
          <TextInput
            id={fieldId('title')}
            label={t('programme.title')}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
            error={add.errorOf('title')}
            autoComplete="off"
            dir="auto"
          />
          <Phases phases={phases} onChange={setPhases} error={add.errorOf('phases')} />
          <Group>
            <Button type="submit" loading={add.pending} disabled={!isWhole}>
              {t('programme.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Phases(props: {
  phases: readonly Phase[];
  onChange: (phases: readonly Phase[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const { phases, onChange, error } = props;
  const change = (key: number, part: Partial<Phase>): void =>
    onChange(phases.map((phase) => (phase.key === key ? { ...phase, ...part } : phase)));
  return (
    <Stack gap="sm" id={fieldId('phases')} tabIndex={-1}>
      {phases.map((phase, place) => (
        <Group key={phase.key} align="flex-start" gap="sm">
          <TextInput
            label={t('programme.phase_name', { place: place + 1 })}
            value={phase.title}
            onChange={({ currentTarget }) => change(phase.key, { title: currentTarget.value })}
            error={place === 0 ? error : undefined}
            autoComplete="off"
            dir="auto"
          />
          <NumberField
            field={`phases.${place}.days`}
            label={t('programme.phase_days', { place: place + 1 })}
            value={phase.days}
            onChange={(days) => change(phase.key, { days })}
            w={140}
          />
        </Group>
      ))}
      {phases.length < LIMITS.programme_phases_max ? (
        <Group>
          <Button
            variant="default"
            size="compact-md"
            onClick={() => onChange([...phases, { key: phases.length, title: '', days: 28 }])}
          >
            {t('programme.add_phase')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
