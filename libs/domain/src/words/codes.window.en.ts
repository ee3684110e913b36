import type { WINDOW_ACTIONS } from '../charter/window-actions.js';

/** What a client does in their own window, as the audit says it. */
export const windowActionWords = {
  'window.enter': 'Came into their own window',
  'window.leave': 'Left their own window',
  'window.view': 'Read their own record',
  'window.accesses': 'Read who looked at their record',
  'window.providers': 'Read which providers there are to choose from',
  'window.passkeys': 'Read which passkeys they have',
  'window.passkey': 'Set up or removed a passkey of their own',
  'window.ask_provider': 'Asked for another provider',
  'window.ask_erasure': 'Asked for their data to be erased',
  'client.wishes': 'Read what a client asked for',
} satisfies Record<keyof typeof WINDOW_ACTIONS, string>;
