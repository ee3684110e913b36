import { Checkbox } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataListProps } from './list.rows.js';

export interface Active {
  readonly place: number;
  readonly touch: (key: string, place: number) => void;
}

/** What a list and what draws its rows share. */
export interface Drawing<T> {
  readonly selected: ReadonlySet<string>;
  readonly toggle: (row: T) => void;
  readonly active: Active;
  readonly list: RefObject<HTMLDivElement | null>;
  /** Brings a row that is not drawn into sight. */
  readonly reveal: RefObject<(place: number) => void>;
}

export interface RowProps<T> extends DataListProps<T>, Pick<Drawing<T>, 'selected' | 'toggle' | 'active'> {
  readonly row: T;
  readonly place: number;
  /** Where a row stands that is drawn only while it is in sight. */
  readonly offset?: number;
  readonly measure?: (element: HTMLElement | null) => void;
}

/** One row of a list, wherever it stands. */
export function Row<T>(props: RowProps<T>) {
  const { t } = useTranslation();
  const { row, place, active, offset, measure, keyOf, columns, bulk, selected, toggle } = props;
  const key = keyOf(row);
  return (
    <div
      ref={measure}
      role="row"
      aria-rowindex={place + 2}
      data-row={key}
      data-index={place}
      data-active={place === active.place || undefined}
      data-mark={props.markOf?.(row)}
      className="data-row"
      tabIndex={place === Math.max(0, active.place) ? 0 : -1}
      onFocus={() => active.touch(key, place)}
      {...(offset === undefined
        ? {}
        : { 'data-placed': true, style: { transform: `translateY(${offset}px)` } })}
    >
      {bulk?.length ? (
        <Cell head="">
          <Checkbox
            size="md"
            aria-label={t('kit.select_row')}
            checked={selected.has(key)}
            onChange={() => toggle(row)}
          />
        </Cell>
      ) : null}
      {columns.map(({ id, head, cell }) => (
        <Cell key={id} head={head}>
          {cell(row)}
        </Cell>
      ))}
    </div>
  );
}

function Cell({ head, children }: { head: string; children: ReactNode }) {
  return (
    <div role="cell" data-head={head}>
      {children}
    </div>
  );
}
