import { createHash } from 'node:crypto';
import type pg from 'pg';
import { Invented } from './invented.js';
import type { Layout } from './network.js';

const NAMES = JSON.stringify({ en: 'Place of the bench', ru: 'Место замеров', ar: 'مكان القياس' });
const STAGES = '{assessment,treatment,rehabilitation}';

/** What a partner must have before somebody is sent there: an address with people on duty, its papers, and free places. */
const HOUSE = `
with main as (
  insert into care.site (organisation_id, code, names, time_zone, is_main) values ($1, 'MAIN', $2, 'Africa/Cairo', true) returning id),
desk as (
  insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
  select $1, main.id, d.level, d.role, true from main, (values ('duty', 'case_manager'), ('manager', 'duty_manager')) as d (level, role)),
papers as (
  insert into care.standing (organisation_id, kind, number, valid)
  select $1, kind, 'bench', '[2020-01-01,2100-01-01)' from unnest(array['registration','licence']) as kind)
insert into care.capacity (organisation_id, stage, free) values ($1, 'rehabilitation', 10000)`;

/** Organisations that may be sent to, each with one member of staff who is signed in. */
export async function fillNetwork(client: pg.Client, layout: Layout): Promise<void> {
  const entity = new Invented(0).uuid4();
  await client.query('insert into care.legal_entity (id, code, names) values ($1, $2, $3)', [
    entity,
    'BENCH',
    NAMES,
  ]);
  const organisations = [...layout.groups.flatMap((group) => group.organisations), ...layout.others];
  for (const { id, code, account, token } of organisations) {
    await client.query(
      `insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages) values ($1, $2, $3, $4, 'EG', 'Africa/Cairo', $5)`,
      [id, entity, code, NAMES, STAGES],
    );
    await client.query(HOUSE, [id, NAMES]);
    await client.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles) values ($1, $2, $3, 'Somebody', 'no password fits', '{case_manager}')`,
      [account, id, code.toLowerCase()],
    );
    await client.query(
      `insert into access.session (token_sha256, account_id, expires_at) values ($1, $2, 'infinity')`,
      [createHash('sha256').update(token).digest(), account],
    );
  }
}
