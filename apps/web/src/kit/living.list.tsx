import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from './change.hook.js';
import { DataList } from './data.list.js';
import type { DataListProps } from './list.rows.js';
import { FailedState, Waiting } from './states.js';

interface LivingListProps<T> extends Omit<DataListProps<T>, 'rows' | 'more'> {
  readonly query: UseInfiniteQueryResult;
  readonly items: readonly T[] | undefined;
  readonly empty: ReactNode;
}

/** A list of columns or cards that is read page by page: skeleton, failure with a way on, what to do when it is empty, and more. */
export function LivingList<T>({ query, items, empty, ...list }: LivingListProps<T>) {
  const failed = query.error && !asProblem(query.error).signedOut ? asProblem(query.error) : null;
  const retry = (): void => void query.refetch();
  if (!items) return failed ? <FailedState problem={failed} onRetry={retry} /> : <Waiting />;
  return (
    <>
      {failed ? <FailedState problem={failed} onRetry={retry} /> : null}
      {items.length === 0 ? (
        empty
      ) : (
        <DataList
          {...list}
          rows={items}
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
