import pg from 'pg';
import { AuditAlarm } from '#platform/audit/audit-alarm.js';
import { NotarySnapshot } from '#platform/audit/notary.js';
import { loadVerifierKey, publicKeyFile } from '#platform/audit/signing-key.js';
import { verifyAudit, type AuditReport } from '#platform/audit/verifier.js';
import type { CliContext } from './context.js';

export interface AuditVerifyOptions {
  readonly json?: boolean;
}

const VERIFIED = 0;
const FOUND = 1;
const COULD_NOT_VERIFY = 2;

/**
 * `handrail audit verify`: checks the whole log against its signatures and the notary's files. Answers 0 when nothing is
 * wrong, 1 with the places where something is, 2 when it could not look.
 */
export async function run(context: CliContext, options: AuditVerifyOptions): Promise<number> {
  let report: AuditReport | undefined;
  try {
    report = await verify(context);
  } catch (error) {
    const { message, code = '' } = error as { message: string; code?: string };
    context.log(`The audit could not be verified: ${message || code}`);
    return COULD_NOT_VERIFY;
  }
  const text = options.json ? JSON.stringify(report, undefined, 2) : readable(report);
  process.stdout.write(`${text}\n`);
  return report.ok ? VERIFIED : FOUND;
}

async function verify(context: CliContext): Promise<AuditReport> {
  const { dataDirectory } = context.config;
  const verifierKey = loadVerifierKey(dataDirectory);
  const notary = await NotarySnapshot.take(dataDirectory);
  const client = new pg.Client({
    connectionString: context.databaseUrlFor('sealer'),
    application_name: 'handrail audit verify',
  });
  client.on('error', () => undefined); // the query under way reports the loss
  try {
    await client.connect();
    if (!verifierKey && !(await isEverSealed(client)) && (notary?.size ?? 0) === 0)
      return nothingSealedYet(client);
    if (!verifierKey) {
      throw new AuditAlarm(
        'audit.public_key_missing',
        publicKeyFile(dataDirectory),
        'without it no signature can be checked',
      );
    }
    return await verifyAudit({ client, verifierKey }, notary);
  } finally {
    await client.end();
    await notary?.close();
  }
}

async function isEverSealed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ sealed: boolean }>(
    'select exists (select from audit.leaf) or exists (select from audit.checkpoint) as sealed',
  );
  return rows[0]!.sealed;
}

/** Before the first sealing there is no key and nothing to compare: everything written must still be waiting. */
async function nothingSealedYet(client: pg.Client): Promise<AuditReport> {
  const unusedKey = { name: 'none', publicKey: new Uint8Array(32) };
  const report = await verifyAudit({ client, verifierKey: unusedKey });
  return { ...report, notes: ['Nothing was sealed yet.'] };
}

function readable(report: AuditReport): string {
  const lines = [
    `${report.leaves} leaves, ${report.events} events (${report.waiting} waiting to be sealed), ${report.checkpoints} signed checkpoints.`,
    ...report.notes,
    ...report.inFlight.map(
      ({ boot, numbers }) =>
        `In flight when process ${boot} ended, or still: number ${numbers.join(', ')}. This is not tampering.`,
    ),
    ...report.findings.map(({ place, what }) => `- ${place}: ${what}`),
  ];
  if (report.findingsLeftOff > 0) lines.push(`- and ${report.findingsLeftOff} more places`);
  const count = report.findings.length + report.findingsLeftOff;
  lines.push(
    report.ok
      ? 'The audit is whole.'
      : `THE AUDIT IS NOT WHOLE: ${count} ${count === 1 ? 'place' : 'places'}, see above.`,
  );
  return lines.join('\n');
}
