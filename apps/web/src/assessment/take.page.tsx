import '../care.css';
import { Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentMend } from '#domain/charter/assessment.js';
import type { AssessmentView, InstrumentSummary, InstrumentView } from '#domain/wire/assessment.js';
import {
  correctAssessment,
  listInstruments,
  readAssessment,
  readInstrument,
  recordAssessment,
} from '../api.assessments.js';
import { currentLanguage } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { Page } from '../kit/page.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { ClientCode, Label, tidyCode } from '../kit/text.js';
import { instantOf, wallOf } from '../kit/time.js';
import { assessmentsKey, instrumentsKey } from './assessment.keys.js';
import { Begin } from './take.begin.js';
import { Check } from './take.check.js';
import { contentOf, draftFrom, type Draft } from './take.form.js';
import { TakeItem } from './take.item.js';

/** One assessment, taken item by item; `instead` puts one right that was recorded. */
export function TakePage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const { instrument, instead } = useSearch({ from: '/clients/$code/assessments/take' });
  const forms = useQuery({ queryKey: instrumentsKey, queryFn: listInstruments });
  const before = useQuery({
    queryKey: [...assessmentsKey(code), 'one', instead],
    queryFn: () => readAssessment(code, instead ?? ''),
    enabled: instead !== undefined,
    refetchOnWindowFocus: false,
  });
  const form = (mended: AssessmentView | null): InstrumentSummary | undefined =>
    forms.data?.findLast(({ id, version, retired_on, allowed }) =>
      mended
        ? id === mended.instrument && version === mended.instrument_version
        : id === instrument && allowed && retired_on === null,
    );
  return (
    <Page
      title={instead === undefined ? t('assess.take') : t('assess.correct')}
      actions={
        <Button component={Link} to={`/clients/${code}/assessments`} variant="default">
          {t('assess.back')}
        </Button>
      }
    >
      <Text>
        {t('assess.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={forms}>
        {() =>
          instead === undefined ? (
            <Known code={code} form={form(null)} mended={null} />
          ) : (
            <Loaded query={before}>
              {(mended) => <Known code={code} form={form(mended)} mended={mended} />}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}

interface KnownProps {
  readonly code: string;
  readonly form: InstrumentSummary | undefined;
  readonly mended: AssessmentView | null;
}

function Known({ code, form, mended }: KnownProps) {
  const { t } = useTranslation();
  if (!form)
    return (
      <EmptyState title={t('assess.no_form')}>
        <Text>{t('assess.no_form_words')}</Text>
      </EmptyState>
    );
  return <Taking key={`${form.id} ${form.version}`} code={code} form={form} mended={mended} />;
}

/** What a form begins with: everything that is likely, so that one key begins it. */
function useFirstDraft(form: InstrumentSummary, mended: AssessmentView | null): Draft {
  const { zone } = useDates();
  const { moment } = useSearch({ from: '/clients/$code/assessments/take' });
  const [first] = useState<Draft>(() =>
    mended
      ? draftFrom(mended, wallOf(new Date(mended.taken_at), zone))
      : {
          step: 'begin',
          language: currentLanguage(),
          numbers_only: false,
          mode: form.modes.find((mode) => mode === 'interview') ?? form.modes[0] ?? 'interview',
          moment: moment ?? 'review',
          substance: null,
          sex: null,
          during_withdrawal: null,
          taken: wallOf(new Date(), zone),
          answers: {},
        },
  );
  return first;
}

function useTaking({
  code,
  form,
  mended,
}: {
  code: string;
  form: InstrumentSummary;
  mended: AssessmentView | null;
}) {
  const { zone } = useDates();
  const { reason } = useSearch({ from: '/clients/$code/assessments/take' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const first = useFirstDraft(form, mended);
  const [draft, setDraft] = useState(first);
  const kept = useKeptForm<Draft>(`client/${code}/${mended ? 'mend' : 'take'}-${form.id}`, draft, {
    ...(mended ? { version: mended.version } : {}),
    onContinue: setDraft,
  });
  const isSameTime = JSON.stringify(draft.taken) === JSON.stringify(first.taken);
  // A time that nobody has changed keeps its seconds; one that cannot be read is named by the server.
  const takenAt =
    mended && isSameTime
      ? mended.taken_at
      : (instantOf(draft.taken, zone) ?? `${draft.taken.date} ${draft.taken.time}`.trim());
  const save = useChange(
    (values: Draft, key) => {
      const content = contentOf(values, form.version, takenAt);
      return mended
        ? correctAssessment(code, mended, { ...content, reason: reason ?? 'wrong_answer' }, key)
        : recordAssessment(code, { ...content, instrument: form.id }, key);
    },
    async (saved) => {
      kept.done();
      await queries.invalidateQueries({ queryKey: assessmentsKey(code) });
      void queries.invalidateQueries({ queryKey: ['client', code] });
      void queries.invalidateQueries({ queryKey: ['timeline', code] });
      void queries.invalidateQueries({ queryKey: ['work'] });
      void navigate({
        to: '/clients/$code/assessments/$assessment',
        params: { code, assessment: saved.id },
        replace: true,
      });
    },
  );
  return { draft, setDraft, kept, save, reason: mended ? (reason ?? 'wrong_answer') : null };
}

function Taking(props: { code: string; form: InstrumentSummary; mended: AssessmentView | null }) {
  const { form } = props;
  const taking = useTaking(props);
  const { draft, kept } = taking;
  const words = useQuery({
    queryKey: [...instrumentsKey, form.id, form.version, draft.language],
    queryFn: () => readInstrument(form.id, form.version, draft.language),
    staleTime: Infinity,
  });
  return (
    <KeptFrame kept={kept}>
      <Text fw={600} size="lg">
        <Label of={form.names} />
      </Text>
      <Text c="dimmed" mb="md">
        <Label of={form.about} />
      </Text>
      <Loaded query={words}>{(view) => <Step {...taking} view={view} />}</Loaded>
      <KeptLine kept={kept} />
    </KeptFrame>
  );
}

export interface StepProps {
  readonly view: InstrumentView;
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly save: ReturnType<typeof useTaking>['save'];
  /** Why one that was recorded is put right; null: it is a new one. */
  readonly reason: AssessmentMend | null;
}

function Step(props: StepProps) {
  const { step } = props.draft;
  if (step === 'begin') return <Begin {...props} />;
  if (step === 'check') return <Check {...props} />;
  return <TakeItem {...props} place={step} />;
}
