import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CARE_REQUIREMENTS, LANGUAGES, REFERRAL_SOURCES, SUBSTANCES } from '#domain/charter/code-lists.js';
import type { Language, ReferralSource, Substance } from '#domain/charter/code-lists.js';
import { admitClient } from '../api.js';
import { ApiProblem } from '../api.problem.js';
import { currentLanguage } from '../i18n.js';
import { useSession } from '../session/session.context.js';
import { Page } from '../kit/page.js';
import { EmptyState, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { Choice, DayField, FieldBlock, Ticks } from '../kit/fields.js';
import { LEFT_TO_RIGHT, OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { LANGUAGE_NAMES, useTerms } from '../kit/text.js';
import { DuplicatesPanel, useCandidates } from './duplicates.panel.js';
import { SafetyFields } from './safety.fields.js';
import { EMPTY_SAFETY, admissionOf } from './walk-in.form.js';
import type { WalkInDraft } from './walk-in.form.js';

interface PartProps {
  readonly draft: WalkInDraft;
  readonly change: (part: Partial<WalkInDraft>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

function useDraft() {
  const { organisation } = useSession();
  const [first] = organisation.stages;
  return useState<WalkInDraft>({
    anonymous: false,
    chosen_name: false,
    given_name: '',
    family_name: '',
    birth_on: '',
    birth_year: '',
    phone: '',
    language: currentLanguage(),
    referral_source: 'self',
    substance: '',
    stage: first ?? null,
    care_requirements: [],
    safety: EMPTY_SAFETY,
    same_as: null,
  });
}

/** What the page itself can tell before asking the server, in the shape of the server's own answer. */
function useMissing() {
  const { t } = useTranslation();
  return (draft: WalkInDraft, undecided: boolean): ApiProblem | null => {
    const missing = [
      { field: 'same_as', absent: undecided, sentence: t('walk_in.duplicates_choose') },
      {
        field: 'stage',
        absent: draft.stage === null,
        sentence: `${t('walk_in.stage')}: ${t('problem.choose')}`,
      },
      {
        field: 'safety.suicide_risk',
        absent: draft.safety.suicide_risk === null,
        sentence: `${t('safety.suicide_risk')}: ${t('problem.choose')}`,
      },
    ].filter(({ absent }) => absent);
    if (missing.length === 0) return null;
    const errors = missing.map(({ field, sentence }) => ({
      field,
      code: 'field.required',
      detail: sentence,
    }));
    return new ApiProblem({ status: 422, code: 'field.required', detail: errors[0]?.detail ?? '', errors });
  };
}

export function WalkInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useDraft();
  const [local, setLocal] = useState<ApiProblem | null>(null);
  const [isWriting, setWriting] = useState(false);
  const candidates = useCandidates(draft, isWriting);
  const missing = useMissing();
  const kept = useKeptForm('walk-in', draft, { onContinue: setDraft });
  const admit = useChange(admitClient, async ({ client }) => {
    kept.done();
    await queries.invalidateQueries({ queryKey: ['clients'] });
    await navigate({ to: '/clients/$code', params: { code: client } });
  });
  const problem = local ?? admit.problem;
  const errorOf = (field: string) => problem?.fields.find((each) => each.field === field)?.detail;
  const change = (part: Partial<WalkInDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (): void => {
    setWriting(false);
    const undecided =
      candidates.length > 0 &&
      !(draft.same_as === 'none' || candidates.some(({ client }) => client === draft.same_as));
    const absent = missing(draft, undecided);
    setLocal(absent);
    const { stage, safety } = draft;
    if (absent === null && stage && safety.suicide_risk)
      admit.run(admissionOf(draft, stage, safety.suicide_risk));
  };
  return (
    <Page title={t('walk_in.title')}>
      <KeptFrame kept={kept}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack gap="lg">
            <ProblemAlert problem={problem} />
            <Person {...{ draft, change, errorOf }} onWriting={setWriting} />
            <DuplicatesPanel
              candidates={candidates}
              value={draft.same_as}
              onChange={(same_as) => change({ same_as })}
              error={errorOf('same_as')}
            />
            <Arrival draft={draft} change={change} errorOf={errorOf} />
            <FieldBlock legend={t('walk_in.safety')}>
              <SafetyFields
                value={draft.safety}
                onChange={(safety) => change({ safety })}
                errorOf={errorOf}
                prefix="safety."
              />
            </FieldBlock>
            <Group>
              <Button type="submit" size="lg" loading={admit.pending}>
                {t('walk_in.submit')}
              </Button>
              <KeptLine kept={kept} />
            </Group>
          </Stack>
        </form>
      </KeptFrame>
    </Page>
  );
}

function Person(props: PartProps & { onWriting: (isWriting: boolean) => void }) {
  const { draft, change, errorOf, onWriting } = props;
  const { t } = useTranslation();
  return (
    <FieldBlock legend={t('walk_in.who')}>
      <Checkbox
        label={t('walk_in.anonymous')}
        description={t('walk_in.anonymous_hint')}
        checked={draft.anonymous}
        onChange={(event) => change({ anonymous: event.currentTarget.checked })}
      />
      {draft.anonymous ? (
        <TextInput
          id={fieldId('birth_year')}
          label={t('walk_in.birth_year')}
          inputMode="numeric"
          maw={200}
          value={draft.birth_year}
          onChange={(event) => change({ birth_year: event.currentTarget.value })}
          error={errorOf('birth_year')}
        />
      ) : (
        <>
          <div onFocus={() => onWriting(true)} onBlur={() => onWriting(false)}>
            <Names draft={draft} change={change} errorOf={errorOf} />
          </div>
          <Checkbox
            label={t('client.chosen_name')}
            checked={draft.chosen_name}
            onChange={(event) => change({ chosen_name: event.currentTarget.checked })}
          />
        </>
      )}
    </FieldBlock>
  );
}

function Names({ draft, change, errorOf }: PartProps) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {(['given_name', 'family_name'] as const).map((part) => (
        <TextInput
          key={part}
          id={fieldId(`identity.${part}`)}
          label={t(`client.${part}`)}
          {...OWN_DIRECTION}
          autoComplete="off"
          value={draft[part]}
          onChange={(event) => change({ [part]: event.currentTarget.value })}
          error={errorOf(`identity.${part}`)}
        />
      ))}
      <DayField
        field="identity.birth_on"
        label={t('walk_in.birth_on')}
        value={draft.birth_on}
        onChange={(birth_on) => change({ birth_on })}
        error={errorOf('identity.birth_on')}
      />
      <TextInput
        id={fieldId('identity.phones')}
        label={t('walk_in.phone')}
        type="tel"
        {...LEFT_TO_RIGHT}
        autoComplete="off"
        value={draft.phone}
        onChange={(event) => change({ phone: event.currentTarget.value })}
        error={errorOf('identity.phones') ?? errorOf('identity.phones.0')}
      />
    </SimpleGrid>
  );
}

function Arrival({ draft, change, errorOf }: PartProps) {
  const { t } = useTranslation();
  const terms = useTerms();
  const { organisation } = useSession();
  const substances = Object.keys(SUBSTANCES) as Substance[];
  return (
    <FieldBlock legend={t('walk_in.arrival')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NativeSelect
          id={fieldId('language')}
          label={t('walk_in.language')}
          value={draft.language}
          onChange={(event) => change({ language: event.currentTarget.value as Language })}
          data={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
        />
        <NativeSelect
          id={fieldId('referral_source')}
          label={t('walk_in.source')}
          value={draft.referral_source}
          onChange={(event) => change({ referral_source: event.currentTarget.value as ReferralSource })}
          data={REFERRAL_SOURCES.map((source) => ({
            value: source,
            label: t(`codes.referral_source.${source}`),
          }))}
        />
        <NativeSelect
          id={fieldId('substance')}
          label={t('walk_in.substance')}
          value={draft.substance}
          onChange={(event) => change({ substance: event.currentTarget.value as Substance | '' })}
          data={[
            { value: '', label: '—' },
            ...substances.map((substance) => ({
              value: substance,
              label: t(`codes.substance.${substance}`),
            })),
          ]}
        />
      </SimpleGrid>
      {organisation.stages.length === 0 ? (
        <EmptyState title={t('walk_in.stage')}>{t('walk_in.no_stages')}</EmptyState>
      ) : (
        <Choice
          field="stage"
          label={t('walk_in.stage')}
          value={draft.stage}
          onChange={(stage) => change({ stage })}
          options={organisation.stages.map((stage) => ({ value: stage, label: terms.stage(stage) }))}
          error={errorOf('stage')}
        />
      )}
      <Ticks
        field="care_requirements"
        label={t('walk_in.care')}
        value={draft.care_requirements}
        onChange={(care_requirements) => change({ care_requirements })}
        options={CARE_REQUIREMENTS.map((need) => ({
          value: need,
          label: t(`codes.care_requirement.${need}`),
        }))}
        error={errorOf('care_requirements')}
      />
    </FieldBlock>
  );
}
