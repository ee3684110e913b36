import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SUBSTANCES, type Substance } from '#domain/charter/code-lists.js';
import {
  MEDICAL_FACTS,
  TOXICOLOGY_RESULTS,
  type MedicalFact,
  type ToxicologyResult,
} from '#domain/charter/medicine.js';
import type { FactWriting } from '#domain/wire/medicine.js';
import { recordFact } from '../api.medicines.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice, TriState } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { CodeSelect } from '../kit/code.select.js';
import { useSaved } from './medicine.hook.js';
import { instantOfWhen, WhenField, type When } from './when.field.js';

const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];
/** These two are about a substance. */
const OF_SUBSTANCE: readonly MedicalFact[] = ['substance_use', 'toxicology'];

interface Draft {
  readonly kind: MedicalFact;
  readonly substance: Substance;
  readonly result: ToxicologyResult | null;
  readonly long_acting: boolean | null;
  readonly when: When;
}

const EMPTY: Draft = {
  kind: 'overdose_talk',
  substance: 'opioids',
  result: null,
  long_acting: null,
  when: null,
};

const asksHowLong = ({ kind, substance }: Draft): boolean =>
  kind === 'substance_use' && substance === 'opioids';

function factOf(draft: Draft, zone: string): FactWriting {
  return {
    kind: draft.kind,
    at: instantOfWhen(draft.when, zone),
    substance: OF_SUBSTANCE.includes(draft.kind) ? draft.substance : null,
    result: draft.kind === 'toxicology' ? draft.result : null,
    long_acting: asksHowLong(draft) ? draft.long_acting : null,
  };
}

/** Writes down one of them: only what belongs to it is asked. */
export function FactForm({ code }: { code: string }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const saved = useSaved(() => setDraft(EMPTY));
  const write = useChange((body: FactWriting, key) => recordFact(code, body, key), saved);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        write.run(factOf(draft, zone));
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={write.problem} />
        <CodeSelect
          field="kind"
          label={t('medicines.fact')}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          of={MEDICAL_FACTS}
          say={(value) => t(`codes.medical_fact.${value}`)}
          error={write.errorOf('kind')}
        />
        <OfKind draft={draft} change={change} errorOf={write.errorOf} />
        <WhenField value={draft.when} onChange={(when) => change({ when })} error={write.errorOf('at')} />
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={write.pending}
            disabled={draft.kind === 'toxicology' && draft.result === null}
          >
            {t('medicines.save_fact')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function OfKind(props: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, change, errorOf } = props;
  return (
    <>
      {OF_SUBSTANCE.includes(draft.kind) ? (
        <CodeSelect
          field="substance"
          label={t('medicines.substance')}
          value={draft.substance}
          onChange={(substance) => change({ substance })}
          of={SUBSTANCE_CODES}
          say={(value) => t(`codes.substance.${value}`)}
          error={errorOf('substance')}
        />
      ) : null}
      {draft.kind === 'toxicology' ? (
        <Choice
          field="result"
          label={t('medicines.result')}
          value={draft.result}
          onChange={(result) => change({ result })}
          options={TOXICOLOGY_RESULTS.map((value) => ({
            value,
            label: t(`codes.toxicology_result.${value}`),
          }))}
          error={errorOf('result')}
        />
      ) : null}
      {asksHowLong(draft) ? (
        <TriState
          field="long_acting"
          label={t('medicines.long_acting')}
          value={draft.long_acting}
          onChange={(long_acting) => change({ long_acting })}
          error={errorOf('long_acting')}
        />
      ) : null}
    </>
  );
}
