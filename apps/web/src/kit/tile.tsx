import { Link } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface TileProps {
  readonly label: string;
  /** The number that the list behind the tile has; undefined while it is not known yet. */
  readonly count: number | undefined;
  readonly to: LinkProps['to'];
  readonly search?: Record<string, unknown>;
  readonly icon?: ReactNode;
  /** `late` draws the eye once there is something: thicker, in red, with the sign that is given. */
  readonly tone?: 'late' | 'calm';
}

/** A number that leads to its list: what it counts is what the list shows. The one that is open says so. */
export function Tile({ label, count, to, search, icon, tone = 'calm' }: TileProps) {
  const active = tone === 'late' && (count ?? 0) > 0;
  return (
    <Link
      to={to ?? '/'}
      search={(search ?? {}) as never}
      className="tile"
      data-tone={active ? 'late' : undefined}
      activeOptions={{ exact: true, includeSearch: true }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <span className="tile-count">
        {icon}
        <bdi>{count ?? '…'}</bdi>
      </span>
      <span className="tile-label">{label}</span>
    </Link>
  );
}

/** Tiles beside each other, as many in a row as there is room for. */
export function Tiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="tiles">
      {children}
    </nav>
  );
}
