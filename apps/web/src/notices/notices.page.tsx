import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { NoticeView } from '#domain/wire/notices.js';
import { listNotices, readNotices } from '../api.notices.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import type { Column } from '../kit/list.rows.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { PagedPart } from '../privacy/paged.part.js';
import { PreferenceSection } from './preference.section.js';

/** Where a notice leads: a handoff by its reference, a client by their code; work waits in the inbox. */
function NoticeLink({ notice }: { notice: NoticeView }) {
  const { t } = useTranslation();
  const { kind, subject } = notice;
  if (kind === 'work.overdue' && subject !== null)
    return (
      <Link to="/handoffs/$reference" params={{ reference: subject }} className="row-link">
        {t(`codes.notice_kind.${kind}`)}
      </Link>
    );
  if (kind === 'consent.ending' && subject !== null)
    return (
      <Link to="/clients/$code" params={{ code: subject }} className="row-link">
        {t(`codes.notice_kind.${kind}`)} <bdi>{subject}</bdi>
      </Link>
    );
  if (
    kind === 'work.assigned' ||
    kind === 'message.dead' ||
    kind === 'work.escalated' ||
    kind === 'alert.raised'
  )
    return (
      <Link to="/" className="row-link">
        {t(`codes.notice_kind.${kind}`)}
      </Link>
    );
  return <>{t(`codes.notice_kind.${kind}`)}</>;
}

function useColumns(): readonly Column<NoticeView>[] {
  const { t } = useTranslation();
  const dates = useDates();
  return [
    {
      id: 'kind',
      head: t('notices.kind'),
      width: 'minmax(0, 2fr)',
      cell: (notice) => (
        <Group gap="xs">
          <NoticeLink notice={notice} />
          {notice.read_at === null ? <Badge variant="outline">{t('notices.fresh')}</Badge> : null}
        </Group>
      ),
    },
    {
      id: 'when',
      head: t('notices.when'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ told_at: at }) => <Text size="sm">{dates.instant(at)}</Text>,
    },
  ];
}

/** What one was told oneself, and how one wants to be told. */
export function NoticesPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const queries = useQueryClient();
  const { query, items } = usePaged(['notices', 'list'], listNotices, true);
  const newest = items?.[0]?.id;
  const read = useChange(
    (until: string, key) => readNotices({ until }, key),
    () => queries.invalidateQueries({ queryKey: ['notices'] }),
  );
  return (
    <Page
      title={t('app.notices')}
      actions={
        newest !== undefined && items?.some(({ read_at: at }) => at === null) ? (
          <Button variant="default" loading={read.pending} onClick={() => read.run(newest)}>
            {t('notices.read_all')}
          </Button>
        ) : null
      }
    >
      <Stack gap="md">
        <ProblemAlert problem={read.problem} />
        <Text>{t('notices.intro')}</Text>
        <PagedPart
          query={query}
          items={items}
          label={t('app.notices')}
          keyOf={({ id }) => id}
          empty={{ title: t('notices.empty_title'), words: t('notices.empty') }}
          columns={columns}
        />
        <Section title={t('notices.how')}>
          <PreferenceSection />
        </Section>
      </Stack>
    </Page>
  );
}
