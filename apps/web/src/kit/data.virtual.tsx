import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import { Row } from './data.row.js';
import type { Drawing } from './data.row.js';
import type { DataListProps } from './list.rows.js';

/** What lies over the list at the edges of the screen: the head of the page, the bar of what is selected. */
const EDGE_PX = 140;
/** So many rows before the end the next page is asked for. */
const ROWS_BEFORE_END = 5;

/** Only the rows in sight and a few around them are drawn, so that two thousand scroll like twenty. */
export function VirtualRows<T>(props: DataListProps<T> & Drawing<T>) {
  const { rows, keyOf, more, rowHeight = 68, list, reveal } = props;
  const [top, setTop] = useState(0);
  // The rows in sight change with every scroll; nothing here is memoised by a compiler.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
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
  useEffect(() => {
    reveal.current = (place) => virtualizer.scrollToIndex(place);
    return () => {
      reveal.current = () => undefined;
    };
  }, [reveal, virtualizer]);
  const drawn = virtualizer.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !more.loading && last >= rows.length - ROWS_BEFORE_END) more.load();
  }, [more, last, rows.length]);
  return (
    <div
      role="rowgroup"
      ref={(element) => {
        list.current = element;
        if (element) setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
      }}
      className="data-rows"
      style={{ blockSize: virtualizer.getTotalSize() }}
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
            offset={start - top}
            measure={virtualizer.measureElement}
          />
        );
      })}
    </div>
  );
}
