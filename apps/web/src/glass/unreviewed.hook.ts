import { useQuery } from '@tanstack/react-query';
import { listOpenings } from '../api.identity.js';
import { useLiveInterval } from '../live/hints.hook.js';
import { useMay } from '../session/session.context.js';

/** How many openings wait for whoever reviews them, as far as one page shows; zero for everybody else. */
export function useUnreviewed(): number {
  const may = useMay();
  const refetchInterval = useLiveInterval();
  const waiting = useQuery({
    queryKey: ['openings', 'waiting'],
    queryFn: () => listOpenings('to_review'),
    enabled: may('glass.review'),
    refetchInterval,
  });
  return waiting.data?.items.length ?? 0;
}
