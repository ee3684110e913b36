import { Badge, Checkbox, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureView } from '#domain/wire/erasure.js';
import { listErasures } from '../api.erasure.js';
import { useDates } from '../kit/dates.hook.js';
import type { Column } from '../kit/list.rows.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { ClientCode } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { ErasureDeeds } from './erasure.deeds.js';

/** What the list shows of a request. */
function useColumns(): readonly Column<ErasureView>[] {
  const { t } = useTranslation();
  const dates = useDates();
  return [
    {
      id: 'client',
      head: t('erasure.client'),
      width: '10rem',
      cell: ({ client, state }) =>
        state === 'carried_out' ? (
          <ClientCode of={client} />
        ) : (
          <Link to="/clients/$code" params={{ code: client }} className="row-link">
            <ClientCode of={client} />
          </Link>
        ),
    },
    {
      id: 'asked',
      head: t('erasure.asked'),
      cell: ({ asked_on: day, asked_how: way }) => (
        <>
          {dates.day(day)}
          <Text size="sm">{t(`codes.erasure_way.${way}`)}</Text>
        </>
      ),
    },
    {
      id: 'state',
      head: t('erasure.state'),
      width: 'minmax(0, 2fr)',
      cell: ({ state, decision, decide_by_on: by }) => (
        <>
          <Badge variant="outline" className="wrapping">
            {t(`codes.erasure_state.${state}`)}
          </Badge>
          {decision ? <Text size="sm">{t(`codes.erasure_ground.${decision.ground}`)}</Text> : null}
          {state === 'requested' ? (
            <Text size="sm" fw={600}>
              {t('erasure.decide_by')} {dates.day(by)}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      id: 'next',
      head: t('erasure.next'),
      width: 'minmax(13rem, 1fr)',
      cell: (erasure) => (
        <Group gap="xs">
          <ErasureDeeds erasure={erasure} />
        </Group>
      ),
    },
  ];
}

/** Who asked to be forgotten, those first that must be decided soonest. */
export function ErasuresPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const [open, setOpen] = useState(true);
  const { query, items } = usePaged(['erasures', open], (cursor) => listErasures(open, cursor), true);
  return (
    <Page title={t('app.erasures')}>
      <Text>{t('erasure.list_intro')}</Text>
      <Checkbox
        label={t('erasure.all')}
        checked={!open}
        onChange={(event) => setOpen(!event.currentTarget.checked)}
      />
      <PagedPart
        query={query}
        items={items}
        label={t('app.erasures')}
        keyOf={({ reference }) => reference}
        empty={{ title: t('erasure.list_empty_title'), words: t('erasure.list_empty') }}
        columns={columns}
      />
    </Page>
  );
}
