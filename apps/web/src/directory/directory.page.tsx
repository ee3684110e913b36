import { Anchor, Button, Group, Text, TextInput } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DIRECTORY_KINDS, MEETING_AUDIENCES } from '#domain/charter/directory.js';
import type { DirectoryEntryView, MeetingView } from '#domain/wire/directory.js';
import { listDirectory, listMeetings } from '../api.day.js';
import { useDates } from '../kit/dates.hook.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { FilterBar, useFilters } from '../kit/filter.bar.js';
import { LivingList } from '../kit/living.list.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { SavedViews } from '../kit/saved.views.js';
import { EmptyState } from '../kit/states.js';
import { Code, Label, useTerms } from '../kit/text.js';
import { readDirectorySearch } from './directory.search.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** The first of January 2024 was a Monday. */
const dayCalled = (weekday: number): string => `2024-01-0${weekday}`;

/** Where help is: services, and the weekly meetings of mutual aid. It is looked up with the client, and leads to nobody's record. */
export function DirectoryPage() {
  const { t } = useTranslation();
  const { list } = readDirectorySearch(useSearch({ strict: false }));
  return (
    <Page title={t('app.directory')}>
      <nav aria-label={t('app.directory')}>
        <Group gap={4}>
          <Way word={t('directory.meetings')} isHere={list === undefined} search={{}} />
          <Way word={t('directory.services')} isHere={list === 'services'} search={{ list: 'services' }} />
        </Group>
      </nav>
      {list === 'services' ? <Services /> : <Meetings />}
    </Page>
  );
}

function Way({ word, isHere, search }: { word: string; isHere: boolean; search: { list?: 'services' } }) {
  return (
    <Link
      to="/directory"
      search={search}
      className="tab"
      activeProps={{}}
      inactiveProps={{}}
      aria-current={isHere ? 'page' : undefined}
    >
      {word}
    </Link>
  );
}

function GroupAndTown({ meeting: { group } }: { meeting: MeetingView }) {
  return (
    <>
      <Text fw={600}>
        <Label of={group.names} />
      </Text>
      <Text size="sm" c="dimmed">
        <Label of={group.town} />
      </Text>
    </>
  );
}

function Meetings() {
  const { t } = useTranslation();
  const dates = useDates();
  const { list: _list, kind: _kind, online, ...search } = readDirectorySearch(useSearch({ strict: false }));
  const filter = {
    ...search,
    ...(online === undefined ? {} : { online: online ? ('true' as const) : ('false' as const) }),
  };
  const { query, items } = usePaged(['directory', 'meetings', filter], (cursor) =>
    listMeetings(filter, cursor),
  );
  return (
    <>
      <Text>{t('directory.intro')}</Text>
      <TownField key={search.town ?? ''} town={search.town ?? ''} />
      <FilterBar
        filters={[
          {
            name: 'weekday',
            label: t('directory.weekday'),
            options: WEEKDAYS.map((weekday) => ({
              value: `${weekday}`,
              label: dates.weekday(dayCalled(weekday)),
            })),
          },
          {
            name: 'for',
            label: t('directory.for'),
            options: MEETING_AUDIENCES.map((each) => ({
              value: each,
              label: t(`directory.audience.${each}`),
            })),
          },
          {
            name: 'online',
            label: t('directory.way'),
            options: [
              { value: 'false', label: t('directory.ways.in_person') },
              { value: 'true', label: t('directory.ways.online') },
            ],
          },
        ]}
      >
        <SavedViews screen="directory" />
      </FilterBar>
      <LivingList
        query={query}
        items={items}
        label={t('directory.meetings')}
        keyOf={({ group, weekday, starts, way }) => `${group.code} ${weekday} ${starts} ${way}`}
        columns={[
          { id: 'when', head: t('directory.when'), cell: (meeting) => <When meeting={meeting} /> },
          {
            id: 'group',
            head: t('directory.group'),
            width: 'minmax(0, 1.4fr)',
            cell: (meeting) => <GroupAndTown meeting={meeting} />,
          },
          { id: 'for', head: t('directory.for'), cell: (meeting) => <ForWhom meeting={meeting} /> },
        ]}
        empty={<EmptyState title={t('directory.empty_title')}>{t('directory.empty')}</EmptyState>}
      />
    </>
  );
}

function When({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      <Text fw={600}>
        {dates.weekday(dayCalled(meeting.weekday))} <bdi dir="ltr">{meeting.starts}</bdi>
      </Text>
      <Text size="sm" c="dimmed">
        {t('directory.lasts', { count: meeting.minutes })} · {t(`directory.ways.${meeting.way}`)}
      </Text>
    </>
  );
}

function ForWhom({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      <Text>{t(`directory.audience.${meeting.for}`)}</Text>
      <Text size="sm" c="dimmed">
        {meeting.open ? t('directory.open') : t('directory.closed')} · {terms.language(meeting.language)}
      </Text>
    </>
  );
}

function Services() {
  const { t } = useTranslation();
  const { kind, town } = readDirectorySearch(useSearch({ strict: false }));
  const filter = { ...(kind ? { kind } : {}), ...(town ? { town } : {}) };
  const { query, items } = usePaged(['directory', 'entries', filter], (cursor) =>
    listDirectory(filter, cursor),
  );
  return (
    <>
      <TownField key={town ?? ''} town={town ?? ''} />
      <FilterBar
        filters={[
          {
            name: 'kind',
            label: t('directory.kind'),
            options: DIRECTORY_KINDS.map((each) => ({ value: each, label: t(`directory.kinds.${each}`) })),
          },
        ]}
      >
        <SavedViews screen="directory" />
      </FilterBar>
      <LivingList
        query={query}
        items={items}
        label={t('directory.services')}
        keyOf={({ code }) => code}
        columns={[
          {
            id: 'name',
            head: t('directory.name'),
            width: 'minmax(0, 1.4fr)',
            cell: ({ names, kind: what }) => (
              <>
                <Text fw={600}>
                  <Label of={names} />
                </Text>
                <Text size="sm" c="dimmed">
                  {t(`directory.kinds.${what}`)}
                </Text>
              </>
            ),
          },
          { id: 'where', head: t('directory.where'), cell: (entry) => <Where entry={entry} /> },
          { id: 'telephone', head: t('directory.telephone'), cell: (entry) => <Telephone entry={entry} /> },
        ]}
        empty={<EmptyState title={t('directory.empty_title')}>{t('directory.empty')}</EmptyState>}
      />
    </>
  );
}

function Where({ entry }: { entry: DirectoryEntryView }) {
  return (
    <>
      <Text>
        <Label of={entry.town} />
      </Text>
      <Text size="sm" c="dimmed">
        {entry.address ? <Label of={entry.address} /> : <Label of={entry.region} />}
      </Text>
    </>
  );
}

function Telephone({ entry }: { entry: DirectoryEntryView }) {
  if (entry.telephone === null) return null;
  return (
    <Anchor href={`tel:${entry.telephone}`} underline="always">
      <Code>{entry.telephone}</Code>
    </Anchor>
  );
}

/** A town in whichever of the three languages; it goes into the address when it is looked for, not with every letter. */
function TownField({ town }: { town: string }) {
  const { t } = useTranslation();
  const { set } = useFilters();
  const [typed, setTyped] = useState(town);
  return (
    <form
      noValidate
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        set('town', typed.trim());
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          id={fieldId('town')}
          label={t('directory.town')}
          {...OWN_DIRECTION}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          w={260}
        />
        <Button type="submit" variant="default">
          {t('directory.town_find')}
        </Button>
      </Group>
    </form>
  );
}
