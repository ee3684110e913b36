import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STAGES } from '#domain/charter/pathway.js';
import { BED_DESIGNATIONS, BED_FEATURES } from '#domain/charter/ward.js';
import type { BedWriting } from '#domain/wire/ward.js';
import { addBed } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { CodeSelect } from '../kit/code.select.js';
import { fieldId } from '../kit/field.id.js';
import { Ticks } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { useTerms } from '../kit/text.js';
import { useSaved } from './board.hook.js';

const EMPTY: BedWriting = {
  site: null,
  stage: 'treatment',
  label: '',
  room: '',
  designation: 'any',
  features: [],
};

/** Writes down a bed of the main site. */
export function BedForm() {
  const { t } = useTranslation();
  const terms = useTerms();
  const [bed, setBed] = useState<BedWriting>(EMPTY);
  const change = (part: Partial<BedWriting>): void => setBed({ ...bed, ...part });
  const saved = useSaved(() => setBed({ ...bed, label: '' }));
  const add = useChange((body: BedWriting, key) => addBed(body, key), saved);
  return (
    <Section title={t('board.add_title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add.run(bed);
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={add.problem} />
          <Group align="flex-start" gap="md">
            <Names bed={bed} change={change} errorOf={add.errorOf} />
            <CodeSelect
              field="stage"
              label={t('board.stage')}
              value={bed.stage}
              onChange={(stage) => change({ stage })}
              of={STAGES}
              say={terms.stage}
              error={add.errorOf('stage')}
            />
            <CodeSelect
              field="designation"
              label={t('board.designation')}
              value={bed.designation}
              onChange={(designation) => change({ designation })}
              of={BED_DESIGNATIONS}
              say={(value) => t(`codes.bed_designation.${value}`)}
              error={add.errorOf('designation')}
            />
          </Group>
          <Ticks
            field="features"
            label={t('board.features')}
            value={bed.features}
            onChange={(features) => change({ features })}
            options={BED_FEATURES.map((value) => ({ value, label: t(`codes.bed_feature.${value}`) }))}
            error={add.errorOf('features')}
          />
          <Group>
            <Button
              type="submit"
              loading={add.pending}
              disabled={bed.label.trim() === '' || bed.room.trim() === ''}
            >
              {t('board.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** Where it stands and how people call it. */
function Names(props: {
  bed: BedWriting;
  change: (part: Partial<BedWriting>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { bed, change, errorOf } = props;
  return (
    <>
      {(['room', 'label'] as const).map((field) => (
        <TextInput
          key={field}
          id={fieldId(field)}
          label={t(field === 'room' ? 'board.room' : 'board.bed')}
          value={bed[field]}
          onChange={({ currentTarget }) => change({ [field]: currentTarget.value })}
          error={errorOf(field)}
          autoComplete="off"
          dir="auto"
        />
      ))}
    </>
  );
}
