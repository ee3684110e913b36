import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '#domain/wire/common.js';
import { recentlyActive } from '../session/idle.hook.js';

const REFRESH_MS = 30_000;

/** A list read page by page. A living list refreshes itself while somebody is there; an idle screen asks nothing, so that its session can end. */
export function usePaged<T>(
  key: readonly unknown[],
  read: (cursor?: string) => Promise<Page<T>>,
  living = false,
) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: living ? () => (recentlyActive() ? REFRESH_MS : false) : false,
  });
  return { query, items: query.data?.pages.flatMap(({ items }) => items) };
}
