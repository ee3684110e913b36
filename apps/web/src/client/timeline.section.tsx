import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEvent, TimelineKind } from '#domain/wire/desk.js';
import { TIMELINE_KINDS } from '#domain/wire/desk.js';
import { listTimeline } from '../api.clinic.js';
import { asProblem } from '../kit/change.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { FailedState, Waiting } from '../kit/states.js';
import { Timeline } from '../kit/timeline.js';

/** The road over all organisations on one page, the newest first; what is not shared is told to be there, and no more. */
export function TimelineSection({ code }: { code: string }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<TimelineKind | undefined>(undefined);
  const { query, items } = usePaged(['timeline', code, kind ?? ''], (cursor) =>
    listTimeline(code, kind, cursor),
  );
  const wordOf = (event: string): string => t(`road.event.${event as TimelineEvent}`);
  return (
    <Section
      title={t('client.road')}
      actions={
        <NativeSelect
          size="sm"
          aria-label={t('road.show')}
          value={kind ?? ''}
          onChange={({ currentTarget }) =>
            setKind(TIMELINE_KINDS.find((each) => each === currentTarget.value))
          }
          data={[
            { value: '', label: t('kit.all') },
            ...TIMELINE_KINDS.map((each) => ({ value: each, label: t(`road.kind.${each}`) })),
          ]}
        />
      }
    >
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {!items && !query.error ? <Waiting /> : null}
      {items?.length === 0 ? <Text>{t('road.empty')}</Text> : null}
      {items && items.length > 0 ? (
        <Stack gap="sm" align="flex-start">
          <Timeline label={t('client.road')} entries={items} wordOf={wordOf} />
          {query.hasNextPage ? (
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('app.more')}
            </Button>
          ) : null}
        </Stack>
      ) : null}
    </Section>
  );
}
