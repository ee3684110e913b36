import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanReviewing, PlanReviewView, PlanView } from '#domain/wire/plan.js';
import { approvePlan, reviewPlan } from '../api.plans.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { DayField } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi } from '../kit/text.js';
import { wallOf } from '../kit/time.js';
import { useSaved } from './plan.hook.js';

interface StandingProps {
  readonly code: string;
  readonly plan: PlanView;
  readonly writes: boolean;
  /** The latest day of the next review. */
  readonly until: string;
}

/** Where the plan of the own house stands: how much is reached, who approved it, when it is looked at next, and what was found. */
export function PlanStanding({ code, plan, writes, until }: StandingProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const [reviewing, setReviewing] = useState(false);
  return (
    <Section title={t('plan.standing')}>
      <Stack gap="sm">
        <Text>
          {t('plan.since')} {dates.day(plan.began_on)} ·{' '}
          {t('plan.reached', { reached: plan.goals_reached, total: plan.goals_total })}
        </Text>
        {plan.review_overdue ? (
          <Alert role="note" variant="outline" color="late" icon={<IconClock aria-hidden />}>
            <Text>
              {t('plan.review_overdue')} {dates.day(plan.review_on)}
            </Text>
          </Alert>
        ) : (
          <Text>
            {t('plan.next_review')} {dates.day(plan.review_on)}
          </Text>
        )}
        <Approval code={code} plan={plan} />
        {writes && !reviewing ? (
          <Group>
            <Button variant="default" onClick={() => setReviewing(true)}>
              {t('plan.review')}
            </Button>
          </Group>
        ) : null}
        {writes && reviewing ? (
          <Review code={code} plan={plan} until={until} onClose={() => setReviewing(false)} />
        ) : null}
        <Reviews reviews={plan.reviews} />
      </Stack>
    </Section>
  );
}

function Approval({ code, plan }: { code: string; plan: PlanView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const approve = useChange(
    (version: number, key) => approvePlan(code, version, key),
    useSaved(code, () => undefined),
  );
  if (plan.approval === 'not_needed') return null;
  return (
    <>
      <Text>
        {t(`codes.plan_approval.${plan.approval}`)}
        {plan.approved_by ? (
          <>
            {' · '}
            <Bdi>{plan.approved_by}</Bdi>
          </>
        ) : null}
        {plan.approved_on ? ` · ${dates.day(plan.approved_on)}` : ''}
      </Text>
      <ProblemAlert problem={approve.problem} />
      {plan.may_approve ? (
        <Group>
          <Button loading={approve.pending} onClick={() => approve.run(plan.version ?? 0)}>
            {t('plan.approve')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}

function Reviews({ reviews }: { reviews: readonly PlanReviewView[] }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (reviews.length === 0) return null;
  return (
    <ol className="versions" aria-label={t('plan.reviews')}>
      {reviews.map((one, place) => (
        <li key={`${one.reviewed_on} ${place}`}>
          <Text size="sm" fw={600}>
            {dates.day(one.reviewed_on)} ·{' '}
            {one.with_client ? t('plan.with_client') : t('plan.without_client')}
            {one.reviewed_by ? (
              <>
                {' · '}
                <Bdi>{one.reviewed_by}</Bdi>
              </>
            ) : null}
          </Text>
          <Text className="preserved" dir="auto">
            <Bdi>{one.words ?? t('plan.forgotten')}</Bdi>
          </Text>
        </li>
      ))}
    </ol>
  );
}

const ROWS = 3;

function Review(props: { code: string; plan: PlanView; until: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const { code, plan, until, onClose } = props;
  const [said, setSaid] = useState<PlanReviewing>(() => ({
    reviewed_on: wallOf(new Date(), zone).date,
    with_client: true,
    words: '',
    next_review_on: until,
  }));
  const change = (part: Partial<PlanReviewing>): void => setSaid({ ...said, ...part });
  const review = useChange(
    (body: PlanReviewing, key) => reviewPlan(code, plan.version ?? 0, body, key),
    useSaved(code, onClose),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        review.run(said);
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={review.problem} />
        <DayField
          field="reviewed_on"
          label={t('plan.reviewed_on')}
          value={said.reviewed_on}
          onChange={(reviewed_on) => change({ reviewed_on })}
          error={review.errorOf('reviewed_on')}
        />
        <NativeSelect
          id={fieldId('with_client')}
          label={t('plan.took_part')}
          value={said.with_client ? 'yes' : 'no'}
          onChange={({ currentTarget }) => change({ with_client: currentTarget.value === 'yes' })}
          data={[
            { value: 'yes', label: t('plan.with_client') },
            { value: 'no', label: t('plan.without_client') },
          ]}
        />
        <Textarea
          id={fieldId('review-words')}
          label={t('plan.found')}
          {...OWN_DIRECTION}
          rows={ROWS}
          value={said.words}
          onChange={({ currentTarget }) => change({ words: currentTarget.value })}
          error={review.errorOf('words')}
        />
        <DayField
          field="next_review_on"
          label={t('plan.next_review')}
          value={said.next_review_on}
          onChange={(next_review_on) => change({ next_review_on })}
          error={review.errorOf('next_review_on')}
        />
        <Group>
          <Button type="submit" loading={review.pending} disabled={said.words.trim() === ''}>
            {t('plan.save_review')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
