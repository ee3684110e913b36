import '../care.css';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentView, InstrumentView } from '#domain/wire/assessment.js';
import { listInstruments, readAssessment, readInstrument } from '../api.assessments.js';
import { directionOf } from '../i18n.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { ClientCode, Facts, Instant, LANGUAGE_NAMES, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { assessmentsKey, instrumentsKey } from './assessment.keys.js';
import { useAnswerWord, wordsOf } from './item.words.js';
import { CorrectDialog, SignOffDialog, VoidDialog } from './mend.dialogs.js';
import { NextSteps } from './next.steps.js';
import { FormName, LevelBadge, ScoreMeaning } from './score.words.js';

/** One assessment: what to do next first, then the score and what it means, then every answer. */
export function AssessmentPage() {
  const { t } = useTranslation();
  const { code: typed, assessment = '' } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({
    queryKey: [...assessmentsKey(code), 'one', assessment],
    queryFn: () => readAssessment(code, assessment),
  });
  return (
    <Page
      title={t('assess.one')}
      actions={
        <Button component={Link} to={`/clients/${code}/assessments`} variant="default">
          {t('assess.back')}
        </Button>
      }
    >
      <Text>
        {t('assess.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>{(one) => <One code={code} one={one} />}</Loaded>
    </Page>
  );
}

export type Mending = 'correct' | 'void' | 'sign_off';

function One({ code, one }: { code: string; one: AssessmentView }) {
  const [mending, setMending] = useState<Mending | null>(null);
  const { data: forms } = useQuery({ queryKey: instrumentsKey, queryFn: listInstruments });
  const { data: form } = useQuery({
    queryKey: [...instrumentsKey, one.instrument, one.instrument_version, one.language],
    queryFn: () => readInstrument(one.instrument, one.instrument_version, one.language),
    staleTime: Infinity,
  });
  const close = (): void => setMending(null);
  return (
    <Stack gap="lg">
      <Standing code={code} one={one} />
      <NextSteps code={code} one={one} onSignOff={() => setMending('sign_off')} />
      <Result one={one} form={form} name={<FormName of={forms} id={one.instrument} />} />
      <Answered one={one} form={form} />
      <Mends one={one} onMend={setMending} />
      {mending === 'correct' ? <CorrectDialog code={code} one={one} onClose={close} /> : null}
      {mending === 'void' ? <VoidDialog code={code} one={one} onClose={close} /> : null}
      {mending === 'sign_off' ? <SignOffDialog code={code} one={one} onClose={close} /> : null}
    </Stack>
  );
}

/** That it does not count, or stands in for another, is said before anything else. */
function Standing({ code, one }: { code: string; one: AssessmentView }) {
  const { t } = useTranslation();
  const to = (id: string, words: string) => (
    <Link to="/clients/$code/assessments/$assessment" params={{ code, assessment: id }} className="row-link">
      {words}
    </Link>
  );
  if (!one.voided_at && !one.corrected_by && !one.corrects) return null;
  return (
    <Alert role="note" color="gray" variant="outline" icon={<IconInfoCircle aria-hidden />}>
      {one.voided_at ? (
        <Text>
          {t('assess.is_void')} <Instant at={one.voided_at} />
          {one.void_reason ? ` · ${t(`codes.assessment_mend.${one.void_reason}`)}` : ''}
        </Text>
      ) : null}
      {one.corrected_by ? (
        <Text>
          {t('assess.is_corrected')} {to(one.corrected_by, t('assess.see_correction'))}
        </Text>
      ) : null}
      {one.corrects ? (
        <Text>
          {t('assess.corrects')}
          {one.correction_reason ? ` · ${t(`codes.assessment_mend.${one.correction_reason}`)}` : ''}{' '}
          {to(one.corrects, t('assess.see_first'))}
        </Text>
      ) : null}
    </Alert>
  );
}

function Result(props: { one: AssessmentView; form: InstrumentView | undefined; name: React.ReactNode }) {
  const { t } = useTranslation();
  const { one, form, name } = props;
  return (
    <Section title={t('assess.result')}>
      <Stack gap="md">
        {one.level ? (
          <div>
            <LevelBadge level={one.level} />
            <Text mt={4}>{t(`assess.level_means.${one.level}`)}</Text>
          </div>
        ) : null}
        {one.scores.map((score) => (
          <ScoreMeaning key={score.score} score={score} form={form} />
        ))}
        {one.scores.length > 0 ? <Text size="sm">{t('assess.no_diagnosis')}</Text> : null}
        {one.during_withdrawal ? <Text>{t('assess.in_withdrawal')}</Text> : null}
        <Facts
          items={[
            { term: t('assess.instrument'), value: name },
            { term: t('assess.taken'), value: <Instant at={one.taken_at} /> },
            { term: t('assess.recorded'), value: <Instant at={one.recorded_at} /> },
            { term: t('assess.mode'), value: t(`codes.assessment_mode.${one.mode}`) },
            { term: t('assess.moment'), value: t(`codes.assessment_moment.${one.moment}`) },
            ...(one.substance
              ? [{ term: t('assess.substance'), value: t(`codes.substance.${one.substance}`) }]
              : []),
            {
              term: t('assess.language'),
              value: (
                <>
                  <bdi>{LANGUAGE_NAMES[one.language]}</bdi>
                  {one.unofficial ? ` · ${t('assess.unofficial')}` : ''}
                </>
              ),
            },
          ]}
        />
      </Stack>
    </Section>
  );
}

/** Every answer, in the words it was asked in where they may be shown. */
function Answered({ one, form }: { one: AssessmentView; form: InstrumentView | undefined }) {
  const { t } = useTranslation();
  const how = { numbers_only: one.wording_sha256 === null, language: one.language };
  const word = useAnswerWord({ texts: form?.texts ?? null }, how);
  const texts = form ? wordsOf(form, how) : null;
  const lines = form
    ? form.items.filter(({ id }) => Object.hasOwn(one.answers, id)).map(({ id }) => id)
    : Object.keys(one.answers);
  return (
    <Section title={t('assess.answers')}>
      <ol className="answered" aria-label={t('assess.answers')}>
        {lines.map((id) => {
          const answer = one.answers[id];
          return (
            <li key={id}>
              <span className="answered-asked">
                {texts ? (
                  <span lang={one.language} dir={directionOf(one.language)}>
                    {texts.items[id] ?? id}
                  </span>
                ) : (
                  t('assess.item', { item: id })
                )}
              </span>
              <Text component="span" fw={600}>
                {answer === undefined ? '—' : <bdi>{word(id, answer)}</bdi>}
              </Text>
            </li>
          );
        })}
      </ol>
      {one.withheld ? <Text mt="sm">{t('assess.kept_answers')}</Text> : null}
    </Section>
  );
}

/** Putting right and saying that it does not count: for the house that asked, as long as it counts. */
function Mends({ one, onMend }: { one: AssessmentView; onMend: (mending: Mending) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!one.own || one.voided_at || one.corrected_by) return null;
  return (
    <Group>
      {may('assessment.correct') ? (
        <Button variant="default" onClick={() => onMend('correct')}>
          {t('assess.correct')}
        </Button>
      ) : null}
      {may('assessment.void') ? (
        <Button variant="default" color="red" onClick={() => onMend('void')}>
          {t('assess.void')}
        </Button>
      ) : null}
    </Group>
  );
}
