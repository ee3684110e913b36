import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from './bulk.bar.js';
import { useActiveRow, useListKeys } from './list.keys.js';
import type { DataListProps } from './list.rows.js';

/** Up to here all rows are drawn; beyond only those in sight, so that two thousand scroll like twenty. */
const DRAWN_MAX = 60;
/** From here on columns need the room of a wide screen. */
const COLUMNS_MANY = 5;
const SELECT_TRACK = '2.75rem';
/** What lies over the list at the edges of the screen: the head of the page, the bar of what is selected. */
const EDGE_PX = 140;

/**
 * A list with columns on a wide screen and cards on a narrow one, for ten rows or ten thousand. J and K move, Enter opens, X
 * selects; what is selected can be changed together, with a preview and an answer for each row.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { label, rows, keyOf, columns, bulk, more } = props;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = (row: T): void =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(keyOf(row))) next.add(keyOf(row));
      return next;
    });
  const chosen = rows.filter((row) => selected.has(keyOf(row)));
  const tracks = [
    ...(bulk?.length ? [SELECT_TRACK] : []),
    ...columns.map(({ width }) => width ?? 'minmax(0, 1fr)'),
  ].join(' ');
  return (
    <>
      <div className="data-room">
        <div
          role="table"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          className="data-list"
          data-many={columns.length >= COLUMNS_MANY || undefined}
          style={{ '--tracks': tracks } as CSSProperties}
        >
          <Heads
            {...props}
            selected={chosen.length}
            onAll={(all) => setSelected(new Set(all ? rows.map(keyOf) : []))}
          />
          <Rows {...props} selected={selected} toggle={toggle} />
        </div>
      </div>
      <Foot count={rows.length} more={more ?? null} />
      {bulk?.length && chosen.length > 0 ? (
        <BulkBar
          actions={bulk}
          rows={chosen}
          keyOf={keyOf}
          nameOf={props.nameOf ?? keyOf}
          onSelect={(keys) => setSelected(new Set(keys))}
        />
      ) : null}
    </>
  );
}

interface Selecting<T> {
  readonly selected: ReadonlySet<string>;
  readonly toggle: (row: T) => void;
}

/** All rows, or those in sight and a few around them. */
function Rows<T>(props: DataListProps<T> & Selecting<T>) {
  const { rows, keyOf, more, rowHeight = 68, toggle } = props;
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const virtual = rows.length > DRAWN_MAX;
  // The rows in sight change with every scroll; nothing here is memoised by a compiler.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    enabled: virtual,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: EDGE_PX,
    scrollPaddingEnd: EDGE_PX,
    getItemKey: (place) => {
      const row = rows[place];
      return row === undefined ? place : keyOf(row);
    },
  });
  const active = useActiveRow(props, list, (place) =>
    virtual ? virtualizer.scrollToIndex(place) : undefined,
  );
  useListKeys(props, active, toggle);
  const drawn = virtual ? virtualizer.getVirtualItems() : rows.map((_, index) => ({ index, start: 0 }));
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (virtual && more && !more.loading && last >= rows.length - 5) more.load();
  }, [virtual, more, last, rows.length]);
  return (
    <div
      role="rowgroup"
      ref={(element) => {
        list.current = element;
        if (element) setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
      }}
      className="data-rows"
      {...(virtual ? { style: { blockSize: virtualizer.getTotalSize() } } : {})}
    >
      {drawn.map(({ index, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        return (
          <Row
            key={keyOf(row)}
            {...props}
            row={row}
            place={index}
            active={active}
            {...(virtual ? { offset: start - top, measure: virtualizer.measureElement } : {})}
          />
        );
      })}
    </div>
  );
}

interface RowProps<T> extends DataListProps<T>, Selecting<T> {
  readonly row: T;
  readonly place: number;
  readonly active: { readonly place: number; readonly touch: (key: string, place: number) => void };
  /** Where a row stands that is drawn only while it is in sight. */
  readonly offset?: number;
  readonly measure?: (element: HTMLElement | null) => void;
}

function Row<T>(props: RowProps<T>) {
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

function Heads<T>({
  columns,
  bulk,
  rows,
  selected,
  onAll,
}: DataListProps<T> & { selected: number; onAll: (all: boolean) => void }) {
  const { t } = useTranslation();
  const all = selected > 0 && selected === rows.length;
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className="data-heads">
        {bulk?.length ? (
          <div role="columnheader">
            <Checkbox
              size="md"
              aria-label={all ? t('kit.select_none') : t('kit.select_all')}
              checked={all}
              indeterminate={selected > 0 && !all}
              onChange={() => onAll(!all)}
            />
          </div>
        ) : null}
        {columns.map(({ id, head }) => (
          <div key={id} role="columnheader">
            {head}
          </div>
        ))}
      </div>
    </div>
  );
}

function Foot({ count, more }: { count: number; more: { load: () => void; loading: boolean } | null }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed">
        {t('kit.rows', { count })}
        {more ? '+' : ''}
      </Text>
      {more ? (
        <Button variant="default" loading={more.loading} onClick={more.load}>
          {t('app.more')}
        </Button>
      ) : null}
    </Group>
  );
}
