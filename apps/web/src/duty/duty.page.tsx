import { Button, Group, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyTurn, DutyView, SiteView } from '#domain/wire/house.js';
import { listSites, readDuty } from '../api.day.js';
import { useDates } from '../kit/dates.hook.js';
import { useNow } from '../kit/now.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { Bdi, Label } from '../kit/text.js';
import { wallOf } from '../kit/time.js';
import { useMay, useSession } from '../session/session.context.js';
import { PlanDialog, CancelDialog, PassDialog, TakeOverDialog } from './duty.dialogs.js';
import type { Planned } from './duty.dialogs.js';
import { DutyTable } from './duty.table.js';
import { WEEK_DAYS, daysAfter, firstDayOfWeek, weekOf } from './week.js';

/** What is asked about a turn, or about a time that is nobody's. */
export type DutyAsked =
  | { readonly ask: 'plan'; readonly planned: Planned }
  | { readonly ask: 'take' | 'pass' | 'cancel'; readonly turn: DutyTurn };

/** Who answers now, and who will: a week of every site and level, with what is nobody's in plain sight. */
export function DutyPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { organisation } = useSession();
  const { week: wished } = useSearch({ from: '/duty' });
  const today = wallOf(new Date(useNow()), organisation.time_zone).date;
  const region = organisation.jurisdiction.slice(0, 2).toUpperCase();
  const first = weekOf(wished ?? today, firstDayOfWeek(region));
  const [asked, setAsked] = useState<DutyAsked | null>(null);
  const sites = useQuery({ queryKey: ['sites'], queryFn: listSites });
  const duty = useQuery({
    queryKey: ['duty', first],
    queryFn: () => readDuty(first, daysAfter(first, WEEK_DAYS - 1)),
    refetchInterval: 60_000,
  });
  return (
    <Page
      title={t('app.duty')}
      actions={
        may('duty.plan') && duty.data?.now.length ? (
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setAsked({ ask: 'plan', planned: firstPlanned(duty.data, wished ?? today) })}
          >
            {t('duty.plan')}
          </Button>
        ) : null
      }
    >
      <Loaded query={sites}>
        {({ items }) => (
          <Loaded query={duty}>
            {(view) => (
              <Stack gap="lg">
                <Now view={view} sites={items} />
                <WeekLinks first={first} today={today} />
                {items
                  .filter(({ code }) => view.now.some(({ site }) => site === code))
                  .map((site) => (
                    <DutyTable
                      key={site.code}
                      site={site}
                      view={view}
                      first={first}
                      today={today}
                      onAsk={setAsked}
                    />
                  ))}
                {asked ? (
                  <Asked asked={asked} view={view} sites={items} onClose={() => setAsked(null)} />
                ) : null}
              </Stack>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

const firstPlanned = (view: DutyView, day: string): Planned => ({
  site: view.now[0]?.site ?? '',
  level: view.now[0]?.level ?? 'duty',
  from: { date: day, time: '08:00' },
  until: { date: day, time: '20:00' },
});

function Now({ view, sites }: { view: DutyView; sites: readonly SiteView[] }) {
  const { t } = useTranslation();
  if (view.now.length === 0) return <EmptyState title={t('duty.now')}>{t('duty.no_sites')}</EmptyState>;
  return (
    <Section title={t('duty.now')}>
      <ul className="lines">
        {view.now.map(({ site, level, role, colleague }) => {
          const place = sites.find(({ code }) => code === site);
          return (
            <li key={`${site} ${level}`}>
              <Text fw={600}>
                {t(`duty.level.${level}`)} · {place ? <Label of={place.names} /> : <bdi>{site}</bdi>}
              </Text>
              {colleague ? (
                <Text size="lg">
                  <Bdi>{colleague.display_name}</Bdi>
                </Text>
              ) : (
                <Text c="dimmed">{t('duty.nobody', { role: t(`codes.role.${role}`) })}</Text>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function WeekLinks({ first, today }: { first: string; today: string }) {
  const { t } = useTranslation();
  const dates = useDates();
  const to = (week: string): string => `/duty?week=${week}`;
  return (
    <Group component="nav" aria-label={t('duty.week')} justify="space-between">
      <Text fw={600} aria-live="polite">
        {dates.day(first)} – {dates.day(daysAfter(first, WEEK_DAYS - 1))}
      </Text>
      <Group gap="xs">
        <Button
          component={Link}
          variant="default"
          leftSection={<IconChevronLeft size={18} aria-hidden className="mirrored" />}
          to={to(daysAfter(first, -WEEK_DAYS))}
        >
          {t('duty.previous')}
        </Button>
        <Button component={Link} variant="default" to={to(today)}>
          {t('duty.this_week')}
        </Button>
        <Button
          component={Link}
          variant="default"
          rightSection={<IconChevronRight size={18} aria-hidden className="mirrored" />}
          to={to(daysAfter(first, WEEK_DAYS))}
        >
          {t('duty.next')}
        </Button>
      </Group>
    </Group>
  );
}

function Asked({
  asked,
  view,
  sites,
  onClose,
}: {
  asked: DutyAsked;
  view: DutyView;
  sites: readonly SiteView[];
  onClose: () => void;
}) {
  switch (asked.ask) {
    case 'plan':
      return <PlanDialog planned={asked.planned} view={view} sites={sites} onClose={onClose} />;
    case 'take':
      return <TakeOverDialog turn={asked.turn} onClose={onClose} />;
    case 'pass':
      return <PassDialog turn={asked.turn} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog turn={asked.turn} onClose={onClose} />;
  }
}
