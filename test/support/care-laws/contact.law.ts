import { randomUUID } from 'node:crypto';
import {
  ATTENDED,
  CANCEL_REASONS,
  CONTACT_KINDS,
  CONTACT_OUTCOMES,
  GROUP_KINDS,
} from '#domain/charter/contact.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

export const CONTACT_LAW: CareLaw = {
  law: `
  care.contact_series  api     select   all   -      all     mine    mine   -      -       -
  care.contact_series  api     insert   yes   -      yes     yes     -      -      -       -
  care.contact         api     select   all   -      all     mine    mine   -      -       -
  care.contact         api     insert   yes   -      yes     yes     -      -      -       -
  care.contact         api     update   all   -      mine    mine    -      -      -       -
  care.contact_attendance api  select   all   -      all     mine    mine   -      -       -
  care.contact_attendance api  insert   yes   -      yes     yes     -      -      -       -
  care.contact_attendance api  update   all   -      mine    mine    -      -      -       -
  care.group_session   api     select   all   -      .       .       .      .      .       -
  care.group_session   api     insert   yes   -      .       .       .      .      .       -
  care.group_session   api     update   all   -      .       .       .      .      .       -
`,
  lists: {
    'care.contact contact_kind_is_listed': CONTACT_KINDS,
    'care.contact_attendance contact_outcome_is_listed': CONTACT_OUTCOMES,
    'care.contact_attendance cancel_reason_is_listed': CANCEL_REASONS,
    'care.contact_attendance whoever_came_came_at_an_instant': ATTENDED,
    'care.group_session group_kind_is_listed': GROUP_KINDS,
  },
  keep: keepContacts,
  rowFor: contactRowFor,
};

/** Which houses had to do with a client in each case: each planned something with them, or could have. */
const HOUSES: Readonly<Record<Case, readonly ('alpha' | 'beta')[]>> = {
  own: ['alpha'],
  other: ['beta'],
  shared: ['alpha', 'beta'],
  joined: ['alpha', 'beta'],
  left: ['alpha', 'beta'],
  ended: ['beta'],
  unsent: ['beta'],
};

/** Appointments of the walks: a series with one contact that was kept, by every house that had to do with the client. */
async function keepContacts(world: AccessWorld): Promise<void> {
  for (const at of [world.alpha, world.beta]) await insertRow(world, 'care.group_session', groupOf(at));
  for (const [kase, place] of world.places)
    for (const name of HOUSES[kase]) {
      const at = world[name];
      await insertRow(world, 'care.contact_series', seriesOf(at, place));
      const contact = contactOf(at, place);
      await insertRow(world, 'care.contact', contact);
      await insertRow(world, 'care.contact_attendance', attendanceOf(at, place, String(contact['id'])));
      if (at === world.alpha || kase === 'ended' || kase === 'unsent')
        world.ids.set(`contact ${kase}`, String(contact['id']));
    }
}

/** A row that fits, for whoever may insert one; undefined where the case makes no sense there. */
function contactRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { alpha, beta } = world;
  const place = world.places.get(kase);
  const house = kase === 'own' ? alpha : kase === 'other' ? beta : undefined;
  if (table === 'care.group_session') return house && groupOf(house);
  if (!place) return undefined;
  switch (table) {
    case 'care.contact_series':
      return seriesOf(alpha, place);
    case 'care.contact':
      return contactOf(alpha, place);
    case 'care.contact_attendance':
      return attendanceOf(alpha, place, world.ids.get(`contact ${kase}`) ?? randomUUID());
    default:
      return undefined;
  }
}

const of = (at: TestOrganisation, { client, episode }: Place) => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: at.organisation,
});
const seriesOf = (at: TestOrganisation, place: Place): Values => ({
  ...of(at, place),
  rule: 'FREQ=WEEKLY;COUNT=2',
  starts_local: '2026-03-02T10:00',
  time_zone: 'Africa/Cairo',
  planned_by: at.account,
});
const contactOf = (at: TestOrganisation, place: Place): Values => ({
  ...of(at, place),
  kind: 'visit',
  planned_at: new Date(Date.now() - 3_600_000),
  minutes: 50,
  time_zone: 'Africa/Cairo',
  planned_by: at.account,
});
const attendanceOf = (at: TestOrganisation, place: Place, contact: string): Values => ({
  ...of(at, place),
  contact_id: contact,
  happened: 'kept',
  attended_at: new Date(Date.now() - 3_600_000),
  recorded_by: at.account,
});
const groupOf = (at: TestOrganisation): Values => ({
  id: randomUUID(),
  organisation_id: at.organisation,
  kind: 'skills',
  planned_at: new Date(),
  minutes: 90,
  planned_by: at.account,
});
