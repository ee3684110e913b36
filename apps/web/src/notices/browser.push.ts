import type { PushDevice } from '#domain/wire/notices.js';

/** The service worker that shows what comes; it lies apart from the app and stands between it and nothing. */
const SCRIPT = '/pages/told/staff.js';
const MARK_CHARACTERS = 22;

/** Whether a message may be shown here: `unable` where the browser cannot, or the page did not come over a safe line. */
export type BrowserStanding = 'on' | 'off' | 'denied' | 'unable';

/** How this browser stands, by the marks of those that are told. */
export async function browserStanding(marks: readonly string[]): Promise<BrowserStanding> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unable';
  const asked = await subscription();
  if (asked && marks.includes(await markOf(asked))) return 'on';
  return Notification.permission === 'denied' ? 'denied' : 'off';
}

/** Asks the browser, which asks whoever sits before it. What was asked before is thrown away: another may have sat there. */
export async function askBrowser(key: string): Promise<PushDevice> {
  const { pushManager } = await readyRegistration();
  await (await pushManager.getSubscription())?.unsubscribe();
  const asked = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return { endpoint: asked.endpoint, p256dh: keyOf(asked, 'p256dh'), auth: keyOf(asked, 'auth') };
}

/** This browser shows nothing any more; answers the mark by which it is known. */
export async function silenceBrowser(): Promise<string | null> {
  const asked = await subscription();
  if (!asked) return null;
  const mark = await markOf(asked);
  await asked.unsubscribe();
  return mark;
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(SCRIPT);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function readyRegistration(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(SCRIPT);
  const worker = registration.installing ?? registration.waiting;
  if (!registration.active && worker)
    await new Promise<void>((resolve) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') resolve();
      });
    });
  return registration;
}

async function markOf({ endpoint }: PushSubscription): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return base64url(digest).slice(0, MARK_CHARACTERS);
}

const keyOf = (asked: PushSubscription, name: PushEncryptionKeyName): string =>
  base64url(asked.getKey(name) ?? new ArrayBuffer(0));

function base64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
