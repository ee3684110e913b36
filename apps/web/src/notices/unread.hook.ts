import { useQuery } from '@tanstack/react-query';
import { countUnread } from '../api.desk.js';
import { useLiveInterval } from '../live/hints.hook.js';
import { useMay } from '../session/session.context.js';

/** How many notices whoever is signed in has not read yet; zero where it is not known. */
export function useUnread(): number {
  const may = useMay();
  const refetchInterval = useLiveInterval();
  const unread = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: countUnread,
    enabled: may('notice.list'),
    refetchInterval,
  });
  return unread.data?.unread ?? 0;
}
