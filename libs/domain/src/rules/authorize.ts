import { ACTIONS, type Action } from '../charter/actions.js';
import type { Role } from '../charter/roles.js';

export type Decision = { readonly allowed: true; readonly role: Role } | { readonly allowed: false };

/** Whether any of these roles opens the action, and which one. A role that is not listed is refused: there is no default. */
export function authorize(roles: readonly Role[], action: Action): Decision {
  const allowed: readonly Role[] = ACTIONS[action].roles;
  const role = roles.find((one) => allowed.includes(one));
  return role === undefined ? { allowed: false } : { allowed: true, role };
}

/** Every action that these roles open, for the buttons of a screen; the server decides again. */
export function actionsOf(roles: readonly Role[]): Action[] {
  return (Object.keys(ACTIONS) as Action[]).filter((action) => authorize(roles, action).allowed);
}
