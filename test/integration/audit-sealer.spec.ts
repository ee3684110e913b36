import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { notaryFiles } from '#platform/audit/notary.js';
import { Sealer } from '#platform/audit/sealer.js';
import { AuditTrail } from '#platform/db/audit-trail.js';
import { entry, EVENTS, SealedLog, WAITING } from '../support/sealed-log.js';
import { TAMPERINGS } from '../support/tamperings.js';

const SEED = Number(process.env['AUDIT_SEED'] ?? 20_261);

let log: SealedLog;

beforeAll(async () => {
  log = await SealedLog.create(SEED);
}, 120_000);
afterAll(() => log?.close());

describe('The sealer', () => {
  it.each([
    ['an event that waits edited', 'audit.event_altered'],
    ['an event that waits deleted, its claim left', 'audit.event_missing'],
    ['a sealed event put up to be sealed again', 'audit.event_sealed_twice'],
    ['the end cut off together with its checkpoints', 'audit.behind_notary'],
    ['everything deleted', 'audit.behind_notary'],
    ['the newest checkpoint removed', 'audit.behind_notary'],
    ['an event inserted at the end of the log', 'audit.leaf_unsigned'],
    ['the end cut off', 'audit.leaf_missing'],
    ['an event edited and everything computed anew without the key', 'audit.checkpoint_differs'],
    ['an event edited and everything computed anew with the stolen key', 'audit.checkpoint_differs'],
  ])('refuses to go on after %s, by the name %s', async (name, code) => {
    try {
      await TAMPERINGS[name]!(log);
      await expect(log.seal()).rejects.toMatchObject({ code });
      const { rows } = await log.superuser.query<{ leaves: number }>(
        'select count(*)::int as leaves from audit.leaf where event_id in (select event_id from kept.claim)',
      );
      expect(rows[0]!.leaves).toBe(0);
    } finally {
      await log.restore();
    }
  });

  it('refuses to make a new key for a log that was signed before', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'handrail-audit-'));
    const sealer = new Sealer(log.sealerPool, elsewhere);
    await expect(sealer.sealOnce()).rejects.toMatchObject({ code: 'audit.key_missing' });
    rmSync(elsewhere, { recursive: true });
  });

  it('raises nothing after being killed between commit and file, between the files, or within a line', async () => {
    const killed = (): never => {
      throw new Error('killed here');
    };
    const files = notaryFiles(log.dataDirectory);
    for (let run = 0; run < 6; run += 1) {
      await log.append([new AuditTrail().draft(entry('client.read')).body]);
      const [leaves, lines] = [readFileSync(files.leaves), readFileSync(files.checkpoints)];
      await expect(log.seal({ afterCommit: killed })).rejects.toThrow('killed here');
      expect((await log.verify()).findings).toEqual([]);
      if (run % 3 > 0) {
        expect(await log.seal()).toBe(0); // catches up
        const written = [readFileSync(files.leaves), readFileSync(files.checkpoints)] as const;
        if (run % 3 === 1) writeFileSync(files.checkpoints, lines);
        else writeFileSync(files.checkpoints, written[1].subarray(0, lines.length + 40));
        if (run > 3) writeFileSync(files.leaves, written[0].subarray(0, leaves.length + 7));
        expect((await log.verify()).findings).toEqual([]);
      }
      expect(await log.seal()).toBe(0);
      expect((await log.verify()).findings).toEqual([]);
      expect(createHash('sha256').update(readFileSync(files.leaves)).digest('hex')).toBe(
        await hashOfStoredLeaves(log),
      );
    }
    await log.restore();
  });

  it('rebuilds the files of the notary from the signed checkpoints when they are lost', async () => {
    const files = notaryFiles(log.dataDirectory);
    const [leaves, lines] = [readFileSync(files.leaves), readFileSync(files.checkpoints)];
    rmSync(files.leaves);
    rmSync(files.checkpoints);
    await log.superuser.query('delete from audit.claim');
    await log.seal();
    expect([
      readFileSync(files.leaves).equals(leaves),
      readFileSync(files.checkpoints).equals(lines),
    ]).toEqual([true, true]);
    await log.restore();
  });

  it('seals every event exactly once while writers commit out of order and sealers race', async () => {
    const trail = new AuditTrail();
    const writers = new pg.Pool({ connectionString: log.database.urls.api, max: 6 });
    writers.on('error', () => undefined);
    let isWriting = true;
    const write = async (): Promise<void> => {
      for (let at = 0; at < 25; at += 1) {
        const { body, settle } = trail.draft(entry('client.read'));
        const client = await writers.connect();
        await client.query('begin');
        await log.append([body], client);
        await client.query('select pg_sleep($1)', [log.below(8) / 1_000]);
        const isCommitted = log.below(8) > 0;
        await client.query(isCommitted ? 'commit' : 'rollback');
        settle(isCommitted);
        client.release();
      }
    };
    const race = async (): Promise<void> => {
      while (isWriting) await log.seal({ batchEvents: 3 });
    };
    const sealers = [race(), race()];
    await Promise.all(Array.from({ length: 6 }, write));
    isWriting = false;
    await Promise.all(sealers);
    const end = trail.draft(entry('process.stopped'));
    await log.append([end.body], writers);
    await writers.end();
    await log.seal();
    const report = await log.verify();
    expect(report.findings).toEqual([]);
    expect(report.waiting).toBe(0);
    expect(report.leaves).toBe(report.events);
    await log.restore();
  });

  it('runs by itself until it is stopped', async () => {
    const sealer = new Sealer(log.sealerPool, log.dataDirectory);
    await sealer.start(5);
    await log.append([new AuditTrail().draft(entry('client.read')).body]);
    const deadline = Date.now() + 5_000;
    while ((await log.verify()).waiting > 0 && Date.now() < deadline);
    await sealer.stop();
    expect(await log.verify()).toMatchObject({ ok: true, waiting: 0, leaves: EVENTS + WAITING + 1 });
    await log.append([new AuditTrail().draft(entry('client.read')).body]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await log.verify()).waiting).toBe(1);
    await log.restore();
  });
});

async function hashOfStoredLeaves(log: SealedLog): Promise<string> {
  const { rows } = await log.superuser.query<{ hash: string }>(
    `select encode(sha256(string_agg(leaf_hash, ''::bytea order by idx)), 'hex') as hash from audit.leaf`,
  );
  return rows[0]!.hash;
}
