import { useEffect, useRef, useState } from 'react';
import { lastActive, touchActivity } from '../live/activity.js';

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const WARNING_MS = 120_000;
const KEEP_ALIVE_MS = 60_000;

interface Idle {
  /** Seconds until the lock while the warning stands, else null. */
  readonly locksInSeconds: number | null;
  readonly stay: () => void;
}

/**
 * Locks after the minutes the server allows without a sign of life in any tab, with a warning two minutes before. While
 * somebody works without asking the server anything, it is told once a minute that the session is in use.
 */
export function useIdleLock(idleMinutes: number, onLock: () => void, onAlive: () => void): Idle {
  const [locksInSeconds, setLocksInSeconds] = useState<number | null>(null);
  const warned = useRef(false);
  const tabs = useRef<BroadcastChannel | null>(null);
  const handlers = useRef({ onLock, onAlive });
  useEffect(() => {
    handlers.current = { onLock, onAlive };
  });
  const touch = (): void => {
    touchActivity();
    warned.current = false;
    setLocksInSeconds(null);
  };
  useEffect(() => {
    let aliveAt = Date.now();
    touchActivity();
    const channel = new BroadcastChannel('handrail.activity');
    tabs.current = channel;
    channel.onmessage = touch;
    const alive = (): void => {
      // The warning asks for an answer of its own; a stray movement does not count then.
      if (warned.current) return;
      touchActivity();
      if (lastActive() - aliveAt < KEEP_ALIVE_MS) return;
      aliveAt = lastActive();
      channel.postMessage('alive');
      handlers.current.onAlive();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true });
    const timer = window.setInterval(() => {
      const left = lastActive() + idleMinutes * 60_000 - Date.now();
      warned.current = left <= WARNING_MS;
      setLocksInSeconds(warned.current ? Math.max(0, Math.ceil(left / 1000)) : null);
      if (left <= 0) handlers.current.onLock();
    }, 1000);
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive);
      window.clearInterval(timer);
      channel.close();
    };
  }, [idleMinutes]);
  const stay = (): void => {
    touch();
    tabs.current?.postMessage('alive');
    handlers.current.onAlive();
  };
  return { locksInSeconds, stay };
}
