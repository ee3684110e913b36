import { Button, Group, Paper, Table } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from './change.hook.js';
import { FailedState, Waiting } from './states.js';

interface ListProps<T> {
  readonly query: UseInfiniteQueryResult;
  readonly items: readonly T[] | undefined;
  readonly columns: readonly string[];
  readonly row: (item: T) => ReactNode;
  readonly empty: ReactNode;
  readonly label: string;
}

/** A list with few columns: skeleton, failure, what to do when it is empty, and more on demand. */
export function PagedTable<T>({ query, items, columns, row, empty, label }: ListProps<T>) {
  const { t } = useTranslation();
  const failed = query.error && !asProblem(query.error).signedOut ? asProblem(query.error) : null;
  if (!items)
    return failed ? <FailedState problem={failed} onRetry={() => void query.refetch()} /> : <Waiting />;
  return (
    <>
      {failed ? <FailedState problem={failed} onRetry={() => void query.refetch()} /> : null}
      {items.length === 0 ? empty : <PlainTable columns={columns} label={label} rows={items.map(row)} />}
      {query.hasNextPage ? (
        <Group>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('app.more')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}

export function PlainTable({
  columns,
  rows,
  label,
}: {
  columns: readonly string[];
  rows: ReactNode;
  label: string;
}) {
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table aria-label={label} verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{rows}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
