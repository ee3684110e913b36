import {
  IconAlertTriangle,
  IconCalendarDue,
  IconDoorEnter,
  IconDoorExit,
  IconHourglass,
  IconSparkles,
  IconUser,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readTiles } from '../api.desk.js';
import { Tile, Tiles } from '../kit/tile.js';
import { useLiveInterval } from '../live/hints.hook.js';
import { useMay } from '../session/session.context.js';

const SIGN = { size: 20, 'aria-hidden': true } as const;

/**
 * How much waits, over the list of work: each number leads to the list it counts, by the same filter. Without the numbers, when
 * they cannot be had, the ways are still there.
 */
export function WorkTiles() {
  const { t } = useTranslation();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['work', 'tiles'],
    queryFn: readTiles,
    refetchInterval: useLiveInterval(),
  });
  return (
    <Tiles label={t('home.tiles')}>
      <Tile
        label={t('home.overdue')}
        count={data?.overdue}
        to="/"
        search={{ view: 'overdue' }}
        tone="late"
        icon={<IconAlertTriangle {...SIGN} />}
      />
      <Tile
        label={t('home.due_today')}
        count={data?.due_today}
        to="/"
        search={{ view: 'due_today' }}
        icon={<IconCalendarDue {...SIGN} />}
      />
      <Tile
        label={t('home.new')}
        count={data?.new}
        to="/"
        search={{ view: 'new' }}
        icon={<IconSparkles {...SIGN} />}
      />
      <Tile
        label={t('home.mine')}
        count={data?.mine}
        to="/"
        search={{ view: 'mine' }}
        icon={<IconUser {...SIGN} />}
      />
      {may('handoff.list') ? (
        <Tile
          label={t('home.waiting')}
          count={data?.waiting_for_partner}
          to="/handoffs"
          search={{ waiting: 'partner' }}
          icon={<IconHourglass {...SIGN} />}
        />
      ) : null}
      {may('handoff.arrivals') ? (
        <Tile
          label={t('home.arrivals')}
          count={data?.arrivals_today}
          to="/arrivals"
          icon={<IconDoorEnter {...SIGN} className="mirrored" />}
        />
      ) : null}
      {may('handoff.absent') ? (
        <Tile
          label={t('app.absent')}
          count={data?.absent}
          to="/absent"
          icon={<IconDoorExit {...SIGN} className="mirrored" />}
        />
      ) : null}
    </Tiles>
  );
}
