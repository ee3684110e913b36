import { useEffect, useRef, useSyncExternalStore } from 'react';

/**
 * A key by its place on the keyboard (`KeyboardEvent.code`), so that J is J on a Russian and an Arabic layout too. `then` makes a
 * sequence: G, then W.
 */
export interface ShortcutSpec {
  readonly code: string;
  readonly then?: string;
  /** What it does, in the words of the reader: the help shows it. */
  readonly label: string;
  readonly scope?: 'screen' | 'everywhere';
  readonly run: () => void;
}

interface Registered {
  readonly id: number;
  readonly spec: () => ShortcutSpec;
}

let registered: readonly Registered[] = [];
let turn = 0;
const listeners = new Set<() => void>();
const change = (next: readonly Registered[]): void => {
  registered = next;
  for (const listener of listeners) listener();
};

/**
 * Registers a key of a screen for as long as the screen is there; the help (`?`) lists it. Keys never fire while somebody types or
 * a dialog is open, and not at all where the person has turned single letters off. The one registered last wins.
 */
export function useShortcut(spec: ShortcutSpec | null): void {
  const latest = useRef(spec);
  useEffect(() => {
    latest.current = spec;
  });
  const name = spec === null ? null : `${spec.code} ${spec.then ?? ''} ${spec.label}`;
  useEffect(() => {
    if (name === null) return undefined;
    const id = (turn += 1);
    const entry: Registered = { id, spec: () => latest.current as ShortcutSpec };
    change([...registered, entry]);
    return () => change(registered.filter((each) => each.id !== id));
  }, [name]);
}

/** Everything that can be pressed here now, for the help. */
export function useShortcutList(): readonly ShortcutSpec[] {
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
  return list.flatMap(({ spec }) => {
    const each = spec() as ShortcutSpec | null;
    return each ? [each] : [];
  });
}

const TYPED_INTO = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role=textbox]';
const NOT_TYPED_INTO = 'input[type=checkbox], input[type=radio], input[type=button], input[type=submit]';

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(TYPED_INTO) && !target.matches(NOT_TYPED_INTO);

/** Something stands in front of the screen: its keys are not meant. */
export const isCovered = (): boolean =>
  document.querySelector('[role=dialog][aria-modal=true], [role=menu], [role=listbox]') !== null;

const SEQUENCE_MS = 1_500;

/** Listens for all registered keys; one of it stands in the frame. */
export function useShortcutKeys(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    let first: { code: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
      if (event.defaultPrevented || isTyping(event.target) || isCovered()) return;
      const begun = first && event.timeStamp - first.at < SEQUENCE_MS ? first.code : null;
      first = null;
      const specs = registered.map(({ spec }) => spec()).reverse();
      const hit = specs.find((spec) =>
        begun === null
          ? spec.code === event.code && spec.then === undefined
          : spec.code === begun && spec.then === event.code,
      );
      // Enter on a link or a button means that link or button.
      if (
        event.code === 'Enter' &&
        event.target instanceof Element &&
        event.target.closest('a, button, summary')
      )
        return;
      if (hit) {
        event.preventDefault();
        hit.run();
      } else if (specs.some((spec) => spec.code === event.code && spec.then !== undefined)) {
        first = { code: event.code, at: event.timeStamp };
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}

/** The key as it is printed on Latin keyboards: `KeyJ` is J, `Slash` is /. */
export const printed = (code: string): string =>
  code.startsWith('Key')
    ? code.slice(3)
    : code.startsWith('Digit')
      ? code.slice(5)
      : ({ Slash: '/', Enter: 'Enter', Escape: 'Esc' }[code] ?? code);
