import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { PackView } from '#domain/wire/house.js';
import { readPack } from '../api.house.js';
import { directionOf } from '../i18n.js';
import { useDates } from '../kit/dates.hook.js';
import { PlainTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { Bdi, Code, Facts, LANGUAGE_NAMES, Label, useTerms } from '../kit/text.js';
import { useWeek } from './week.hook.js';

/** In the order in which a handoff meets them. */
const CLOCKS = [
  'acknowledge_hours_urgent',
  'acknowledge_business_days_routine',
  'decide_hours_urgent',
  'decide_business_days_routine',
  'hard_stop_business_days',
  'answer_hours_urgent',
  'answer_business_days',
  'waitlist_review_days',
  'arrival_grace_hours_residential',
  'arrival_grace_hours_other',
  'not_seen_hours',
  'hold_business_days',
  'report_days',
  'acknowledge_report_business_days',
  'next_step_hours',
  'contact_hours',
  'place_hold_days',
  'contact_kept_days',
  'overturn_business_days',
  'draft_days',
] as const;

/** What differs in the own jurisdiction, in words; it is not changed on a screen. */
export function PackPage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['pack'], queryFn: () => readPack() });
  return (
    <Page title={t('app.pack')}>
      <Text>{t('pack.intro')}</Text>
      <Loaded query={query}>{(pack) => <Pack pack={pack} />}</Loaded>
    </Page>
  );
}

function Pack({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const terms = useTerms();
  return (
    <Stack gap="lg">
      <Section title={t('pack.general')}>
        <Facts
          items={[
            { term: t('pack.name'), value: <Label of={pack.names} /> },
            { term: t('pack.version'), value: <Code>{pack.version}</Code> },
            { term: t('pack.valid_from'), value: dates.day(pack.valid_from) },
            { term: t('pack.zone'), value: <Code>{pack.time_zone}</Code> },
            {
              term: t('pack.hotline'),
              value: pack.hotline === null ? t('pack.no_hotline') : <Code>{pack.hotline}</Code>,
            },
            {
              term: t('pack.stages'),
              value: dates.list(pack.licensed_stages.map((stage) => terms.stage(stage))),
            },
            { term: t('pack.stale'), value: t('pack.days_n', { count: pack.capacity_stale_days }) },
          ]}
        />
      </Section>
      <Clocks clocks={pack.clocks} />
      <Calendar pack={pack} />
      <Section title={t('pack.consent')}>
        <Stack>
          {LANGUAGES.map((language) => (
            <blockquote key={language} className="note" lang={language} dir={directionOf(language)}>
              <Text size="sm" c="dimmed">
                {LANGUAGE_NAMES[language]}
              </Text>
              <Bdi>{pack.consent_text.texts[language]}</Bdi>
            </blockquote>
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}

/** The unit of a clock stands in its name. */
const unitOf = (name: string): 'hours_n' | 'business_days_n' | 'days_n' =>
  name.includes('business_days') ? 'business_days_n' : name.includes('hours') ? 'hours_n' : 'days_n';

function Clocks({ clocks }: { clocks: PackView['clocks'] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('pack.clocks')}>
      <PlainTable
        label={t('pack.clocks')}
        columns={[t('pack.what'), t('pack.how_long')]}
        rows={CLOCKS.flatMap((name) => {
          const count = clocks[name];
          return count === undefined ? (
            []
          ) : (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {t(`pack.clock.${name === 'arrival_grace_hours_other' ? 'arrival_grace_elsewhere' : name}`)}
              </Table.Th>
              <Table.Td>{t(`pack.${unitOf(name)}`, { count })}</Table.Td>
            </Table.Tr>
          );
        })}
      />
    </Section>
  );
}

function Calendar({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const week = useWeek();
  return (
    <Section title={t('pack.calendar')}>
      <Facts
        items={[
          {
            term: t('pack.weekend'),
            value: dates.list(pack.weekend_days.map((day) => week.weekday(day))),
          },
          {
            term: t('pack.hours'),
            value: <Code>{`${pack.working_hours.from}–${pack.working_hours.to}`}</Code>,
          },
          { term: t('pack.holidays'), value: dates.list(pack.holidays.map((on) => week.holiday(on))) },
        ]}
      />
    </Section>
  );
}
