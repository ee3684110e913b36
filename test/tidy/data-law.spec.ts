import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTIONS, type ActionSpec } from '#domain/charter/actions.js';
import { CONSENT_CATEGORIES, PACKET_FIELDS } from '#domain/charter/consent.js';
import { ROLE_CODES, STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import { OUR_SCHEMAS } from '#platform/db/database-roles.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { withClient } from '../support/client.js';

let database: TestDatabase;
let columns: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  columns = await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
         join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any ($1) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
      [[...OUR_SCHEMAS]],
    );
    return rows.map(({ name }) => name);
  });
});
afterAll(() => database?.drop());

const specs = Object.entries<ActionSpec>(ACTIONS);
const actionsOfRole = (role: Role): string[] =>
  specs.filter(([, { roles }]) => roles.includes(role)).map(([action]) => action);
const matching = (pattern: RegExp): string[] => [
  ...columns.filter((name) => pattern.test(name)),
  ...specs.map(([action]) => action).filter((action) => pattern.test(action)),
  ...[...Object.keys(PACKET_FIELDS), ...CONSENT_CATEGORIES].filter((name) => pattern.test(name)),
  ...ROLE_CODES.filter((role) => pattern.test(role)),
];

describe('Who stands outside care', () => {
  it('may do what concerns tokens and their own session, and nothing else', () => {
    for (const role of ['bank_officer', 'employer'] as const)
      expect(actionsOfRole(role).filter((action) => !/^(eligibility|session)\./.test(action))).toEqual([]);
    // Whoever asks for the police or a court has no account: what they ask for is a case, decided by two people.
    expect(ROLE_CODES.filter((role) => /police|court|prosecut|insur/.test(role))).toEqual([]);
  });
});

describe('Tests at a place of work', () => {
  it('have no table, no column, no action and no import', () => {
    expect(columns.length).toBeGreaterThan(300);
    expect(matching(/workplace|work_test|test_result|screening_result|employer_test|urine|sample/i)).toEqual(
      [],
    );
  });
});

describe('The commission', () => {
  it('has no action about a single person', () => {
    for (const role of ['commission_member', 'commission_analyst'] as const) {
      const about = specs.filter(
        ([, { roles, on }]) => roles.includes(role) && ['client', 'handoff', 'envelope'].includes(on),
      );
      expect(about.map(([action]) => action)).toEqual([]);
    }
    expect(STAFF_ROLES).toEqual(expect.arrayContaining(['commission_member', 'commission_analyst']));
  });
});

describe('Somebody’s family', () => {
  it('has no way in: no role, no column and no action reads a client as their relative', () => {
    expect(
      matching(/famil|relative|(^|[._])kin($|_)|spouse|parent/i).filter(
        (name) => !KNOWN_OF_FAMILY.includes(name),
      ),
    ).toEqual([]);
  });
});

/** What speaks of a family and links nobody to anybody. */
const KNOWN_OF_FAMILY: readonly string[] = [];

describe('Mutual aid', () => {
  it('is nowhere counted, listed or answered to a court: no column, no field of a packet, no category of a consent', () => {
    const found = matching(/mutual|meeting|fellowship|sponsor|twelve|attendance|attended/i);
    // Whether an appointment with the house was kept; its groups are of kinds that leave mutual aid out.
    const ours = /^care\.(?:meeting|contact_attendance)\./;
    expect(found.filter((name) => !ours.test(name))).toEqual(MEETINGS_ALONE);
  });
});

/** The read of the directory; it is about nobody. */
const MEETINGS_ALONE = ['directory.meetings'];
