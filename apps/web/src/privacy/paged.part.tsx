import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import type { Column } from '../kit/list.rows.js';
import { EmptyState, FailedState, Waiting } from '../kit/states.js';

/** A list that is read page by page: waiting, failed, empty, or its rows. */
export function PagedPart<T>(props: {
  query: UseInfiniteQueryResult;
  items: readonly T[] | undefined;
  label: string;
  keyOf: (row: T) => string;
  columns: readonly Column<T>[];
  empty: { title: string; words: ReactNode };
}) {
  const { query, items } = props;
  return (
    <>
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {items === undefined ? (
        query.error ? null : (
          <Waiting />
        )
      ) : items.length === 0 ? (
        <EmptyState title={props.empty.title}>{props.empty.words}</EmptyState>
      ) : (
        <DataList
          label={props.label}
          rows={items}
          keyOf={props.keyOf}
          columns={props.columns}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
        />
      )}
    </>
  );
}
