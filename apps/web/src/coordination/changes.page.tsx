import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForcedChangeView } from '#domain/wire/envelope.js';
import { decideForcedChange, listForcedChanges } from '../api.handoffs.js';
import { useMay } from '../session/session.context.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { EmptyState, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { Bdi, Instant, Way } from '../kit/text.js';
import { ChangeDialog } from './change.dialog.js';
import { CoordinationTabs } from './coordination.page.js';
import { DecideDialog } from './decide.dialog.js';

/** Custody that changes without an arrival: by order, with a document, and never by one person alone. */
export function ChangesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const { query, items } = usePaged(['custody-changes'], listForcedChanges, true);
  const [proposing, setProposing] = useState(false);
  const [deciding, setDeciding] = useState<{ change: ForcedChangeView; confirmed: boolean } | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: ['custody-changes'] });
  const decide = useChange(
    ({ reference, confirmed }: { reference: string; confirmed: boolean }, key) =>
      decideForcedChange(reference, confirmed, key),
    async () => {
      setDeciding(null);
      await refresh();
    },
  );
  return (
    <Page
      title={t('coordination.changes')}
      actions={
        may('custody.propose') ? (
          <Button onClick={() => setProposing(true)}>{t('coordination.propose')}</Button>
        ) : null
      }
    >
      <CoordinationTabs />
      <Text>{t('coordination.changes_intro')}</Text>
      {deciding ? null : <ProblemAlert problem={decide.problem} />}
      <PagedTable
        query={query}
        items={items}
        label={t('coordination.changes')}
        columns={[
          t('coordination.change'),
          t('handoff.reason'),
          t('coordination.proposed'),
          t('coordination.decision'),
        ]}
        empty={
          <EmptyState title={t('coordination.changes_empty_title')}>
            {t('coordination.changes_empty')}
          </EmptyState>
        }
        row={(change) => (
          <ChangeRow
            key={change.reference}
            change={change}
            onDecide={(confirmed) => {
              decide.reset();
              setDeciding({ change, confirmed });
            }}
          />
        )}
      />
      {proposing ? <ChangeDialog onClose={() => setProposing(false)} onDone={refresh} /> : null}
      {deciding ? (
        <DecideDialog
          change={deciding.change}
          confirmed={deciding.confirmed}
          problem={decide.problem}
          pending={decide.pending}
          onClose={() => setDeciding(null)}
          onSure={() => decide.run({ reference: deciding.change.reference, confirmed: deciding.confirmed })}
        />
      ) : null}
    </Page>
  );
}

function ChangeRow({
  change,
  onDecide,
}: {
  change: ForcedChangeView;
  onDecide: (confirmed: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Table.Tr>
      <Table.Td>
        <Way from={change.custodian.names} to={change.to.names} />
      </Table.Td>
      <Table.Td>
        {t(`codes.forced_change_reason.${change.reason}`)}
        <Text size="sm" c="dimmed">
          <Bdi>{change.document}</Bdi>
        </Text>
      </Table.Td>
      <Table.Td>
        <Instant at={change.proposed_at} />
      </Table.Td>
      <Table.Td>
        <Decision change={change} onDecide={onDecide} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Decided, for another coordinator to decide, or open to the reader. */
function Decision({
  change,
  onDecide,
}: {
  change: ForcedChangeView;
  onDecide: (confirmed: boolean) => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  if (change.decided_at) {
    return (
      <>
        <Badge color={change.confirmed ? 'calm' : 'gray'} variant="outline">
          {change.confirmed ? t('coordination.confirmed') : t('coordination.refused')}
        </Badge>
        <Text size="sm" c="dimmed">
          <Instant at={change.decided_at} />
        </Text>
      </>
    );
  }
  if (change.own) return <Text c="dimmed">{t('coordination.another_confirms')}</Text>;
  if (!may('custody.confirm')) return <Text c="dimmed">{t('coordination.waits')}</Text>;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-md" onClick={() => onDecide(true)}>
        {t('coordination.confirm')}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => onDecide(false)}>
        {t('coordination.refuse')}
      </Button>
    </Group>
  );
}
