import '../care.css';
import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ContactView, StaffCalendar } from '#domain/wire/contact.js';
import { addDays } from '#domain/rules/wall-clock.js';
import { calendarFile, readCalendar } from '../api.appointments.js';
import { useDates } from '../kit/dates.hook.js';
import { useNow } from '../kit/now.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { wallOf } from '../kit/time.js';
import { useMay } from '../session/session.context.js';
import { Appointments } from './appointments.list.js';

const WEEK = 7;

/** The own week: who comes when, and whether they came. A day without appointments takes no room. */
export function CalendarPage() {
  const { t } = useTranslation();
  const { zone } = useDates();
  const may = useMay();
  const now = useNow();
  const { from_on: asked } = useSearch({ from: '/calendar' });
  const from = asked ?? wallOf(new Date(now), zone).date;
  const until = addDays(from, WEEK - 1);
  const query = useQuery({
    queryKey: ['calendar', from],
    queryFn: () => readCalendar({ from_on: from, until_on: until }),
  });
  return (
    <Page
      title={t('appointments.calendar')}
      actions={
        <>
          {may('group.plan') ? (
            <Button
              component={Link}
              to="/groups/new"
              variant="default"
              leftSection={<IconUsersGroup size={18} aria-hidden />}
            >
              {t('appointments.plan_group')}
            </Button>
          ) : null}
          <Button component="a" href={calendarFile(from, until)} variant="default">
            {t('appointments.file')}
          </Button>
        </>
      }
    >
      <Weeks from={from} until={until} />
      <Loaded query={query}>{(calendar) => <Days calendar={calendar} />}</Loaded>
    </Page>
  );
}

function Weeks({ from, until }: { from: string; until: string }) {
  const { t } = useTranslation();
  const dates = useDates();
  const navigate = useNavigate();
  const go = (days: number): void =>
    void navigate({ to: '/calendar', search: { from_on: addDays(from, days) }, replace: true });
  return (
    <Group component="nav" aria-label={t('appointments.weeks_around')}>
      <Button
        variant="default"
        leftSection={<IconChevronLeft size={18} aria-hidden className="mirrored" />}
        onClick={() => go(-WEEK)}
      >
        {t('appointments.week_before')}
      </Button>
      <Text fw={600}>
        {dates.day(from)} – {dates.day(until)}
      </Text>
      <Button
        variant="default"
        rightSection={<IconChevronRight size={18} aria-hidden className="mirrored" />}
        onClick={() => go(WEEK)}
      >
        {t('appointments.week_after')}
      </Button>
    </Group>
  );
}

function Days({ calendar: { items, time_zone: zone, more } }: { calendar: StaffCalendar }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (items.length === 0)
    return (
      <EmptyState title={t('appointments.free')}>
        <Text>{t('appointments.free_words')}</Text>
      </EmptyState>
    );
  const dayOf = ({ starts_at }: ContactView): string => wallOf(new Date(starts_at), zone).date;
  const days = [...new Set(items.map(dayOf))];
  return (
    <>
      {days.map((day) => (
        <Section key={day} title={dates.day(day)}>
          <Appointments
            label={dates.day(day)}
            items={items.filter((one) => dayOf(one) === day)}
            empty=""
            ofMany
          />
        </Section>
      ))}
      {more ? <Text>{t('appointments.more_than_shown')}</Text> : null}
    </>
  );
}
