import { useQuery } from '@tanstack/react-query';
import { readTiles } from '../api.desk.js';
import { useLiveInterval } from '../live/hints.hook.js';
import { useMay } from '../session/session.context.js';

export const TILES = ['work', 'tiles'] as const;

/** How much work came in since yesterday that nobody has taken; zero where it is not known. */
export function useNewWork(): number {
  const may = useMay();
  const refetchInterval = useLiveInterval();
  const tiles = useQuery({
    queryKey: TILES,
    queryFn: readTiles,
    enabled: may('work.list'),
    refetchInterval,
  });
  return tiles.data?.new ?? 0;
}
