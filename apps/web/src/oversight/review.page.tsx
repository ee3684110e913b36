import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REVIEW_ITEM_STATES } from '#domain/wire/house.js';
import type { ReviewDetail, ReviewItemView, ReviewView } from '#domain/wire/house.js';
import { closeReview, readWholeReview } from '../api.house.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { FilterBar } from '../kit/filter.bar.js';
import { later } from '../kit/later.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { Bdi, ClientCode, Code, Facts, Instant, Label } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { ItemState, reviewKey } from './review.item.js';
import { ReviewProgress, progressOf } from './reviews.page.js';

const WorksheetPage = later(async () => (await import('./worksheet.page.js')).WorksheetPage);

/** A sample: what was drawn and how far it has come; or the worksheet of one of its handoffs. */
export function ReviewPage() {
  const { t } = useTranslation();
  const { review } = useParams({ from: '/reviews/$review' });
  const { item } = useSearch({ from: '/reviews/$review' });
  const query = useQuery({ queryKey: reviewKey(review), queryFn: () => readWholeReview(review) });
  if (item !== undefined && query.data) return <WorksheetPage key={item} detail={query.data} item={item} />;
  return (
    <Page
      title={t('app.reviews')}
      actions={
        <Button component={Link} to="/reviews" variant="default">
          {t('reviews.to_list')}
        </Button>
      }
    >
      <Loaded query={query}>{(detail) => <Sample detail={detail} />}</Loaded>
    </Page>
  );
}

function Sample({ detail }: { detail: ReviewDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const { review, items } = detail;
  const { state } = useSearch({ from: '/reviews/$review' });
  const shown = items.filter((item) => state === undefined || item.state === state);
  const next = items.find((item) => item.state === 'open');
  return (
    <Stack gap="lg">
      <Section
        title={review.title}
        isWritten
        actions={
          <Group gap="sm">
            {next && may('review.find') ? (
              <Button component={Link} to={`/reviews/${review.review}?item=${next.item}`}>
                {t('reviews.next_open')}
              </Button>
            ) : may('review.find') && review.closed_at === null ? (
              <Text>{t('reviews.all_looked_at')}</Text>
            ) : null}
            {may('review.close') && review.closed_at === null ? <CloseButton review={review} /> : null}
          </Group>
        }
      >
        <ReviewFacts review={review} />
      </Section>
      <Section title={t('reviews.items')}>
        <Stack>
          <FilterBar
            filters={[
              {
                name: 'state',
                label: t('reviews.state'),
                options: REVIEW_ITEM_STATES.map((each) => ({
                  value: each,
                  label: `${t(`reviews.states.${each}`)} (${review.counts[each]})`,
                })),
              },
            ]}
          />
          {shown.length === 0 ? (
            <EmptyState title={t('exceptions.empty_title')}>{t('reviews.items_empty')}</EmptyState>
          ) : (
            <Items review={review.review} all={items} shown={shown} />
          )}
        </Stack>
      </Section>
    </Stack>
  );
}

function ReviewFacts({ review }: { review: ReviewView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Facts
      items={[
        {
          term: t('reviews.period'),
          value: `${dates.day(review.from_on)} – ${dates.day(review.until_on)}`,
        },
        { term: t('reviews.population'), value: t('reviews.population_n', { count: review.population }) },
        { term: t('reviews.seed'), value: <Code>{review.seed}</Code> },
        {
          term: t('reviews.drawn'),
          value: (
            <>
              <Instant at={review.drawn_at} /> · <Bdi>{review.drawn_by}</Bdi>
            </>
          ),
        },
        { term: t('reviews.progress'), value: <ReviewProgress review={review} /> },
        ...(review.closed_at === null
          ? []
          : [{ term: t('reviews.closed'), value: <Instant at={review.closed_at} /> }]),
      ]}
    />
  );
}

function Items(props: { review: string; all: readonly ReviewItemView[]; shown: readonly ReviewItemView[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { review, all, shown } = props;
  return (
    <DataList
      label={t('reviews.items')}
      rows={shown}
      keyOf={({ item }) => item}
      onOpen={({ item }) => void navigate({ to: '/reviews/$review', params: { review }, search: { item } })}
      columns={[
        {
          id: 'number',
          head: t('reviews.number'),
          width: '3rem',
          cell: (item) => all.indexOf(item) + 1,
        },
        {
          id: 'handoff',
          head: t('reviews.handoff'),
          cell: ({ item, handoff }) => (
            <Link to="/reviews/$review" params={{ review }} search={{ item }} className="row-link">
              <ClientCode of={handoff.reference} />
            </Link>
          ),
        },
        {
          id: 'partner',
          head: t('reviews.partner'),
          cell: ({ handoff }) => (
            <>
              <Label of={handoff.partner} />
              <Text size="sm" c="dimmed">
                {handoff.side === 'sender' ? t('reviews.sent') : t('reviews.received')}
              </Text>
            </>
          ),
        },
        { id: 'state', head: t('reviews.state'), cell: ({ state }) => <ItemState state={state} /> },
        {
          id: 'by',
          head: t('reviews.finding'),
          width: 'minmax(0, 2fr)',
          cell: ({ finding, found_by: by, replied_by: replied }) => (
            <>
              {finding === null ? null : <Bdi>{finding}</Bdi>}
              <Text size="sm" c="dimmed">
                {by === null ? null : (
                  <>
                    {t('reviews.found_by')} <Bdi>{by}</Bdi>
                  </>
                )}
              </Text>
              <Text size="sm" c="dimmed">
                {replied === null ? null : (
                  <>
                    {t('reviews.replied_by')} <Bdi>{replied}</Bdi>
                  </>
                )}
              </Text>
            </>
          ),
        },
      ]}
    />
  );
}

function CloseButton({ review }: { review: ReviewView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const close = useChange(
    (id: string, key) => closeReview(id, key),
    async () => {
      await queries.invalidateQueries({ queryKey: reviewKey(review.review) });
      await queries.invalidateQueries({ queryKey: ['reviews'] });
      setAsking(false);
    },
  );
  const { done, all } = progressOf(review);
  return (
    <>
      <Button variant={done === all ? 'filled' : 'default'} onClick={() => setAsking(true)}>
        {t('reviews.close')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('reviews.close')}
          object={<Bdi>{review.title}</Bdi>}
          effect={t('reviews.close_effect')}
          problem={close.problem}
          pending={close.pending}
          onSure={() => close.run(review.review)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
