import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CARE_LEVELS,
  CARE_NEEDS,
  CLIENT_ANSWERS,
  NEED_RATINGS,
  type CareLevel,
  type CareNeed,
  type ClientAnswer,
  type NeedRating,
} from '#domain/charter/chart.js';
import { recommendedLevel, type Needs } from '#domain/rules/chart.js';
import type { CareLevelWriting } from '#domain/wire/chart.js';
import { decideCareLevel } from '../api.chart.js';
import { useChange } from '../kit/change.hook.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, FieldBlock } from '../kit/fields.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { ProblemAlert } from '../kit/states.js';
import { useSaved } from './chart.hook.js';

interface Rated {
  readonly rating: NeedRating | null;
  readonly words: string;
}

interface Draft {
  readonly needs: Readonly<Record<CareNeed, Rated>>;
  readonly level: CareLevel | null;
  readonly difference: string;
  readonly client_answer: ClientAnswer | null;
}

const UNRATED: Rated = { rating: null, words: '' };
const EMPTY: Draft = {
  needs: {
    withdrawal: UNRATED,
    body: UNRATED,
    mind: UNRATED,
    willingness: UNRATED,
    relapse_risk: UNRATED,
    surroundings: UNRATED,
  },
  level: null,
  difference: '',
  client_answer: null,
};

/** What the ratings speak for; null while one is missing. */
function spokenFor({ needs }: Draft): CareLevel | null {
  if (CARE_NEEDS.some((need) => needs[need].rating === null)) return null;
  return recommendedLevel(
    Object.fromEntries(CARE_NEEDS.map((need) => [need, needs[need].rating])) as unknown as Needs,
  );
}

/** The decision as the api is asked; null while something is missing. */
function decisionOf(draft: Draft): CareLevelWriting | null {
  const { needs, level, difference, client_answer } = draft;
  const isWhole = CARE_NEEDS.every((need) => needs[need].rating !== null && needs[need].words.trim() !== '');
  if (!isWhole || level === null || client_answer === null) return null;
  return {
    needs: needs as CareLevelWriting['needs'],
    level,
    difference: difference.trim() === '' ? null : difference,
    client_answer,
  };
}

/** Rates the six sides with reasons, says what they speak for, and takes the decision of the clinician. */
export function CareLevelForm({ code, onDone }: { code: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const kept = useKeptForm<Draft>(`client/${code}/care-level`, draft, { onContinue: setDraft });
  const saved = useSaved(code, onDone);
  const write = useChange(
    (body: CareLevelWriting, key) => decideCareLevel(code, body, key),
    async () => {
      kept.done();
      await saved();
    },
  );
  const decision = decisionOf(draft);
  return (
    <KeptFrame kept={kept}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (decision) write.run(decision);
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={write.problem} />
          {CARE_NEEDS.map((need) => (
            <Need
              key={need}
              need={need}
              value={draft.needs[need]}
              onChange={(value) => change({ needs: { ...draft.needs, [need]: value } })}
            />
          ))}
          <Decision draft={draft} change={change} errorOf={write.errorOf} />
          <Group>
            <Button type="submit" loading={write.pending} disabled={decision === null}>
              {t('chart.save_level')}
            </Button>
            <Button variant="default" onClick={onDone}>
              {t('app.cancel')}
            </Button>
            <KeptLine kept={kept} />
          </Group>
        </Stack>
      </form>
    </KeptFrame>
  );
}

function Need(props: { need: CareNeed; value: Rated; onChange: (value: Rated) => void }) {
  const { t } = useTranslation();
  const { need, value, onChange } = props;
  return (
    <FieldBlock legend={t(`codes.care_need.${need}`)}>
      <Choice
        field={`needs.${need}.rating`}
        label={t('chart.rating')}
        value={value.rating}
        onChange={(rating) => onChange({ ...value, rating })}
        options={NEED_RATINGS.map((each) => ({ value: each, label: t(`codes.need_rating.${each}`) }))}
      />
      <Textarea
        id={fieldId(`needs.${need}.words`)}
        label={t('chart.why')}
        value={value.words}
        onChange={({ currentTarget }) => onChange({ ...value, words: currentTarget.value })}
        autosize
        dir="auto"
      />
    </FieldBlock>
  );
}

function Decision(props: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, change, errorOf } = props;
  const spoken = spokenFor(draft);
  return (
    <>
      {spoken ? (
        <Text fw={600} role="status">
          {t('chart.recommended')}: {t(`codes.care_level.${spoken}`)}
        </Text>
      ) : null}
      <Choice
        field="decision"
        label={t('chart.decision')}
        value={draft.level}
        onChange={(level) => change({ level })}
        options={CARE_LEVELS.map((value) => ({ value, label: t(`codes.care_level.${value}`) }))}
        error={errorOf('level')}
      />
      {spoken && draft.level && draft.level !== spoken ? (
        <Textarea
          id={fieldId('difference')}
          label={t('chart.difference')}
          value={draft.difference}
          onChange={({ currentTarget }) => change({ difference: currentTarget.value })}
          error={errorOf('difference')}
          autosize
          dir="auto"
        />
      ) : null}
      <Choice
        field="client_answer"
        label={t('chart.answer')}
        value={draft.client_answer}
        onChange={(client_answer) => change({ client_answer })}
        options={CLIENT_ANSWERS.map((value) => ({ value, label: t(`codes.client_answer.${value}`) }))}
        error={errorOf('client_answer')}
      />
    </>
  );
}
