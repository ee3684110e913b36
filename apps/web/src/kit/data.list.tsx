import { Button, Checkbox, Group, Text, VisuallyHidden } from '@mantine/core';
import { Suspense, lazy, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from './bulk.bar.js';
import { Row } from './data.row.js';
import type { Drawing } from './data.row.js';
import type { VirtualRows } from './data.virtual.js';
import { useActiveRow, useListKeys } from './list.keys.js';
import type { DataListProps } from './list.rows.js';

/** Up to here all rows are drawn; beyond only those in sight, so that two thousand scroll like twenty. */
const DRAWN_MAX = 60;
/** From here on columns need the room of a wide screen. */
const COLUMNS_MANY = 5;
const SELECT_TRACK = '2.75rem';

/** Most lists are short: what draws long ones comes with the first of them. */
const LongRows = lazy(async () => ({
  default: (await import('./data.virtual.js')).VirtualRows,
})) as typeof VirtualRows;

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
  const list = useRef<HTMLDivElement>(null);
  const reveal = useRef<(place: number) => void>(() => undefined);
  const active = useActiveRow(props, list, (place) => reveal.current(place));
  useListKeys(props, active, toggle);
  const drawing = { selected, toggle, active, list, reveal };
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
          {rows.length > DRAWN_MAX ? (
            // While the rest is on its way, what was drawn so far stands.
            <Suspense fallback={<Rows {...props} rows={rows.slice(0, DRAWN_MAX)} {...drawing} />}>
              <LongRows {...props} {...drawing} />
            </Suspense>
          ) : (
            <Rows {...props} {...drawing} />
          )}
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

/** All rows: few enough to be drawn at once. */
function Rows<T>(props: DataListProps<T> & Drawing<T>) {
  const { rows, keyOf, list } = props;
  return (
    <div role="rowgroup" ref={list} className="data-rows">
      {rows.map((row, place) => (
        <Row key={keyOf(row)} {...props} row={row} place={place} />
      ))}
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
        {columns.map(({ id, head, unseenHead }) => (
          <div key={id} role="columnheader">
            {unseenHead === undefined ? head : <VisuallyHidden>{unseenHead}</VisuallyHidden>}
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
