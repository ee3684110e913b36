import { randomUUID } from 'node:crypto';
import {
  APPEAL_OUTCOMES,
  INCIDENT_KINDS,
  INCIDENT_STATES,
  LEAVE_KINDS,
  LEAVE_RETURNS,
  MEASURES,
  PHASE_REASONS,
  PROGRAMME_ENDS,
  PROGRAMME_KINDS,
  RELAPSE_ANSWERS,
  THERAPY_WORKS,
} from '#domain/charter/programme.js';
import type { Case } from '../access-matrix.js';
import type { Place, Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';
import type { TestOrganisation } from '../network.js';
import { insertRow, type CareLaw } from './care-law.js';

/** Behind the notes: procedures are sealed under the same keys. What happens in a programme is read by its house, and by no other. */
export const PROGRAMME_LAW: CareLaw = {
  law: `
  care.programme             api  select  all  -  .     .     .     .  .  -
  care.programme             api  insert  yes  -  .     .     .     .  .  -
  care.programme             api  update  all  -  .     .     .     .  .  -
  care.programme_phase       api  select  all  -  .     .     .     .  .  -
  care.programme_phase       api  insert  yes  -  .     .     .     .  .  -
  care.enrolment             api  select  all  -  mine  mine  mine  -  -  -
  care.enrolment             api  insert  yes  -  yes   yes   -     -  -  -
  care.enrolment             api  update  all  -  mine  mine  -     -  -  -
  care.phase_step            api  select  all  -  mine  mine  mine  -  -  -
  care.phase_step            api  insert  yes  -  yes   yes   -     -  -  -
  care.home_leave            api  select  all  -  mine  mine  mine  -  -  -
  care.home_leave            api  insert  yes  -  yes   yes   -     -  -  -
  care.home_leave            api  update  all  -  mine  mine  -     -  -  -
  care.therapy_work_consent  api  select  all  -  mine  mine  mine  -  -  -
  care.therapy_work_consent  api  insert  yes  -  yes   yes   -     -  -  -
  care.therapy_work_consent  api  update  all  -  mine  mine  -     -  -  -
  care.therapy_work          api  select  all  -  mine  mine  mine  -  -  -
  care.therapy_work          api  insert  yes  -  yes   yes   -     -  -  -
  care.peer_support          api  select  all  -  mine  mine  mine  -  -  -
  care.peer_support          api  insert  yes  -  yes   yes   -     -  -  -
  care.peer_support          api  update  all  -  mine  mine  -     -  -  -
  care.relapse               api  select  all  -  mine  mine  mine  -  -  -
  care.relapse               api  insert  yes  -  yes   yes   -     -  -  -
  care.incident              api  select  all  -  mine  mine  mine  -  -  -
  care.incident              api  insert  yes  -  yes   yes   -     -  -  -
  care.incident              api  update  all  -  mine  mine  -     -  -  -
`,
  lists: {
    'care.programme programme_kind_is_listed': PROGRAMME_KINDS,
    'care.enrolment programme_end_is_listed': PROGRAMME_ENDS,
    'care.phase_step phase_reason_is_listed': PHASE_REASONS,
    'care.home_leave leave_kind_is_listed': LEAVE_KINDS,
    'care.home_leave leave_return_is_listed': LEAVE_RETURNS,
    'care.therapy_work therapy_work_is_listed': THERAPY_WORKS,
    'care.relapse relapse_answer_is_listed': RELAPSE_ANSWERS,
    'care.incident incident_state_is_listed': INCIDENT_STATES,
    'care.incident incident_kind_is_listed': INCIDENT_KINDS,
    'care.incident measure_is_listed': MEASURES,
    'care.incident appeal_outcome_is_listed': APPEAL_OUTCOMES,
  },
  keep: keepProgrammes,
  rowFor: programmeRowFor,
};

const TABLES = [
  'care.phase_step',
  'care.home_leave',
  'care.therapy_work',
  'care.peer_support',
  'care.relapse',
  'care.incident',
] as const;

const keyOf = (kase: string, at: TestOrganisation): string => `writing key ${kase} ${at.organisation}`;
const followed = (kase: string, at: TestOrganisation): string => `enrolment ${kase} ${at.organisation}`;

/** A programme of each house, and somebody of every case who follows it there; each has ended, so that another may begin. */
async function keepProgrammes(world: AccessWorld): Promise<void> {
  for (const at of [world.alpha, world.beta, world.gamma]) {
    const programme = randomUUID();
    world.ids.set(`programme ${at.organisation}`, programme);
    await insertRow(world, 'care.programme', { ...programmeOf(at), id: programme });
    for (const place of [1, 2]) await insertRow(world, 'care.programme_phase', phaseOf(world, at, place));
    for (const [kase, place] of world.places) {
      if (!world.ids.has(keyOf(kase, at))) continue;
      const enrolment = randomUUID();
      world.ids.set(followed(kase, at), enrolment);
      const over = { ended_at: new Date(), ended_by: at.account, ending: 'left' };
      await insertRow(world, 'care.enrolment', { ...enrolmentOf(world, at, place), ...over, id: enrolment });
      const withdrawn = { withdrawn_at: new Date(), withdrawn_by: at.account };
      await insertRow(world, 'care.therapy_work_consent', { ...consentOf(at, place), ...withdrawn });
      for (const table of TABLES) {
        const values = stepOf(world, table, kase, at, place);
        const ended = table === 'care.peer_support' ? { until_at: new Date(), ended_by: at.account } : {};
        if (values) await insertRow(world, table, { ...values, ...ended });
      }
    }
  }
}

const LATER_PHASE = 12;

function programmeRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const { alpha } = world;
  const house = kase === 'own' ? alpha : kase === 'other' ? world.beta : undefined;
  if (table === 'care.programme') return house && { ...programmeOf(house), title: randomUUID() };
  if (table === 'care.programme_phase') return house && phaseOf(world, house, LATER_PHASE);
  const place = world.places.get(kase);
  if (!place) return undefined;
  if (table === 'care.enrolment') return enrolmentOf(world, alpha, place);
  if (table === 'care.therapy_work_consent') return consentOf(alpha, place);
  return stepOf(world, table, kase, alpha, place, '2031-01-01T00:00:00Z');
}

const programmeOf = ({ organisation, account }: TestOrganisation): Values => ({
  id: randomUUID(),
  organisation_id: organisation,
  kind: 'day',
  title: 'A programme',
  added_by: account,
});

const phaseOf = (world: Rows, { organisation }: TestOrganisation, place: number): Values => ({
  programme_id: world.ids.get(`programme ${organisation}`),
  organisation_id: organisation,
  place,
  title: `Phase ${place}`,
  days: 28,
});

const of = ({ organisation }: TestOrganisation, { client, episode }: Place): Values => ({
  id: randomUUID(),
  episode_id: episode,
  client_id: client,
  organisation_id: organisation,
});

const enrolmentOf = (world: Rows, at: TestOrganisation, place: Place): Values => ({
  ...of(at, place),
  programme_id: world.ids.get(`programme ${at.organisation}`),
  spell_id: place.spell,
  began_by: at.account,
});

const consentOf = (at: TestOrganisation, place: Place): Values => ({
  ...of(at, place),
  recorded_by: at.account,
});

/** A row of what happens in a programme; undefined for other tables. */
function stepOf(
  world: Rows,
  table: string,
  kase: string,
  at: TestOrganisation,
  place: Place,
  from = '2030-01-01T00:00:00Z',
): Values | undefined {
  const row = { ...of(at, place), enrolment_id: world.ids.get(followed(kase, at)) ?? randomUUID() };
  switch (table) {
    case 'care.phase_step':
      return { ...row, from_phase: 1, to_phase: 2, reason: 'goals_met', decided_by: at.account };
    case 'care.home_leave': {
      const until = new Date(Date.parse(from) + 3_600_000);
      return { ...row, kind: 'day', from_at: from, until_at: until, planned_by: at.account };
    }
    case 'care.therapy_work':
      return { ...row, work: 'garden', done_on: '2026-01-01', minutes: 60, recorded_by: at.account };
    case 'care.peer_support':
      return { ...row, account_id: at.account, trained_on: '2026-01-01', assigned_by: at.account };
    case 'care.relapse':
      return {
        ...row,
        at: new Date(),
        answer: 'stays',
        kept_until: new Date(Date.now() + 86_400_000),
        recorded_by: at.account,
      };
    case 'care.incident':
      return {
        ...row,
        key_id: world.ids.get(keyOf(kase, at)) ?? randomUUID(),
        kind: 'house_rules',
        happened_at: new Date(),
        words: Buffer.of(0),
        reported_by: at.account,
      };
    default:
      return undefined;
  }
}
