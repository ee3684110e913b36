import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WorkItemKind } from '#domain/charter/code-lists.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { completeWork, listWork } from '../api.js';
import { useMay } from '../session/session.context.js';
import { PagedTable } from '../shell/list.js';
import { Page } from '../shell/page.js';
import { EmptyState, ProblemAlert } from '../shell/states.js';
import { useChange } from '../ui/change.hook.js';
import { usePaged } from '../ui/paged.hook.js';
import { ClientCode, Due, Label, useTerms } from '../ui/text.js';
import { NewClientButton } from '../clients/clients.page.js';

/** Tasks that a person ticks off; the others are done by answering their handoff. */
const BY_HAND: readonly WorkItemKind[] = ['handoff.next_step', 'handoff.notice', 'stage.countersign'];

export function InboxPage() {
  const { t } = useTranslation();
  const { query, items } = usePaged(['work'], listWork, true);
  const queries = useQueryClient();
  const done = useChange(completeWork, () => queries.invalidateQueries({ queryKey: ['work'] }));
  const overdue = items?.filter((item) => item.overdue).length ?? 0;
  return (
    <Page title={t('app.inbox')} actions={<NewClientButton />}>
      <ProblemAlert problem={done.problem} />
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
          <WorkRow key={item.id} item={item} busy={done.pending} onDone={() => done.run(item.id)} />
        )}
      />
    </Page>
  );
}

function WorkRow({ item, busy, onDone }: { item: WorkItemView; busy: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const byHand = BY_HAND.includes(item.kind) && may('work.complete');
  return (
    <Table.Tr>
      <Table.Td>
        <WorkLink item={item} />
        {item.handoff?.urgency === 'urgent' ? (
          <Badge color="red" variant="outline" ms="xs">
            {t('codes.urgency.urgent')}
          </Badge>
        ) : null}
      </Table.Td>
      <Table.Td>
        <About item={item} />
      </Table.Td>
      <Table.Td>
        <Due at={item.due_at} overdue={item.overdue} />
      </Table.Td>
      <Table.Td>
        {byHand ? (
          <Button
            variant="default"
            leftSection={<IconCheck size={18} aria-hidden />}
            miw="max-content"
            disabled={busy}
            onClick={onDone}
          >
            {t('inbox.mark_done')}
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

function WorkLink({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const word = t(`codes.work_item.${item.kind}`);
  if (item.handoff) {
    return (
      <Link to="/handoffs/$reference" params={{ reference: item.handoff.reference }} className="row-link">
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
          <Label of={item.handoff.partner} /> · {terms.stage(item.handoff.stage)} ·{' '}
          {t(`codes.handoff_state.${item.handoff.state}`)}
        </Text>
      ) : null}
    </>
  );
}
