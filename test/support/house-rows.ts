import { randomBytes, randomUUID } from 'node:crypto';
import type { Case } from './access-matrix.js';
import type { Rows, Values } from './access-rows.js';
import type { AccessWorld } from './access-world.js';
import type { TestOrganisation } from './network.js';

/** What is kept beside the walks in each of these houses: an open invitation, a turn of duty, a review of one handoff, and who asked to be forgotten. */
export async function keepHouse(world: AccessWorld, houses: readonly TestOrganisation[]): Promise<void> {
  for (const at of houses) {
    const { rows } = await world.superuser.query<{ id: string; level: string }>(
      `select s.id, d.level from care.site s join care.duty d on d.site_id = s.id join access.account a on a.id = $2 and d.role = any (a.roles)
        where s.organisation_id = $1 and s.is_main order by d.level limit 1`,
      [at.organisation, at.account],
    );
    const site = rows[0];
    if (!site) throw new Error(`${at.code} has somebody for a turn of duty`);
    const review = randomUUID();
    world.ids.set(`site ${at.code}`, site.id).set(`review ${at.code}`, review);
    await world.superuser.query(
      `insert into access.invitation (organisation_id, account_id, code_sha256, invited_by, expires_at) values ($1, $2, $3, $2, 'infinity')`,
      [at.organisation, at.account, randomBytes(32)],
    );
    await world.superuser.query(
      `insert into care.duty_turn (organisation_id, site_id, level, account_id, planned_account_id, during, planned_by)
       values ($1, $2, $3, $4, $4, tstzrange(now(), now() + interval '8 hours'), $4)`,
      [at.organisation, site.id, site.level, at.account],
    );
    await world.superuser.query(
      `insert into care.review (id, organisation_id, title, from_on, until_on, seed, size, population, drawn_by)
       values ($1, $2, 'Winter', '2026-01-01', '2026-12-31', 1, 1, 1, $3)`,
      [review, at.organisation, at.account],
    );
    const kase = at === world.alpha ? 'own' : 'other';
    const about = [world.places.get(kase)?.client, at.organisation, at.account];
    await world.superuser.query(
      `insert into care.erasure (client_id, organisation_id, asked_on, asked_how, recorded_by) values ($1, $2, '2026-01-01', 'in_writing', $3)`,
      about,
    );
    await world.superuser.query(
      `insert into care.legal_hold (client_id, organisation_id, ground, placed_by) values ($1, $2, 'claim', $3)`,
      about,
    );
    await world.superuser.query(
      `insert into care.eligibility (client_id, episode_id, organisation_id, recipient_organisation_id, consent_id, programme, tier, use, person, code_mac, valid_until_on, issued_by)
       select k.client_id, k.episode_id, $2, $4, k.id, 'small_enterprise', 'small', 'once', '7K3M9QXRT4', $5, current_date + 30, $3
         from care.consent k where k.client_id = $1 limit 1`,
      [...about, houses.find((one) => one !== at)!.organisation, randomBytes(32)],
    );
    await world.superuser.query(
      'insert into care.review_item (id, organisation_id, review_id, handoff_id, place) values ($1, $2, $3, $4, 1)',
      [randomUUID(), at.organisation, review, world.places.get(kase)?.handoff],
    );
  }
}

/** A row of the house that fits, for whoever may insert one; undefined where the case makes no sense there. */
export function houseRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const at = kase === 'own' ? world.alpha : kase === 'other' ? world.beta : undefined;
  if (table === 'care.erasure' || table === 'care.legal_hold') {
    const { organisation, account } = world.alpha;
    const of = { client_id: world.places.get(kase)?.client, organisation_id: organisation };
    return table === 'care.erasure'
      ? { ...of, asked_on: '2026-01-02', asked_how: 'in_person', recorded_by: account }
      : { ...of, ground: 'court', placed_by: account };
  }
  if (table === 'care.review_item')
    return {
      id: randomUUID(),
      organisation_id: world.alpha.organisation,
      review_id: world.ids.get('review ALPHA'),
      handoff_id: world.places.get(kase)?.handoff,
      place: 100,
    };
  if (table === 'care.duty_turn')
    return (
      at && {
        organisation_id: at.organisation,
        site_id: world.ids.get(`site ${at.code}`),
        level: 'duty',
        account_id: at.account,
        planned_account_id: at.account,
        during: '[2035-01-01,2035-01-02)',
        planned_by: at.account,
      }
    );
  if (table === 'care.review')
    return (
      at && {
        id: randomUUID(),
        organisation_id: at.organisation,
        title: 'Spring',
        from_on: '2026-01-01',
        until_on: '2026-01-31',
        seed: 7,
        size: 1,
        population: 1,
        drawn_by: at.account,
      }
    );
  return undefined;
}
