import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Hint } from '#domain/wire/desk.js';
import { recentlyActive } from './activity.js';
import { TOPICS } from './topics.js';

const GATHER_MS = 300;
const AGAIN_MS = 30_000;
/** How often a living list asks while nobody tells it, and how often it makes sure while somebody does. */
const POLL_MS = 30_000;
const MAKE_SURE_MS = 300_000;
const LOCK = 'handrail.hints';

type Message = { readonly hint: Hint } | { readonly up: boolean } | 'who';

let isUp = false;
const listeners = new Set<() => void>();
function setUp(up: boolean): void {
  if (isUp === up) return;
  isUp = up;
  for (const listener of listeners) listener();
}

const useUp = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isUp,
  );

/** For lists that live: seldom while the server tells what changes, twice a minute while it does not; never on an idle screen. */
export function useLiveInterval(): () => number | false {
  const up = useUp();
  return () => (recentlyActive() ? (up ? MAKE_SURE_MS : POLL_MS) : false);
}

/** Hints come in bursts; what they name is read again once. A page that is not in sight reads when it is looked at. */
function gatherer(queries: QueryClient): (hint: Hint) => void {
  const words = new Set<string>();
  let all = false;
  let timer: number | undefined;
  const read = (): void => {
    timer = undefined;
    const wanted = new Set(words);
    const everything = all;
    words.clear();
    all = false;
    void queries.invalidateQueries({
      predicate: ({ queryKey: [first] }) => everything || wanted.has(String(first)),
      refetchType: document.hidden ? 'none' : 'active',
    });
  };
  return ({ topic }) => {
    if (topic === 'resync') all = true;
    else for (const word of TOPICS[topic]) words.add(word);
    timer ??= window.setTimeout(read, GATHER_MS);
  };
}

/** The one stream of this browser; hands on to the other tabs what it hears. */
function listen(onHint: (hint: Hint) => void, tabs: BroadcastChannel): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  const say = (up: boolean): void => {
    setUp(up);
    tabs.postMessage({ up } satisfies Message);
  };
  const open = (): void => {
    source = new EventSource('/api/hints');
    source.onopen = () => say(true);
    source.onmessage = ({ data }) => {
      const hint = JSON.parse(String(data)) as Hint;
      onHint(hint);
      tabs.postMessage({ hint } satisfies Message);
    };
    source.onerror = () => {
      say(false);
      // A browser comes back by itself after a loss, but not after an answer such as "too many".
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN_MS);
    };
  };
  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
    say(false);
  };
}

/**
 * Hears from the server that something changed and reads it again. Of all tabs of a browser one holds the stream (a Web Lock
 * decides which) and tells the others; when it goes, the next one takes over. Without locks, as on plain http, lists ask by
 * themselves twice a minute. Drawn only while somebody is signed in: the stream closes with the lock.
 */
export function useHints(): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!('locks' in navigator) || !('EventSource' in window)) return undefined;
    const onHint = gatherer(queries);
    const tabs = new BroadcastChannel(LOCK);
    const over = new AbortController();
    let release = (): void => undefined;
    let leads = false;
    tabs.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data === 'who') {
        if (leads) tabs.postMessage({ up: isUp } satisfies Message);
      } else if ('hint' in data) onHint(data.hint);
      else setUp(data.up);
    };
    tabs.postMessage('who' satisfies Message);
    navigator.locks
      .request(LOCK, { signal: over.signal }, async () => {
        if (over.signal.aborted) return;
        leads = true;
        const close = listen(onHint, tabs);
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        close();
      })
      .catch(() => undefined)
      .finally(() => {
        if (over.signal.aborted) tabs.close();
      });
    return () => {
      over.abort();
      release();
      if (!leads) tabs.close();
      setUp(false);
    };
  }, [queries]);
}
