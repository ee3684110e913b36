import pg from 'pg';
import { NotarySnapshot } from '../audit/notary.js';
import { Sealer } from '../audit/sealer.js';
import { loadVerifierKey } from '../audit/signing-key.js';
import { verifyAudit, type AuditReport } from '../audit/verifier.js';
import type { Config } from '../config/config.js';
import type { Keys } from '../config/keys.js';
import { AuditTrail } from '../db/audit-trail.js';
import { databaseUrlFor } from '../db/database-roles.js';
import { migrate } from '../db/migrate.js';
import { withClient } from '../db/with-client.js';
import { ErasureLedger } from '../erasure/erasure-ledger.js';
import { replayErasures } from '../erasure/erasure-replay.js';
import { BackupRefusal } from './backup-refusal.js';
import { takeNotaryAlong } from './restore.js';

export interface Released {
  readonly erasures: number;
  readonly leaves: number;
  readonly messages: number;
}

export interface ReleaseOptions {
  /** With the address of the owner of the restored database, and its data directory. */
  readonly config: Config & { readonly databaseUrl: string };
  readonly keys: Keys;
  readonly log: (line: string) => void;
  /** The data directory the deployment had before, for its notary. */
  readonly notaryOf?: string | undefined;
}

function through(connectionString: string): pg.ClientConfig {
  return { connectionString, application_name: 'handrail restore' };
}

/**
 * What comes between a restore and the first sign-in: erasures are done again from the ledger outside the database, the audit
 * is verified from the first entry on, messages that were under way are given to the queue again, and the restore itself is
 * written to the audit and signed. Only then the gate opens. Done twice it does nothing more; the gate stays closed where a
 * step fails.
 */
export async function releaseRestored(options: ReleaseOptions): Promise<Released | undefined> {
  const { config, keys, log } = options;
  return await withClient(through(config.databaseUrl), async (owner) => {
    const { rows } = await owner.query<{ id: string; backup: string; instant_at: Date | null }>(
      'select id, backup, instant_at from access.restoration where released_at is null order by restored_at',
    );
    const [open] = rows;
    if (!open) return undefined;
    const erasures = await replayErasures(owner, ErasureLedger.of(keys));
    await migrate(config, keys, { log: () => undefined });
    log(`${erasures} erasures were done again.`);
    const report = await verify(options);
    log(`The audit is whole: ${report.leaves} entries.`);
    const messages = await requeue(options);
    log(`${messages} messages were given to the queue again.`);
    await signRestore(options, {
      backup: open.backup,
      instant: open.instant_at?.toISOString() ?? null,
      leaves: report.leaves,
      erasures,
      messages,
    });
    await owner.query(
      `update access.restoration set erasures_replayed = $1, audit_leaves = $2, messages_requeued = $3, released_at = clock_timestamp()
        where released_at is null`,
      [erasures, report.leaves, messages],
    );
    return { erasures, leaves: report.leaves, messages };
  });
}

async function verify({ config, keys, notaryOf, log }: ReleaseOptions): Promise<AuditReport> {
  const { dataDirectory } = config;
  return await withClient(through(databaseUrlFor(config, keys, 'sealer')), async (client) => {
    const { rows } = await client.query<{ leaves: string }>(
      'select coalesce(max(idx) + 1, 0) as leaves from audit.leaf',
    );
    const leaves = Number(rows[0]?.leaves);
    if (
      notaryOf !== undefined &&
      notaryOf !== dataDirectory &&
      takeNotaryAlong(notaryOf, dataDirectory, leaves)
    )
      log('The audit is compared with the notary that the deployment had until now.');
    const verifierKey = loadVerifierKey(dataDirectory) ?? { name: 'none', publicKey: new Uint8Array(32) };
    const notary = await NotarySnapshot.take(dataDirectory);
    try {
      const report = await verifyAudit({ client, verifierKey }, notary);
      if (report.ok) return report;
      const [first] = report.findings;
      throw new BackupRefusal(
        'backup.audit_not_whole',
        `The audit of the restored database is not whole: ${first?.place ?? ''}: ${first?.what ?? ''} (${report.findings.length + report.findingsLeftOff} places).`,
        'Nobody can sign in. Run "handrail audit verify" on these data to see every place, and restore another backup.',
      );
    } finally {
      await notary?.close();
    }
  });
}

/** What the queue had then is not what it has now: everything that is not done is due at once, and handlers know what they did. */
async function requeue({ config, keys }: ReleaseOptions): Promise<number> {
  return await withClient(through(databaseUrlFor(config, keys, 'worker')), async (client) => {
    const { rowCount } = await client.query(
      `update bus.outbox set lease_until = '-infinity' where done_at is null and dead_at is null`,
    );
    return rowCount ?? 0;
  });
}

/** The restore is an entry of the log like any other, sealed and signed before anybody serves. */
async function signRestore({ config, keys }: ReleaseOptions, detail: Record<string, unknown>): Promise<void> {
  await withClient(through(databaseUrlFor(config, keys, 'worker')), async (client) => {
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    const { body, settle } = new AuditTrail().draft({
      action: 'database.restored',
      outcome: 'done',
      at: rows[0]?.now ?? new Date(),
      actor: null,
      role: 'system:audit',
      purpose: 'operation',
      subjects: [],
      detail,
    });
    await client.query('select audit.append($1)', [body]);
    settle(true);
  });
  const pool = new pg.Pool({ connectionString: databaseUrlFor(config, keys, 'sealer'), max: 1 });
  pool.on('error', () => undefined);
  try {
    await new Sealer(pool, config.dataDirectory).sealOnce();
  } finally {
    await pool.end();
  }
}
