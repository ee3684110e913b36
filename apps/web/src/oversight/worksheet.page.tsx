import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REVIEW_ANSWERS, REVIEW_QUESTIONS } from '#domain/wire/house.js';
import type {
  ReviewAnswer,
  ReviewDetail,
  ReviewFindRequest,
  ReviewItemView,
  ReviewQuestion,
} from '#domain/wire/house.js';
import { readHandoff } from '../api.handoffs.js';
import { closeItem, findItem, replyItem } from '../api.house.js';
import type { ItemRef } from '../api.house.js';
import { handoffKey } from '../handoff/handoff.key.js';
import { HandoffStory } from '../handoff/handoff.page.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { Choice } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { focusField } from '../kit/focus.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { useShortcut } from '../kit/shortcuts.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { ItemState, reviewKey } from './review.item.js';

/** One handoff of a sample: its story on one side, the questions about it on the other. */
export function WorksheetPage({ detail, item: id }: { detail: ReviewDetail; item: string }) {
  const { t } = useTranslation();
  const { review, items } = detail;
  const place = items.findIndex(({ item }) => item === id);
  const item = items[place];
  return (
    <Page
      title={t('reviews.worksheet')}
      actions={
        <>
          <Go review={review.review} to={items[place - 1]} word={t('reviews.previous')} />
          <Go review={review.review} to={items[place + 1]} word={t('reviews.next')} />
          <Button component={Link} to={`/reviews/${review.review}`} variant="default">
            {t('reviews.back')}
          </Button>
        </>
      }
    >
      {item === undefined ? (
        <EmptyState title={t('exceptions.empty_title')}>{t('reviews.missing')}</EmptyState>
      ) : (
        <>
          <Group gap="sm">
            <Text fw={600}>
              <Bdi>{review.title}</Bdi> ·{' '}
              {t('reviews.place', { place: `${place + 1}`, all: `${items.length}` })} ·{' '}
              <ClientCode of={item.handoff.reference} />
            </Text>
            <ItemState state={item.state} />
          </Group>
          <div className="beside">
            <Told item={item} />
            <Sheet detail={detail} item={item} />
          </div>
        </>
      )}
    </Page>
  );
}

function Go({ review, to, word }: { review: string; to: ReviewItemView | undefined; word: string }) {
  if (to === undefined) return null;
  return (
    <Button component={Link} to={`/reviews/${review}?item=${to.item}`} variant="default">
      {word}
    </Button>
  );
}

function Told({ item }: { item: ReviewItemView }) {
  const { t } = useTranslation();
  const may = useMay();
  const { reference } = item.handoff;
  const query = useQuery({
    queryKey: handoffKey(reference),
    queryFn: () => readHandoff(reference),
    enabled: may('handoff.view'),
  });
  if (!may('handoff.view')) return <Text c="dimmed">{t('reviews.no_story')}</Text>;
  return <Loaded query={query}>{(handoff) => <HandoffStory handoff={handoff} />}</Loaded>;
}

/** What stands next for this item: the questions, the reply, the settlement, or what has become of it. */
function Sheet({ detail, item }: { detail: ReviewDetail; item: ReviewItemView }) {
  const { t } = useTranslation();
  const may = useMay();
  const at: ItemRef = { review: detail.review.review, item: item.item, version: item.version };
  if (item.state === 'open' && may('review.find'))
    return <Questions key={item.version} detail={detail} item={item} at={at} />;
  return (
    <Section title={t('reviews.worksheet')}>
      <Stack>
        <Answers item={item} />
        {item.finding === null ? null : <Said title={t('reviews.finding')} words={item.finding} />}
        {item.found_by === null ? null : (
          <Text size="sm">
            {t('reviews.found_by')} <Bdi>{item.found_by}</Bdi>
          </Text>
        )}
        {item.reply === null ? null : <Said title={t('reviews.reply')} words={item.reply} />}
        {item.replied_by === null ? null : (
          <Text size="sm">
            {t('reviews.replied_by')} <Bdi>{item.replied_by}</Bdi>
          </Text>
        )}
        {item.closing_note === null ? null : <Said title={t('reviews.note')} words={item.closing_note} />}
        {item.state === 'finding' ? (
          may('review.reply') ? (
            <WrittenStep
              field="reply"
              label={t('reviews.reply')}
              hint={t('reviews.reply_hint')}
              submit={t('reviews.reply_submit')}
              act={(words, key) => replyItem(at, { reply: words }, key)}
              review={at.review}
            />
          ) : (
            <Text c="dimmed">{t('reviews.waits_reply')}</Text>
          )
        ) : null}
        {item.state === 'replied' ? (
          may('review.close') ? (
            <WrittenStep
              field="note"
              label={t('reviews.note')}
              hint={t('reviews.note_hint')}
              submit={t('reviews.close_item')}
              optional
              act={(words, key) => closeItem(at, words === '' ? {} : { note: words }, key)}
              review={at.review}
            />
          ) : (
            <Text c="dimmed">{t('reviews.waits_auditor')}</Text>
          )
        ) : null}
      </Stack>
    </Section>
  );
}

function Said({ title, words }: { title: string; words: string }) {
  return (
    <div>
      <Text fw={600}>{title}</Text>
      <blockquote className="note">
        <Bdi>{words}</Bdi>
      </blockquote>
    </div>
  );
}

function Answers({ item }: { item: ReviewItemView }) {
  const { t } = useTranslation();
  const given = REVIEW_QUESTIONS.flatMap((question) => {
    const answer = item.answers[question];
    return answer === undefined ? [] : [{ question, answer }];
  });
  if (given.length === 0) return null;
  return (
    <dl className="facts">
      {given.map(({ question, answer }) => (
        <div key={question}>
          <dt>{t(`reviews.question.${question}`)}</dt>
          <dd>
            {answer === 'no' ? <strong>{t('reviews.answer.no')}</strong> : t(`reviews.answer.${answer}`)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const KEYS = ['Digit1', 'Digit2', 'Digit3'] as const;

/** The questions one after the other; a number answers the one that is in turn. */
function Questions({ detail, item, at }: { detail: ReviewDetail; item: ReviewItemView; at: ItemRef }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Partial<Record<ReviewQuestion, ReviewAnswer>>>(item.answers);
  const [finding, setFinding] = useState('');
  const inTurn = REVIEW_QUESTIONS.find((question) => answers[question] === undefined);
  const isFinding = Object.values(answers).includes('no');
  const find = useFind(detail, at);
  const answer = (question: ReviewQuestion, given: ReviewAnswer): void => {
    setAnswers((before) => ({ ...before, [question]: given }));
  };
  const byKey = (given: ReviewAnswer): void => {
    if (inTurn === undefined) return;
    answer(inTurn, given);
    const following = REVIEW_QUESTIONS.find(
      (question) => question !== inTurn && answers[question] === undefined,
    );
    if (following) focusField(following);
  };
  useAnswerKey(0, byKey);
  useAnswerKey(1, byKey);
  useAnswerKey(2, byKey);
  return (
    <Section title={t('reviews.worksheet')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          find.run({ answers, ...(finding.trim() === '' ? {} : { finding: finding.trim() }) });
        }}
      >
        <Stack>
          <ProblemAlert problem={find.problem} />
          <Alert role="note" color="gray" variant="outline">
            <Text size="sm">{t('reviews.keys')}</Text>
          </Alert>
          {REVIEW_QUESTIONS.map((question) => (
            <QuestionField
              key={question}
              question={question}
              isInTurn={question === inTurn}
              value={answers[question] ?? null}
              onChange={(given) => answer(question, given)}
              error={find.errorOf(`answers.${question}`)}
            />
          ))}
          {isFinding ? (
            <FindingField value={finding} onChange={setFinding} error={find.errorOf('finding')} />
          ) : null}
          <Group justify="space-between">
            <Text role="status">
              {t('reviews.answered', {
                done: `${Object.keys(answers).length}`,
                all: `${REVIEW_QUESTIONS.length}`,
              })}
            </Text>
            <Button type="submit" loading={find.pending} color={isFinding ? 'orange' : undefined}>
              {isFinding ? t('reviews.find_finding') : t('reviews.find_in_order')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** Records what was found; the next handoff that nobody has looked at comes up. */
function useFind(detail: ReviewDetail, at: ItemRef): Change<ReviewFindRequest> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useChange(
    (body: ReviewFindRequest, key) => findItem(at, body, key),
    async () => {
      await queries.invalidateQueries({ queryKey: reviewKey(at.review) });
      await queries.invalidateQueries({ queryKey: ['reviews'] });
      const next = detail.items.find((each) => each.state === 'open' && each.item !== at.item);
      await navigate({
        to: '/reviews/$review',
        params: { review: at.review },
        search: next === undefined ? {} : { item: next.item },
      });
    },
  );
}

function QuestionField(props: {
  question: ReviewQuestion;
  isInTurn: boolean;
  value: ReviewAnswer | null;
  onChange: (given: ReviewAnswer) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <div data-turn={props.isInTurn || undefined} className="question">
      <Choice
        field={props.question}
        label={t(`reviews.question.${props.question}`)}
        value={props.value}
        onChange={props.onChange}
        options={REVIEW_ANSWERS.map((each) => ({ value: each, label: t(`reviews.answer.${each}`) }))}
        error={props.error}
      />
    </div>
  );
}

function FindingField(props: {
  value: string;
  onChange: (finding: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Textarea
      id={fieldId('finding')}
      label={t('reviews.finding')}
      description={t('reviews.finding_hint')}
      {...OWN_DIRECTION}
      autosize
      minRows={3}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}

function useAnswerKey(place: 0 | 1 | 2, run: (given: ReviewAnswer) => void): void {
  const { t } = useTranslation();
  const given = REVIEW_ANSWERS[place];
  useShortcut({
    code: KEYS[place],
    label: t('reviews.key_answer', { answer: t(`reviews.answer.${given}`) }),
    run: () => run(given),
  });
}

/** A step that is done in words: the reply to a finding, or its settlement. */
function WrittenStep(props: {
  field: 'reply' | 'note';
  label: string;
  hint: string;
  submit: string;
  optional?: boolean;
  act: (words: string, key: string) => Promise<ReviewItemView>;
  review: string;
}) {
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const step = useChange(
    (written: string, key) => props.act(written, key),
    () => queries.invalidateQueries({ queryKey: reviewKey(props.review) }),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        step.run(words.trim());
      }}
    >
      <Stack>
        <ProblemAlert problem={step.problem} />
        <Textarea
          id={fieldId(props.field)}
          label={props.label}
          description={props.hint}
          {...OWN_DIRECTION}
          autosize
          minRows={3}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={step.errorOf(props.field)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={step.pending} disabled={!props.optional && words.trim() === ''}>
            {props.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
