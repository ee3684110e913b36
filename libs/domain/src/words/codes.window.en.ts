import type { WINDOW_ACTIONS } from '../charter/window-actions.js';

/** What a client does in their own window, as the audit says it. */
export const windowActionWords = {
  'window.view': 'Read their own record',
  'window.accesses': 'Read who looked at their record',
  'window.leave': 'Left their own window',
  'window.language': 'Chose the language of their own window',
  'window.passkey': 'Set up a passkey of their own',
  'window.ask_provider': 'Asked for another provider',
  'window.ask_erasure': 'Asked for their data to be erased',
  'window.status': 'Looked whether a client has a code for their window',
} satisfies Record<keyof typeof WINDOW_ACTIONS, string>;
