import { Badge, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUpView } from '#domain/wire/follow-up.js';
import { listFollowUps } from '../api.leaving.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { later } from '../kit/later.js';
import { useNow } from '../kit/now.hook.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { Due } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { followUpsKey } from './follow.ups.key.js';

const AttemptDialog = later(async () => (await import('./attempt.dialog.js')).AttemptDialog);

/** When a client who left is asked how they are, and what came of it. Whoever may look does so for a reason the audit keeps. */
export function FollowUpsSection({ code }: { code: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: followUpsKey(code), queryFn: () => listFollowUps(code) });
  const [trying, setTrying] = useState<string | null>(null);
  return (
    <Section title={t('leaving.follow_ups')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('leaving.follow_ups_none')}</Text>
          ) : (
            <FollowUps items={items} onTry={setTrying} />
          )
        }
      </Loaded>
      {trying === null ? null : (
        <AttemptDialog code={code} followUp={trying} onClose={() => setTrying(null)} />
      )}
    </Section>
  );
}

function FollowUps({ items, onTry }: { items: readonly FollowUpView[]; onTry: (id: string) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const now = useNow();
  const isOpen = (row: FollowUpView): boolean => row.state === 'open' && Date.parse(row.opens_at) <= now;
  return (
    <DataList<FollowUpView>
      label={t('leaving.follow_ups')}
      rows={items}
      keyOf={({ follow_up }) => follow_up}
      markOf={(row) => (isOpen(row) && Date.parse(row.due_at) < now ? 'late' : undefined)}
      columns={[
        { id: 'day', head: t('leaving.after'), cell: ({ day }) => t('leaving.days', { count: day }) },
        {
          id: 'due',
          head: t('leaving.due'),
          cell: (row) => <Due at={row.due_at} overdue={isOpen(row) && Date.parse(row.due_at) < now} />,
        },
        {
          id: 'state',
          head: t('leaving.state'),
          cell: ({ state }) => (
            <Badge variant={state === 'open' ? 'outline' : 'default'}>
              {t(`codes.follow_up_state.${state}`)}
            </Badge>
          ),
        },
        { id: 'attempts', head: t('leaving.attempts'), cell: (row) => <Attempts of={row} /> },
        {
          id: 'try',
          head: '',
          unseenHead: t('leaving.try'),
          width: 'max-content',
          cell: (row) =>
            isOpen(row) && row.attempts_left > 0 && may('followup.look') ? (
              <Button size="compact-md" variant="default" onClick={() => onTry(row.follow_up)}>
                {t('leaving.try')}
              </Button>
            ) : null,
        },
      ]}
    />
  );
}

function Attempts({ of }: { of: FollowUpView }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (of.attempts.length === 0) return <Text size="sm">{t('leaving.no_attempt')}</Text>;
  return (
    <>
      {of.attempts.map((one) => (
        <Text size="sm" key={one.attempted_at}>
          {dates.dayOf(one.attempted_at)} · {t(`codes.attempt_way.${one.way}`)} ·{' '}
          {t(`codes.attempt_outcome.${one.outcome}`)}
        </Text>
      ))}
    </>
  );
}
