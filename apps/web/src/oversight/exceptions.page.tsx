import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EXCEPTION_KINDS } from '#domain/wire/house.js';
import type { ExceptionCounts, ExceptionKind } from '#domain/wire/house.js';
import { countExceptions } from '../api.house.js';
import { Choice, DayField } from '../kit/fields.js';
import { useFilters } from '../kit/filter.bar.js';
import { PlainTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { SavedViews } from '../kit/saved.views.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { Label } from '../kit/text.js';
import { Tile, Tiles } from '../kit/tile.js';
import { dayAhead } from '../kit/time.js';
import { useSession } from '../session/session.context.js';
import { ExceptionList } from './exceptions.list.js';
import { useReasonWords } from './reason.hook.js';

const PERIODS = ['7', '30', '90', '365'] as const;
type Length = (typeof PERIODS)[number];

export interface Days {
  readonly from_on: string;
  readonly until_on: string;
}

/** What did not go as it should, in the chosen days: numbers, and behind each number its list. */
export function ExceptionsPage() {
  const { t } = useTranslation();
  const zone = useSession().organisation.time_zone;
  const [today] = useState(() => new Date());
  const lengthOf = (length: Length): Days => ({
    from_on: dayAhead(today, zone, 1 - Number(length)),
    until_on: dayAhead(today, zone, 0),
  });
  const { from_on: from, until_on: until, kind } = useSearch({ from: '/exceptions' });
  const days: Days = from && until ? { from_on: from, until_on: until } : lengthOf('30');
  const query = useQuery({
    queryKey: ['exceptions', 'counts', days.from_on, days.until_on],
    queryFn: () => countExceptions(days),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t('app.exceptions')} actions={<SavedViews screen="exceptions" />}>
      <Text>{t('exceptions.intro')}</Text>
      <PeriodChoice days={days} lengthOf={lengthOf} />
      <Loaded query={query}>{(counts) => <Figures counts={counts} days={days} />}</Loaded>
      {kind ? (
        <ExceptionList key={kind} kind={kind} days={days} />
      ) : (
        <Text c="dimmed">{t('exceptions.choose')}</Text>
      )}
      {query.data && query.data.declines.length > 0 ? <Declines counts={query.data} /> : null}
    </Page>
  );
}

/** The last days, or any others; both stand in the address. */
function PeriodChoice({ days, lengthOf }: { days: Days; lengthOf: (length: Length) => Days }) {
  const { t } = useTranslation();
  const { search, replace } = useFilters();
  const chosen = PERIODS.find((each) => {
    const offered = lengthOf(each);
    return offered.from_on === days.from_on && offered.until_on === days.until_on;
  });
  const [other, setOther] = useState<boolean>(chosen === undefined);
  const [own, setOwn] = useState<Days>(days);
  const show = (next: Days): void => replace({ ...search, ...next });
  return (
    <Stack gap="sm">
      <Choice
        field="period"
        label={t('exceptions.period')}
        value={other ? 'other' : (chosen ?? 'other')}
        onChange={(next) => {
          setOther(next === 'other');
          if (next === 'other') setOwn(days);
          else show(lengthOf(next));
        }}
        options={[
          ...PERIODS.map((each) => ({ value: each, label: t(`exceptions.days_${each}`) })),
          { value: 'other' as const, label: t('exceptions.own_period') },
        ]}
      />
      {other ? (
        <form
          noValidate
          aria-label={t('exceptions.own_period')}
          onSubmit={(event) => {
            event.preventDefault();
            show(own);
          }}
        >
          <Group align="flex-end">
            <DayField
              field="from_on"
              label={t('exceptions.from')}
              value={own.from_on}
              onChange={(day) => setOwn({ ...own, from_on: day })}
            />
            <DayField
              field="until_on"
              label={t('exceptions.until')}
              value={own.until_on}
              onChange={(day) => setOwn({ ...own, until_on: day })}
            />
            <Button type="submit" variant="default">
              {t('exceptions.show')}
            </Button>
          </Group>
        </form>
      ) : null}
    </Stack>
  );
}

/** Kinds in which a client may come to harm draw the eye. */
const SERIOUS: readonly ExceptionKind[] = ['unanswered', 'no_contact', 'expired', 'override'];

function Figures({ counts, days }: { counts: ExceptionCounts; days: Days }) {
  const { t } = useTranslation();
  return (
    <Tiles label={t('exceptions.kinds')}>
      {EXCEPTION_KINDS.map((kind) => (
        <Tile
          key={kind}
          label={t(`exceptions.kind.${kind}`)}
          count={counts.counts[kind]}
          to="/exceptions"
          search={{ ...days, kind }}
          tone={SERIOUS.includes(kind) ? 'late' : 'calm'}
        />
      ))}
    </Tiles>
  );
}

function Declines({ counts }: { counts: ExceptionCounts }) {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  return (
    <Section title={t('exceptions.declines')}>
      <PlainTable
        label={t('exceptions.declines')}
        columns={[t('exceptions.partner'), t('exceptions.reason'), t('exceptions.count')]}
        rows={counts.declines.map(({ partner, partner_code: code, reason, count }) => (
          <Table.Tr key={`${code} ${reason}`}>
            <Table.Td>
              <Label of={partner} />
            </Table.Td>
            <Table.Td>{reasonWords('declined', reason)}</Table.Td>
            <Table.Td>{count}</Table.Td>
          </Table.Tr>
        ))}
      />
    </Section>
  );
}
