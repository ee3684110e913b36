import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import {
  FhirBulkService,
  type ImportSummary,
  type UnusableRecord,
} from '#casework/import/fhir-bulk.service.js';
import { ImportModule } from '#casework/import/import.module.js';
import { openIdentity, type Identity, type SealedField } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { loadPacks } from '#platform/packs/packs.js';
import { withCasework } from '../../apps/cli/src/casework.js';
import { contextOf } from '../../apps/cli/src/context.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { withClient } from '../support/client.js';

export const SYNTHEA = path.resolve('test/fixtures/fhir-bulk-synthea-10');
/** The same in every database, because which record was taken is kept as a hash that names the organisation. */
export const CENTRE = '01900000-0000-7000-8000-000000000001';
export const OTHER = '01900000-0000-7000-8000-000000000002';

export async function databaseWithCentres(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const names = JSON.stringify({ en: 'Centre', ru: 'Центр', ar: 'مركز' });
  await withClient(database.ownerUrl, async (client) => {
    await client.query(`insert into care.legal_entity (code, names) values ('ENTITY', $1)`, [names]);
    await client.query(
      `insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages)
       select given.id, e.id, given.code, $1, 'RU-SVE', 'Asia/Yekaterinburg', given.stages
         from care.legal_entity e, (values ('${CENTRE}'::uuid, 'CENTRE', array['contact','assessment','treatment']),
           ('${OTHER}'::uuid, 'OTHER', array['assessment','rehabilitation']), (uuidv7(), 'OFFICE', '{}')) as given(id, code, stages)`,
      [names],
    );
  });
  return database;
}

export interface Imported {
  readonly summary: ImportSummary;
  readonly unusable: UnusableRecord[];
}

export async function importInto(
  database: TestDatabase,
  directory: string,
  organisation = 'CENTRE',
  packs = loadPacks(),
): Promise<Imported> {
  const context = contextOf(database.config, database.keys, () => undefined);
  return await withCasework(context, packs, ImportModule, FhirBulkService, async (imports) => {
    const unusable: UnusableRecord[] = [];
    const summary = await imports.run(directory, organisation, {
      unusable: (record) => void unusable.push(record),
      progress: () => undefined,
    });
    return { summary, unusable };
  });
}

export const look = <T extends pg.QueryResultRow>(database: TestDatabase, sql: string): Promise<T[]> =>
  withClient(database.superuserUrl, async (client) => (await client.query<T>(sql)).rows);

/** Everything an import writes, without what differs by chance: ids, codes, keys, times. */
export async function contents(database: TestDatabase): Promise<Record<string, unknown>[]> {
  return await look(
    database,
    `select 'person' as what, encode(r.source_hmac, 'hex') as source, c.birth_year::text as a, c.language as b, c.anonymous::text as c,
        (select count(*) from care.client_code k where k.client_id = c.id)::text as codes,
        (select count(*) from care.episode e where e.client_id = c.id and e.closed_at is null)::text as episodes,
        (select string_agg(u.basis || u.organisation_id, ',') from care.custody u where u.client_id = c.id and u.until_at is null) as custody,
        (select string_agg(x.basis || x.scope || x.organisation_id, ',') from care.episode_access x where x.client_id = c.id) as access,
        (select string_agg(s.stage, ',') from care.stage_spell s join care.episode e on e.id = s.episode_id where e.client_id = c.id) as stages,
        (select string_agg(f.field, ',' order by f.field) from vault.identity_field f where f.client_id = c.id) as fields,
        (select string_agg(b.index || encode(b.token, 'hex'), ',' order by b.index, b.token) from vault.blind_index b where b.client_id = c.id) as tokens
       from vault.source_record r join care.client c on c.id = r.client_id
     union all
     select 'condition', encode(d.source_sha256, 'hex'), d.code_system, d.code, d.display, d.clinical_status, d.onset_on::text,
        encode(min(r.source_hmac), 'hex'), null, null, null, null
       from care.condition d join care.episode e on e.id = d.episode_id join vault.source_record r on r.client_id = e.client_id
       group by d.id
     union all
     select 'rows', t.name, t.rows::text, null, null, null, null, null, null, null, null, null from (
       select 'client' as name, count(*) as rows from care.client union all select 'code', count(*) from care.client_code
       union all select 'episode', count(*) from care.episode union all select 'custody', count(*) from care.custody
       union all select 'access', count(*) from care.episode_access union all select 'spell', count(*) from care.stage_spell
       union all select 'condition', count(*) from care.condition union all select 'person', count(*) from vault.person
       union all select 'known_to', count(*) from vault.known_to union all select 'source', count(*) from vault.source_record) t
     order by 1, 2`,
  );
}

export async function identities(database: TestDatabase): Promise<Identity[]> {
  const keys = new VaultKeys(database.keys.ring);
  const people = await look<{
    client_id: string;
    epoch: number;
    wrapped_key: Buffer;
    fields: { field: SealedField['field']; ciphertext: string }[];
  }>(
    database,
    `select p.client_id, p.epoch, p.wrapped_key, (select jsonb_agg(jsonb_build_object('field', f.field, 'ciphertext', encode(f.ciphertext, 'base64')))
       from vault.identity_field f where f.client_id = p.client_id) as fields from vault.person p`,
  );
  return people.map(({ fields, epoch, wrapped_key, client_id }) => {
    const sealed = fields.map(({ field, ciphertext }) => ({
      field,
      ciphertext: Buffer.from(ciphertext, 'base64'),
    }));
    return openIdentity({ epoch, wrappedKey: wrapped_key, fields: sealed }, client_id, keys);
  });
}

/** A folder of its own with these files; the caller removes it. */
export function folderWith(files: Record<string, string | Buffer>): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'handrail-fhir-'));
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(directory, file), content);
  return directory;
}

export const ndjson = (records: object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
