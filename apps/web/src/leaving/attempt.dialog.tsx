import { List, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ATTEMPT_OUTCOME_CODES,
  HOUSING_NOW,
  SAFE_NOW,
  USE_NOW,
  WORK_NOW,
  type AttemptOutcome,
  type AttemptWay,
} from '#domain/charter/follow-ups.js';
import type { AttemptRequest, FollowUpAnswers, FollowUpLookView } from '#domain/wire/follow-up.js';
import { lookAtFollowUp, recordAttempt } from '../api.leaving.js';
import { useChange, type Change } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { say } from '../kit/notice.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, Code, Facts, LANGUAGE_NAMES } from '../kit/text.js';
import { followUpsKey } from './follow.ups.key.js';

interface AttemptProps {
  readonly code: string;
  readonly followUp: string;
  readonly onClose: () => void;
}

/** How somebody may be reached and what is said first; then what came of it. Looking is written down, like every look at a name. */
export function AttemptDialog(props: AttemptProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['follow-up', props.followUp],
    queryFn: () => lookAtFollowUp(props.followUp),
    gcTime: 0,
  });
  return (
    <Dialog title={t('leaving.try')} onClose={props.onClose}>
      <Loaded query={query}>{(look) => <AttemptForm {...props} look={look} />}</Loaded>
    </Dialog>
  );
}

const NOTHING_SAID: FollowUpAnswers = { use_now: null, housing_now: null, work_now: null, safe_now: null };

function AttemptForm({ code, look, onClose }: AttemptProps & { readonly look: FollowUpLookView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [way, setWay] = useState<AttemptWay | null>(look.ways.length === 1 ? (look.ways[0] ?? null) : null);
  const [outcome, setOutcome] = useState<AttemptOutcome | null>(null);
  const [answers, setAnswers] = useState(NOTHING_SAID);
  const record = useChange(
    (body: AttemptRequest, key) => recordAttempt(look.follow_up, look.version, body, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: followUpsKey(code) });
      say(t('app.saved'));
    },
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (way && outcome) record.run({ way, outcome, ...(outcome === 'reached' ? { answers } : {}) });
      }}
    >
      <Stack>
        <ProblemAlert problem={record.problem} />
        <Reaching look={look} />
        <Choice
          field="way"
          label={t('leaving.way')}
          value={way}
          onChange={setWay}
          options={look.ways.map((value) => ({ value, label: t(`codes.attempt_way.${value}`) }))}
          error={record.errorOf('way')}
        />
        <Choice
          field="outcome"
          label={t('leaving.outcome')}
          value={outcome}
          onChange={setOutcome}
          options={ATTEMPT_OUTCOME_CODES.map((value) => ({
            value,
            label: t(`codes.attempt_outcome.${value}`),
          }))}
          error={record.errorOf('outcome')}
        />
        {outcome === 'reached' ? (
          <Answers
            answers={answers}
            change={(part) => setAnswers({ ...answers, ...part })}
            errorOf={record.errorOf}
          />
        ) : null}
        <DialogActions
          submit={t('leaving.record')}
          onClose={onClose}
          pending={record.pending}
          disabled={way === null || outcome === null}
        />
      </Stack>
    </form>
  );
}

/** Number, hours and the first sentences: nothing of it says where the call comes from. */
function Reaching({ look }: { look: FollowUpLookView }) {
  const { t } = useTranslation();
  return (
    <>
      <Facts
        items={[
          { term: t('leaving.phone'), value: look.phone ? <Code>{look.phone}</Code> : '—' },
          { term: t('leaving.email'), value: look.email ? <Code>{look.email}</Code> : '—' },
          {
            term: t('leaving.hours'),
            value: look.hours ? (
              <Code>{`${look.hours.from}–${look.hours.until}`}</Code>
            ) : (
              t('leaving.any_hour')
            ),
          },
          { term: t('leaving.language'), value: LANGUAGE_NAMES[look.language] },
          {
            term: t('leaving.voicemail'),
            value: look.leave_message ? t('leaving.may_leave_message') : t('leaving.no_message'),
          },
          ...(look.note ? [{ term: t('leaving.own_words'), value: <Bdi>{look.note}</Bdi> }] : []),
        ]}
      />
      <div>
        <Text fw={600}>{t('leaving.script')}</Text>
        <List type="ordered" size="sm" lang={look.language} dir={look.language === 'ar' ? 'rtl' : 'ltr'}>
          {look.script.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
    </>
  );
}

interface AnswersProps {
  readonly answers: FollowUpAnswers;
  readonly change: (part: Partial<FollowUpAnswers>) => void;
  readonly errorOf: Change<AttemptRequest>['errorOf'];
}

function Answers({ answers, change, errorOf }: AnswersProps) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        field="use_now"
        label={t('leaving.use_now')}
        value={answers.use_now}
        onChange={(use_now) => change({ use_now })}
        options={USE_NOW.map((value) => ({ value, label: t(`codes.use_now.${value}`) }))}
        error={errorOf('answers.use_now')}
      />
      <Choice
        field="housing_now"
        label={t('leaving.housing_now')}
        value={answers.housing_now}
        onChange={(housing_now) => change({ housing_now })}
        options={HOUSING_NOW.map((value) => ({ value, label: t(`codes.housing_now.${value}`) }))}
        error={errorOf('answers.housing_now')}
      />
      <Choice
        field="work_now"
        label={t('leaving.work_now')}
        value={answers.work_now}
        onChange={(work_now) => change({ work_now })}
        options={WORK_NOW.map((value) => ({ value, label: t(`codes.work_now.${value}`) }))}
        error={errorOf('answers.work_now')}
      />
      <Choice
        field="safe_now"
        label={t('leaving.safe_now')}
        value={answers.safe_now}
        onChange={(safe_now) => change({ safe_now })}
        options={SAFE_NOW.map((value) => ({ value, label: t(`codes.safe_now.${value}`) }))}
        error={errorOf('answers.safe_now')}
      />
    </>
  );
}
