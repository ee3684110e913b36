import { Badge, Button, Group, Text } from '@mantine/core';
import { IconShieldBolt } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BREAK_GLASS_VIEWS } from '#domain/wire/identity.js';
import type { BreakGlassListView, BreakGlassView } from '#domain/wire/identity.js';
import { closeOpening, listOpenings } from '../api.identity.js';
import { asProblem, useChange } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { Choice } from '../kit/fields.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { EmptyState, FailedState, ProblemAlert, Waiting } from '../kit/states.js';
import { ClientCode, Due } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { EmergencyCardDialog } from './glass.dialogs.js';
import { DecideOpeningDialog, ReviewOpeningDialog } from './second.dialogs.js';
import { OpenedBy, OpenedWhat, OpenedWhen } from './opening.words.js';
import { TellClient } from './tell.client.js';

/** Openings of the house: what waits for a decision or a review first, and the way to a card by its code. */
export function OpeningsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const second = may('glass.decide') || may('glass.review');
  const [view, setView] = useState<BreakGlassListView>(
    may('glass.review') ? 'to_review' : may('glass.decide') ? 'to_decide' : 'all',
  );
  const [opening, setOpening] = useState(false);
  const { query, items } = usePaged(['openings', view], (cursor) => listOpenings(view, cursor), true);
  const names = {
    to_decide: 'to_decide',
    to_review: 'to_review',
    to_tell: 'to_tell',
    open: 'open_now',
    all: 'all',
  } as const;
  return (
    <Page
      title={t('app.openings')}
      actions={
        may('glass.emergency') ? (
          <Button
            color="red"
            variant="outline"
            leftSection={<IconShieldBolt size={18} aria-hidden />}
            onClick={() => setOpening(true)}
          >
            {t('glass.by_card')}
          </Button>
        ) : null
      }
    >
      <Text>{t('glass.list_intro')}</Text>
      {second ? (
        <Choice
          field="view"
          label={t('glass.state')}
          unseenLabel
          value={view}
          onChange={setView}
          options={BREAK_GLASS_VIEWS.map((value) => ({ value, label: t(`glass.${names[value]}`) }))}
        />
      ) : null}
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {items === undefined ? (
        query.error ? null : (
          <Waiting />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t('glass.empty_title')}>{t('glass.empty')}</EmptyState>
      ) : (
        <OpeningList
          items={items}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
        />
      )}
      {opening ? <EmergencyCardDialog code={null} onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}

function OpeningList(props: {
  items: readonly BreakGlassView[];
  more: { load: () => void; loading: boolean } | null;
}) {
  const { t } = useTranslation();
  return (
    <DataList
      label={t('app.openings')}
      rows={props.items}
      keyOf={({ opening }) => opening}
      more={props.more}
      columns={[
        {
          id: 'client',
          head: t('glass.client'),
          width: '9rem',
          cell: ({ client }) =>
            client ? (
              <Link to="/clients/$code" params={{ code: client }} className="row-link">
                <ClientCode of={client} />
              </Link>
            ) : null,
        },
        { id: 'who', head: t('glass.who'), cell: (row) => <OpenedBy opening={row} /> },
        {
          id: 'what',
          head: t('glass.what'),
          width: 'minmax(0, 2fr)',
          cell: (row) => <OpenedWhat opening={row} />,
        },
        { id: 'when', head: t('glass.when'), cell: (row) => <OpenedWhen opening={row} /> },
        {
          id: 'state',
          head: t('glass.state'),
          width: 'minmax(12rem, 1fr)',
          cell: (row) => <Where opening={row} />,
        },
      ]}
    />
  );
}

/** Where it stands, until when it has to be reviewed, and the button of whoever is asked. */
function Where({ opening }: { opening: BreakGlassView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asked, setAsked] = useState<'decide' | 'review' | null>(null);
  const { state, mine } = opening;
  return (
    <>
      <Badge variant={state === 'reviewed' ? 'default' : 'outline'} className="wrapping">
        {t(`codes.break_glass_state.${state}`)}
      </Badge>
      {state === 'over' && opening.review_due_at ? (
        <Due at={opening.review_due_at} overdue={opening.overdue} />
      ) : null}
      {opening.verdict ? <Text size="sm">{t(`codes.break_glass_verdict.${opening.verdict}`)}</Text> : null}
      <TellClient opening={opening} />
      <Group gap="xs" mt={4}>
        {state === 'requested' && !mine && may('glass.decide') ? (
          <Button size="compact-md" onClick={() => setAsked('decide')}>
            {t('glass.to_decide')}
          </Button>
        ) : null}
        {state === 'over' && !mine && may('glass.review') ? (
          <Button size="compact-md" onClick={() => setAsked('review')}>
            {t('glass.review')}
          </Button>
        ) : null}
        {state === 'open' && !mine && may('glass.review') && may('glass.decide') ? (
          <EndButton opening={opening.opening} />
        ) : null}
        {state === 'open' && mine ? (
          <Button size="compact-md" variant="default" component={Link} to={`/openings/${opening.opening}`}>
            {t('glass.emergency')}
          </Button>
        ) : null}
      </Group>
      {asked === 'decide' ? <DecideOpeningDialog opening={opening} onClose={() => setAsked(null)} /> : null}
      {asked === 'review' ? <ReviewOpeningDialog opening={opening} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

/** The privacy officer ends at once what should not be open. */
function EndButton({ opening }: { opening: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const end = useChange(
    (_: null, key) => closeOpening(opening, key),
    () => queries.invalidateQueries({ queryKey: ['openings'] }),
  );
  return (
    <>
      <ProblemAlert problem={end.problem} />
      <Button
        size="compact-md"
        color="red"
        variant="outline"
        loading={end.pending}
        onClick={() => end.run(null)}
      >
        {t('glass.close')}
      </Button>
    </>
  );
}
