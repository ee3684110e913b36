import { toldScriptPath } from '../pages/told.script.js';

/**
 * Offers to show a line on this device when there is something new, where the browser can: the question of the browser is asked only
 * after the button, and the form posts as every form does. Everything of it stands hidden until the script knows what is so.
 */
export const BROWSER_SCRIPT_TEXT = `(() => {
  const box = document.querySelector('[data-browser]');
  if (!box || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window) || !window.crypto.subtle) return;
  const path = '${toldScriptPath('window')}';
  const show = (name) => {
    for (const part of box.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(name);
    box.hidden = false;
  };
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const bytes = (key) => Uint8Array.from(atob(key.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
  const markOf = async (asked) => text(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(asked.endpoint))).slice(0, 22);
  const kept = async () => (await navigator.serviceWorker.getRegistration(path))?.pushManager.getSubscription();
  const ready = async () => {
    const registration = await navigator.serviceWorker.register(path);
    const worker = registration.installing || registration.waiting;
    if (!registration.active && worker)
      await new Promise((resolve) => worker.addEventListener('statechange', () => worker.state === 'activated' && resolve()));
    return registration;
  };
  const ask = async () => {
    const { pushManager } = await ready();
    await (await pushManager.getSubscription())?.unsubscribe();
    const asked = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.browser) });
    return JSON.stringify({ endpoint: asked.endpoint, p256dh: text(asked.getKey('p256dh')), auth: text(asked.getKey('auth')) });
  };
  const forget = async () => {
    const asked = await kept();
    const mark = await markOf(asked);
    await asked.unsubscribe();
    return mark;
  };
  const onPress = (form, work) => form.addEventListener('submit', async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      form.elements.answer.value = await work();
      form.submit();
    } catch {
      button.disabled = false;
      show(Notification.permission === 'denied' ? 'denied' : 'failed');
    }
  });
  const [on, off] = box.querySelectorAll('form');
  onPress(on, ask);
  onPress(off, forget);
  kept().then(async (asked) => {
    if (asked && box.dataset.marks.split(' ').includes(await markOf(asked))) show('on');
    else show(Notification.permission === 'denied' ? 'denied' : 'off');
  }).catch(() => show('off'));
})();
`;
