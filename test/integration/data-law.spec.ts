import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertRegion } from '#platform/db/database-gate.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { withClient } from '../support/client.js';

const packs = loadPacks();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await plantDemoNetwork(database.ownerUrl, packs, false);
}, 60_000);
afterAll(() => database?.drop());

const ask = (url: string) => async (text: string, values?: unknown[]) =>
  await withClient(url, async (client) => (await client.query<Record<string, unknown>>(text, values)).rows);

describe('Whoever analyses', () => {
  it('has no right in the vault, and reads no row about a person', async () => {
    const rights = await ask(database.superuserUrl)(
      `select format('%s.%s', n.nspname, c.relname) as name,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attname ~ '(client|episode|handoff|subject|account)' and not a.attisdropped) as is_about_people
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r','v','m') and n.nspname in ('care','access','vault','audit','bus') and has_any_column_privilege('handrail_report', c.oid, 'select')
         and has_schema_privilege('handrail_report', n.oid, 'usage')`,
    );
    // The network is read, so the question above finds what it looks for.
    expect(rights.map(({ name }) => name)).toContain('care.organisation');
    expect(
      rights.filter(({ is_about_people, name }) => is_about_people === true || /^vault\./.test(String(name))),
    ).toEqual([]);
    for (const table of [
      'vault.person',
      'vault.identity_field',
      'care.client',
      'care.episode',
      'access.account',
    ])
      await expect(ask(database.urls.report)(`select from ${table} limit 1`)).rejects.toThrow(
        /permission denied/,
      );
  });
});

describe('Where data are kept', () => {
  it('is compared with what the jurisdictions of the deployment ask for, and refused by name', async () => {
    const query = ask(database.urls.api);
    expect(packs.of('RU-SVE').storage_region).toBe('RU');
    await expect(assertRegion(query, packs, 'DE')).rejects.toThrow(
      'Organisations of RU-SVE are kept here, whose data are first written in RU; HANDRAIL_STORAGE_REGION says DE.',
    );
    await assertRegion(query, packs, 'RU');
    // Of what nobody said nothing is compared.
    await assertRegion(query, packs, undefined);
    // A deployment without such an organisation stands where it likes.
    await ask(database.ownerUrl)(
      `update care.organisation set closed_at = clock_timestamp() where jurisdiction = 'RU-SVE'`,
    );
    await assertRegion(query, packs, 'DE');
  });
});
