import type { Case } from '../access-matrix.js';
import type { Rows, Values } from '../access-rows.js';
import type { AccessWorld } from '../access-world.js';

/** What one part of care adds to the laws of the database: who sees its tables, what stands in them, which words its columns know. */
export interface CareLaw {
  /** Its lines of the law of access; access-law.ts says how one reads. */
  readonly law: string;
  /** Every list of words that its tables check, as `table constraint`, and the list of the charter it must equal. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Writes rows of its tables for the clients of every case. */
  keep(world: AccessWorld): Promise<void>;
  /** A row that fits, for whoever may insert one; undefined for tables of others and where the case makes no sense. */
  rowFor(world: Rows, table: string, kase: Case): Values | undefined;
}

/** Writes one row as the owner of everything. */
export async function insertRow(world: AccessWorld, table: string, values: Values): Promise<void> {
  const columns = Object.keys(values);
  await world.superuser.query(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(values),
  );
}
