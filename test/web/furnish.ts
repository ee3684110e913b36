import type { House } from '../browser/house.tools.js';

/** So many invented clients beside the core of the demo network bring every state of a handoff. */
const CLIENTS = '60';

/** Gives a house the demo network with something to show on every screen. */
export async function furnish(house: House): Promise<void> {
  await house.handrail('seed', '--clients', CLIENTS);
}
