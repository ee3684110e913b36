import type { House } from '../browser/house.tools.js';
import { Staff } from '../support/staff.js';
import { CareMatters } from './care.matters.js';
import { Matters } from './matters.js';
import { RightsMatters } from './rights.matters.js';

/** So many invented clients beside the core of the demo network bring every state of a handoff. */
const CLIENTS = '60';
const DOMAINS = ['eg.demo', 'ru-sve.demo'] as const;

/** Gives a house the demo network with something to show on every screen. */
export async function furnish(house: House): Promise<void> {
  await house.handrail('seed', '--clients', CLIENTS);
  for (const domain of DOMAINS) {
    const people = await Promise.all(
      (['clinician', 'intake-officer', 'case-manager', 'duty-manager', 'privacy-officer'] as const).map(
        (role) => Staff.signIn(house.url, `${role}@detox.${domain}`),
      ),
    );
    const language = domain === 'eg.demo' ? 'ar' : 'ru';
    const [clinician, intake, manager, duty, officer] = people as [Staff, Staff, Staff, Staff, Staff];
    await new Matters({ clinician, intake, manager, duty, officer }, language).bring();
    await new CareMatters({ clinician, manager, duty }, language).bring();
    await new RightsMatters({ clinician, manager, officer }, language).bring();
  }
}
