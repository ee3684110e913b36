import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ROW_CLASSES } from '#casework/row-classes.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { withClient } from '../support/client.js';

interface Column {
  readonly type: string;
  readonly nullable: boolean;
  readonly key: boolean;
}

describe('row classes', () => {
  let database: TestDatabase;
  let source: DataSource;
  const tables = new Map<string, Map<string, Column>>();

  beforeAll(async () => {
    database = await createTestDatabase();
    source = new DataSource({
      type: 'postgres',
      url: database.urls.api,
      entities: [...ROW_CLASSES],
      installExtensions: false,
    });
    await source.initialize();
    const { rows } = await withClient(database.superuserUrl, (client) =>
      client.query<{ table: string; column: string; type: string; nullable: boolean; key: boolean }>(`
        select format('%s.%s', n.nspname, c.relname) as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
               not a.attnotnull as nullable,
               exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as key
          from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('care','access','vault','audit','bus') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`),
    );
    for (const { table, column, ...rest } of rows) {
      if (!tables.has(table)) tables.set(table, new Map());
      tables.get(table)?.set(column, rest);
    }
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const expected = (type: string): { type: string; isArray: boolean } => {
    const isArray = type.endsWith('[]');
    const bare = type.replace('[]', '').replace(/\(.*\)/, '');
    return { type: bare, isArray };
  };

  it('have at least the tables that the api writes row by row', () => {
    expect(ROW_CLASSES.length).toBeGreaterThanOrEqual(10);
    expect(new Set(source.entityMetadatas.map((one) => one.tablePath)).size).toBe(ROW_CLASSES.length);
  });

  it.each(ROW_CLASSES.map((one) => [one.name, one] as const))(
    '%s has only columns that exist, with their types',
    (_, one) => {
      const metadata = source.getMetadata(one);
      const table = tables.get(metadata.tablePath);
      expect(table).toBeDefined();
      for (const column of metadata.columns) {
        const found = table?.get(column.databaseName);
        expect({ column: column.databaseName, found: found !== undefined }).toEqual({
          column: column.databaseName,
          found: true,
        });
        if (!found) continue;
        const length = /\((\d+)\)/.exec(found.type)?.[1] ?? '';
        expect({
          column: column.databaseName,
          type: source.driver.normalizeType(column),
          isArray: column.isArray,
          nullable: column.isNullable,
          key: column.isPrimary,
          length: column.length,
        }).toEqual({
          column: column.databaseName,
          ...expected(found.type),
          nullable: found.nullable,
          key: found.key,
          length,
        });
      }
    },
  );
});
