import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '#domain/wire/common.js';
import { useLiveInterval } from '../live/hints.hook.js';

/** A list read page by page. A living list refreshes itself while somebody is there; an idle screen asks nothing, so that its session can end. */
export function usePaged<T, P extends Page<T> = Page<T>>(
  key: readonly unknown[],
  read: (cursor?: string) => Promise<P & Page<T>>,
  living = false,
) {
  const interval = useLiveInterval();
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: living ? interval : false,
  });
  return { query, items: query.data?.pages.flatMap(({ items }) => items) };
}
