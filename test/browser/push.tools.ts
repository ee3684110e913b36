import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from '../support/application.js';
import type { PushService } from '../support/push-service.js';

let browsers = 0;

/**
 * A browser of ours reaches no push service of the world: of the browser one answer is put in, the address at a push service, which is
 * the one on this machine. Everything else is the browser's own: the permission, the service worker, the keys' way into the form.
 */
export async function withPushService(
  context: BrowserContext,
  service: PushService,
  origin: string,
): Promise<string> {
  await context.grantPermissions(['notifications'], { origin });
  const name = `chromium-${(browsers += 1)}`;
  const device = service.subscribe(name);
  await context.addInitScript({
    content: `(() => {
      const device = ${JSON.stringify(device)};
      const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0)).buffer;
      const given = () => ({
        endpoint: device.endpoint,
        getKey: (name) => bytes(device[name]),
        unsubscribe: async () => { localStorage.removeItem('asked'); return true; },
      });
      PushManager.prototype.getSubscription = async () => (localStorage.getItem('asked') ? given() : null);
      PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
        const key = typeof applicationServerKey === 'string' ? new Uint8Array(bytes(applicationServerKey)) : applicationServerKey;
        if (key.length !== 65 || userVisibleOnly !== true) throw new TypeError('no key of a server');
        localStorage.setItem('asked', 'yes');
        return given();
      };
    })();`,
  });
  return name;
}

/** What the service worker shows after a message was handed to it, as the browser hands one over that came. */
export async function shownAfter(page: Page, path: string, data: string): Promise<Record<string, string>[]> {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/pages/told/'));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(page.url()).origin,
    registrationId: await registered,
    data,
  });
  const script = `navigator.serviceWorker.getRegistration('${path}').then((one) => one.getNotifications())
    .then((all) => all.map(({ title, body, lang, dir, icon }) => ({ title, body, lang, dir, icon })))`;
  return await eventually(async () => {
    const shown = (await page.evaluate(script)) as Record<string, string>[];
    return shown.length > 0 && shown;
  }, 'something is shown');
}
