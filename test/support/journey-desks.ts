import type { TestApplication } from './application.js';
import type { Staff } from './staff.js';

/** People of the demo network of Egypt whom a journey of handoffs needs, signed in. */
export interface Desks {
  /** The house that sends: several people, because some things take two. */
  readonly clinician: Staff;
  readonly manager: Staff;
  readonly duty: Staff;
  /** The house that receives. */
  readonly palm: Staff;
  readonly palmIntake: Staff;
  /** Another house for rehabilitation. */
  readonly oasis: Staff;
  /** A house for reintegration, where people walk along. */
  readonly reint: Staff;
  readonly coordinator: Staff;
  readonly secondCoordinator: Staff;
}

export async function signInDesks(house: TestApplication): Promise<Desks> {
  const [clinician, manager, duty, palm, palmIntake, oasis, reint, coordinator, secondCoordinator] =
    await Promise.all(
      [
        'clinician@detox',
        'case-manager@detox',
        'duty-manager@detox',
        'case-manager@rehab1',
        'intake-officer@rehab1',
        'case-manager@rehab2',
        'case-manager@reint',
        'coordinator@coord',
        'coordinator-2@coord',
      ].map((name) => house.as(`${name}.eg.demo`)),
    );
  return {
    clinician: clinician!,
    manager: manager!,
    duty: duty!,
    palm: palm!,
    palmIntake: palmIntake!,
    oasis: oasis!,
    reint: reint!,
    coordinator: coordinator!,
    secondCoordinator: secondCoordinator!,
  };
}

/** More houses for rehabilitation beside those of the demo, each with a case manager; a test may close or crowd them. */
export async function openHouses(
  house: TestApplication,
  count: number,
): Promise<{ code: string; staff: Staff }[]> {
  const codes = Array.from({ length: count }, (_, i) => `EG-MORE-${i + 1}`);
  await house.rows(
    `with opened as (
       insert into care.organisation (legal_entity_id, code, names, jurisdiction, time_zone, stages)
       select o.legal_entity_id, c.code, o.names, o.jurisdiction, o.time_zone, o.stages
         from care.organisation o, unnest($1::text[]) as c(code) where o.code = 'EG-REHAB-2' returning *),
     papers as (
       insert into care.standing (organisation_id, kind, number, valid)
       select n.id, s.kind, s.number, s.valid from opened n, care.standing s join care.organisation o on o.id = s.organisation_id
        where o.code = 'EG-REHAB-2'),
     main as (
       insert into care.site (organisation_id, code, names, time_zone, is_main)
       select id, 'MAIN', names, time_zone, true from opened returning *),
     duties as (
       insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
       select organisation_id, id, level, 'case_manager', true from main, unnest(array['duty','manager']) as level)
     insert into access.account (organisation_id, login, display_name, password_hash, roles, demo)
     select id, 'case-manager@' || lower(code) || '.demo', 'Case manager', (select password_hash from access.account where demo limit 1),
       '{case_manager}', true from opened`,
    [codes],
  );
  return await Promise.all(
    codes.map(async (code) => ({ code, staff: await house.as(`case-manager@${code.toLowerCase()}.demo`) })),
  );
}

/** States free places of a stage as the house itself does. */
export async function statePlaces(staff: Staff, free: number, stage = 'rehabilitation'): Promise<void> {
  const answer = await staff.put(`/api/capacity/${stage}`, { free });
  if (answer.status !== 200) throw new Error(answer.text);
}
