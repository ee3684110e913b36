import { Badge, Button, Progress, Stack, Text, TextInput } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '#domain/charter/limits.js';
import type { ReviewDrawRequest, ReviewView } from '#domain/wire/house.js';
import { drawReview, listReviews } from '../api.house.js';
import { asProblem, useChange } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { DayField } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { EmptyState, FailedState, ProblemAlert, Waiting } from '../kit/states.js';
import { Bdi, Code, Instant } from '../kit/text.js';
import { dayAhead } from '../kit/time.js';
import { useMay, useSession } from '../session/session.context.js';

/** The samples of the house, the newest first, and how far each has come. */
export function ReviewsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [drawing, setDrawing] = useState(false);
  const { query, items } = usePaged(['reviews'], (cursor) => listReviews(cursor));
  return (
    <Page
      title={t('app.reviews')}
      actions={
        may('review.draw') ? (
          <Button leftSection={<IconDice5 size={20} aria-hidden />} onClick={() => setDrawing(true)}>
            {t('reviews.draw')}
          </Button>
        ) : null
      }
    >
      <Text>{t('reviews.intro')}</Text>
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {items === undefined ? (
        query.error ? null : (
          <Waiting />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t('reviews.empty_title')}>{t('reviews.empty')}</EmptyState>
      ) : (
        <ReviewList
          items={items}
          onOpen={({ review }) => void navigate({ to: '/reviews/$review', params: { review } })}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
        />
      )}
      {drawing ? <DrawDialog onClose={() => setDrawing(false)} /> : null}
    </Page>
  );
}

/** How many are settled: in order, or a finding that was replied to and taken. */
export function progressOf({ counts }: ReviewView): { done: number; all: number } {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { done: counts.in_order + counts.closed, all };
}

export function ReviewProgress({ review }: { review: ReviewView }) {
  const { t } = useTranslation();
  const { done, all } = progressOf(review);
  const words = t('reviews.of', { done: `${done}`, all: `${all}` });
  return (
    <>
      <Text>{words}</Text>
      <Progress
        value={all === 0 ? 0 : (done / all) * 100}
        aria-label={`${t('reviews.progress')}: ${words}`}
      />
    </>
  );
}

function ReviewList(props: {
  items: readonly ReviewView[];
  onOpen: (review: ReviewView) => void;
  more: { load: () => void; loading: boolean } | null;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <DataList
      label={t('app.reviews')}
      rows={props.items}
      keyOf={({ review }) => review}
      onOpen={props.onOpen}
      more={props.more}
      columns={[
        {
          id: 'title',
          head: t('reviews.name'),
          width: 'minmax(0, 2fr)',
          cell: ({ review, title, closed_at: closed }) => (
            <>
              <Link to="/reviews/$review" params={{ review }} className="row-link">
                <Bdi>{title}</Bdi>
              </Link>{' '}
              <Badge variant={closed ? 'default' : 'outline'}>
                {closed ? t('reviews.closed') : t('reviews.open')}
              </Badge>
            </>
          ),
        },
        {
          id: 'period',
          head: t('reviews.period'),
          cell: ({ from_on: from, until_on: until }) => `${dates.day(from)} – ${dates.day(until)}`,
        },
        {
          id: 'drawn',
          head: t('reviews.drawn'),
          cell: ({ drawn_at: at, drawn_by: by }) => (
            <>
              <Instant at={at} />
              <Text size="sm">
                <Bdi>{by}</Bdi>
              </Text>
            </>
          ),
        },
        {
          id: 'seed',
          head: t('reviews.seed'),
          cell: ({ seed, population }) => (
            <>
              <Code>{seed}</Code>
              <Text size="sm" c="dimmed">
                {t('reviews.population')} {t('reviews.population_n', { count: population })}
              </Text>
            </>
          ),
        },
        {
          id: 'progress',
          head: t('reviews.progress'),
          cell: (review) => <ReviewProgress review={review} />,
        },
      ]}
    />
  );
}

const PERIOD_DAYS = 90;
const SIZE = '10';

/** What is typed into the window, as it is typed. */
interface Draft {
  readonly title: string;
  readonly from_on: string;
  readonly until_on: string;
  readonly size: string;
  readonly seed: string;
}

const wantedOf = ({ title, from_on, until_on, size, seed }: Draft): ReviewDrawRequest => ({
  title: title.trim(),
  from_on,
  until_on,
  size: Number(size),
  ...(seed.trim() === '' ? {} : { seed: Number(seed) }),
});

function DrawDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const zone = useSession().organisation.time_zone;
  const [today] = useState(() => new Date());
  const [draft, setDraft] = useState<Draft>({
    title: '',
    from_on: dayAhead(today, zone, 1 - PERIOD_DAYS),
    until_on: dayAhead(today, zone, 0),
    size: SIZE,
    seed: '',
  });
  const draw = useChange(
    (body: ReviewDrawRequest, key) => drawReview(body, key),
    async ({ review }) => {
      await queries.invalidateQueries({ queryKey: ['reviews'] });
      await navigate({ to: '/reviews/$review', params: { review } });
    },
  );
  return (
    <Dialog title={t('reviews.draw')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          draw.run(wantedOf(draft));
        }}
      >
        <Stack>
          <ProblemAlert problem={draw.problem} />
          <DrawFields draft={draft} onChange={setDraft} errorOf={draw.errorOf} />
          <DialogActions submit={t('reviews.draw_submit')} onClose={onClose} pending={draw.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}

function DrawFields(props: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, onChange, errorOf } = props;
  const edit = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  return (
    <>
      <TextInput
        id={fieldId('title')}
        label={t('reviews.name')}
        description={t('reviews.name_hint')}
        {...OWN_DIRECTION}
        maxLength={LIMITS.review_title_characters_max}
        autoComplete="off"
        value={draft.title}
        onChange={(event) => edit({ title: event.currentTarget.value })}
        error={errorOf('title')}
      />
      <DayField
        field="from_on"
        label={t('reviews.from')}
        value={draft.from_on}
        onChange={(day) => edit({ from_on: day })}
        error={errorOf('from_on')}
      />
      <DayField
        field="until_on"
        label={t('reviews.until')}
        value={draft.until_on}
        onChange={(day) => edit({ until_on: day })}
        error={errorOf('until_on')}
      />
      <TextInput
        id={fieldId('size')}
        label={t('reviews.size')}
        description={t('reviews.size_hint', { max: `${LIMITS.review_handoffs_max}` })}
        inputMode="numeric"
        autoComplete="off"
        value={draft.size}
        onChange={(event) => edit({ size: event.currentTarget.value })}
        error={errorOf('size')}
      />
      <TextInput
        id={fieldId('seed')}
        label={t('reviews.seed')}
        description={t('reviews.seed_hint')}
        inputMode="numeric"
        autoComplete="off"
        value={draft.seed}
        onChange={(event) => edit({ seed: event.currentTarget.value })}
        error={errorOf('seed')}
      />
    </>
  );
}
