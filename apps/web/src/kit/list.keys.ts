import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataListProps } from './list.rows.js';
import { useShortcut } from './shortcuts.js';

const FRAMES_MAX = 10;

interface Active {
  readonly key: string;
  readonly place: number;
}

/** The row that keys act on. When it goes (it was done), the one that takes its place becomes it, so that work flows on. */
export function useActiveRow<T>(
  { rows, keyOf, onActive, handle }: Pick<DataListProps<T>, 'rows' | 'keyOf' | 'onActive' | 'handle'>,
  list: React.RefObject<HTMLDivElement | null>,
  reveal: (place: number) => void,
) {
  const [active, setActive] = useState<Active | null>(null);
  const held = useRef(false);
  const found = active ? rows.findIndex((row) => keyOf(row) === active.key) : -1;
  const place = found >= 0 || active === null ? found : Math.min(active.place, rows.length - 1);
  const row = rows[place];

  const focusRow = (key: string): void => {
    let frames = 0;
    const look = (): void => {
      const element = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
      if (element) element.focus({ preventScroll: false });
      else if ((frames += 1) < FRAMES_MAX) requestAnimationFrame(look);
    };
    look();
  };
  const goTo = (next: number): void => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, next))];
    if (target === undefined) return;
    const at = rows.indexOf(target);
    setActive({ key: keyOf(target), place: at });
    reveal(at);
    focusRow(keyOf(target));
  };
  useEffect(() => {
    const note = (): void => {
      held.current = list.current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [list]);
  // The active row was taken away: the one in its place is active now, and the keyboard stays in the list.
  if (active !== null && found < 0 && row !== undefined) setActive({ key: keyOf(row), place });
  const [first] = rows;
  if (active === null && first !== undefined && onActive) setActive({ key: keyOf(first), place: 0 });
  const told = row === undefined ? null : keyOf(row);
  const tell = useRef(onActive);
  useEffect(() => {
    tell.current = onActive;
  });
  useEffect(() => tell.current?.(told), [told]);
  useImperativeHandle(handle, () => ({
    goTo: (to) => {
      const at = rows.findIndex((each) => keyOf(each) === to);
      if (at >= 0) goTo(at);
    },
  }));
  const key = active?.key;
  const latest = useRef(focusRow);
  useEffect(() => {
    latest.current = focusRow;
  });
  useEffect(() => {
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (key !== undefined && held.current && nowhere) latest.current(key);
  }, [key]);
  return {
    place,
    row,
    goTo,
    touch: (key: string, at: number) => setActive({ key, place: at }),
  };
}

/** J and K through the rows, Enter to open, X to select, and the letters of the screen's own. */
export function useListKeys<T>(
  props: DataListProps<T>,
  active: { place: number; row: T | undefined; goTo: (place: number) => void },
  toggle: (row: T) => void,
): void {
  const { t } = useTranslation();
  const { place, row, goTo } = active;
  const { onOpen, bulk, actions } = props;
  useShortcut({ code: 'KeyJ', label: t('kit.key_next'), run: () => goTo(place + 1) });
  useShortcut({ code: 'KeyK', label: t('kit.key_previous'), run: () => goTo(place - 1) });
  useShortcut(
    onOpen
      ? { code: 'Enter', label: t('kit.key_open'), run: () => (row === undefined ? undefined : onOpen(row)) }
      : null,
  );
  useShortcut(
    bulk?.length
      ? { code: 'KeyX', label: t('kit.key_select'), run: () => (row === undefined ? undefined : toggle(row)) }
      : null,
  );
  // As many letters as a row can have actions; hooks are called the same number of times each time.
  const at = (which: number) => {
    const action = actions?.[which];
    return action
      ? {
          code: action.code,
          label: action.label,
          run: () => (row === undefined ? undefined : action.run(row)),
        }
      : null;
  };
  useShortcut(at(0));
  useShortcut(at(1));
  useShortcut(at(2));
  useShortcut(at(3));
  useShortcut(at(4));
  useShortcut(at(5));
  useShortcut(at(6));
  useShortcut(at(7));
}
