import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORK_ITEMS } from '#domain/charter/code-lists.js';
import type { WorkCompleteRequest, WorkItemView } from '#domain/wire/work.js';
import { completeWork, listWork, retryMessage } from '../api.js';
import { useMay } from '../session/session.context.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { EmptyState, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { ClientCode, Due, Label, useTerms } from '../kit/text.js';
import { WorkTiles } from '../home/tiles.js';
import { NewClientButton } from '../clients/clients.page.js';
import { ResultDialog } from './result.dialog.js';

interface Completion {
  readonly id: string;
  readonly body: WorkCompleteRequest;
}

/** What a row of the inbox may ask for. */
interface RowActions {
  readonly busy: boolean;
  readonly onDone: () => void;
  readonly onRetry: () => void;
}

export function InboxPage() {
  const { t } = useTranslation();
  const { query, items } = usePaged(['work'], listWork, true);
  const queries = useQueryClient();
  const [asking, setAsking] = useState<WorkItemView | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['work'] });
  const done = useChange(
    ({ id, body }: Completion, key) => completeWork(id, body, key),
    async () => {
      setAsking(null);
      await refresh();
    },
  );
  const retry = useChange(retryMessage, refresh);
  const overdue = items?.filter((item) => item.overdue).length ?? 0;
  const finish = (item: WorkItemView): void => {
    done.reset();
    if (item.kind === 'handoff.next_step') setAsking(item);
    else done.run({ id: item.id, body: {} });
  };
  return (
    <Page title={t('app.inbox')} actions={<NewClientButton />}>
      <WorkTiles />
      {asking ? null : <ProblemAlert problem={done.problem ?? retry.problem} />}
      {items && items.length > 0 ? (
        <Group gap="sm">
          <Text>
            {t('inbox.waiting', { count: items.length })}
            {query.hasNextPage ? '+' : ''}
          </Text>
          {overdue > 0 ? <Badge color="red">{t('inbox.late', { count: overdue })}</Badge> : null}
        </Group>
      ) : null}
      <PagedTable
        query={query}
        items={items}
        label={t('app.inbox')}
        columns={[t('inbox.task'), t('inbox.about'), t('inbox.due'), t('inbox.done')]}
        empty={<EmptyState title={t('inbox.empty_title')}>{t('inbox.empty')}</EmptyState>}
        row={(item) => (
          <WorkRow
            key={item.id}
            item={item}
            actions={{
              busy: done.pending || retry.pending,
              onDone: () => finish(item),
              onRetry: () => retry.run(item.id),
            }}
          />
        )}
      />
      {asking ? (
        <ResultDialog
          problem={done.problem}
          pending={done.pending}
          onClose={() => setAsking(null)}
          onResult={(result) => done.run({ id: asking.id, body: { result } })}
        />
      ) : null}
    </Page>
  );
}

function WorkRow({ item, actions }: { item: WorkItemView; actions: RowActions }) {
  const { t } = useTranslation();
  return (
    <Table.Tr>
      <Table.Td>
        <WorkLink item={item} />
        {item.handoff?.urgency === 'urgent' ? (
          <Badge color="red" variant="outline" ms="xs">
            {t('codes.urgency.urgent')}
          </Badge>
        ) : null}
        {item.role ? (
          <Text size="sm" c="dimmed">
            {t('inbox.first_asked')} {t(`codes.role.${item.role}`)}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        <About item={item} />
      </Table.Td>
      <Table.Td>
        <Due at={item.due_at} overdue={item.overdue} />
      </Table.Td>
      <Table.Td>
        <WorkButton item={item} actions={actions} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What a person ticks off has a button; the rest is done by answering its handoff, and a message is sent again. */
function WorkButton({ item, actions }: { item: WorkItemView; actions: RowActions }) {
  const { t } = useTranslation();
  const may = useMay();
  if (item.kind === 'message.dead' && may('message.retry')) {
    return (
      <Button
        variant="default"
        leftSection={<IconRefresh size={18} aria-hidden />}
        miw="max-content"
        disabled={actions.busy}
        onClick={actions.onRetry}
      >
        {t('inbox.send_again')}
      </Button>
    );
  }
  if (!WORK_ITEMS[item.kind].by_hand || !may('work.complete')) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconCheck size={18} aria-hidden />}
      miw="max-content"
      disabled={actions.busy}
      onClick={actions.onDone}
    >
      {t('inbox.mark_done')}
    </Button>
  );
}

/** Where the work is done: the coordination office sees the envelope of a handoff, never its content. */
function WorkLink({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const may = useMay();
  const word = t(`codes.work_item.${item.kind}`);
  if (item.handoff) {
    const { reference } = item.handoff;
    const isOffice = item.kind === 'handoff.escalated' && may('envelope.view');
    return (
      <Link
        to={isOffice ? '/coordination/$reference' : '/handoffs/$reference'}
        params={{ reference }}
        className="row-link"
      >
        {word}
      </Link>
    );
  }
  if (item.client) {
    return (
      <Link to="/clients/$code" params={{ code: item.client }} className="row-link">
        {word}
      </Link>
    );
  }
  return <Text fw={600}>{word}</Text>;
}

function About({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      {item.client ? (
        <div>
          <ClientCode of={item.client} />
        </div>
      ) : null}
      {item.handoff ? (
        <Text size="sm" c="dimmed">
          <Label of={item.handoff.partner} />
          {item.handoff.stage ? ` · ${terms.stage(item.handoff.stage)}` : ''} ·{' '}
          {t(`codes.handoff_state.${item.handoff.state}`)}
        </Text>
      ) : null}
    </>
  );
}
