import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { CONFIG, KEYS } from '../config/config.module.js';
import type { Keys } from '../config/keys.js';
import { ErasureLedger } from '../erasure/erasure-ledger.js';
import { assertSafeConnection, type DatabaseRole } from './database-roles.js';
import { PACKS, type Packs } from '../packs/packs.js';
import { StartupError } from '../process/startup-error.js';

type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** Asked before anything else is done with a database, and before anybody is served. */
@Injectable()
export class DatabaseGate {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Refuses a login that row-level security would not bind, and a database that was brought back and not released (ADR 0038). */
  async assertOpen(role: DatabaseRole): Promise<void> {
    const query: Query = (text, values) => this.dataSource.query(text, values);
    await assertSafeConnection(
      { query: async (text, values) => ({ rows: await query(text, values as unknown[]) }) },
      role,
    );
    await assertReleased(query, ErasureLedger.of(this.keys));
    await assertRegion(query, this.packs, this.config.storageRegion);
  }
}

/**
 * Refuses a database that was brought back from a backup and for which not every step is done that comes before anybody may
 * sign in: erasures done again, the audit verified, the queue reconciled. Refuses also one that lacks erasures of the ledger,
 * by whatever means it was brought back.
 */
export async function assertReleased(query: Query, ledger: ErasureLedger): Promise<void> {
  const rows = await query(
    `select backup, to_char(restored_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as restored_at from access.restoration where released_at is null limit 1`,
  );
  const open = rows[0];
  if (open) {
    throw new StartupError(
      `This database was brought back from the backup ${String(open['backup'])} on ${String(open['restored_at'])} UTC and was not released: nobody signs in before erasures are done again and the audit is verified.`,
      'Run "npm run -s handrail -- restore --go-on" on these data; docs/backup.md says what it does.',
    );
  }
  const erasures = ledger.read().map(({ erasure, client }) => ({ erasure, client }));
  if (erasures.length === 0) return;
  const [row] = await query('select care.erasures_to_replay($1) as missing', [JSON.stringify(erasures)]);
  if (Number(row?.['missing']) === 0) return;
  throw new StartupError(
    `${String(row?.['missing'])} people were erased who are still in this database: it is a copy from before.`,
    'Run "handrail migrate" with the address of the owner: it does the erasures again from the ledger beside the keyring.',
  );
}

/**
 * Refuses a database that stands in another country than the law of a jurisdiction wants data first written in (domain 05,
 * R-L07), for every jurisdiction that has an organisation here. `region` is what the operator says of the place; unsaid,
 * nothing can be compared.
 */
export async function assertRegion(query: Query, packs: Packs, region: string | undefined): Promise<void> {
  if (region === undefined) return;
  const rows = await query(
    'select distinct jurisdiction from care.organisation where closed_at is null order by 1',
  );
  for (const { jurisdiction } of rows) {
    const { storage_region: asked } = packs.of(String(jurisdiction));
    if (asked === null || asked === region) continue;
    throw new StartupError(
      `Organisations of ${String(jurisdiction)} are kept here, whose data are first written in ${asked}; HANDRAIL_STORAGE_REGION says ${region}.`,
      'Let these organisations work in an installation of their own in that country, or say where the database really stands.',
    );
  }
}
