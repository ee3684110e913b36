import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contextOf } from '../../apps/cli/src/context.js';
import { run as auditVerify } from '../../apps/cli/src/audit-verify.command.js';
import { BATCH_EVENTS, EVENTS, hashOf, SealedLog, WAITING } from '../support/sealed-log.js';
import { TAMPERINGS } from '../support/tamperings.js';

/** How often each kind of tampering is tried; `npm run prove` tries hundreds. */
const TAMPERINGS_EACH = Number(process.env['AUDIT_TAMPERINGS_EACH'] ?? 2);
const SEED = Number(process.env['AUDIT_SEED'] ?? 20_261);

let log: SealedLog;

beforeAll(async () => {
  log = await SealedLog.create(SEED);
}, 120_000);
afterAll(() => log?.close());

describe('A sealed audit', () => {
  it('is whole, and tells events under way from tampering', async () => {
    const report = await log.verify();
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({
      ok: true,
      leaves: EVENTS,
      events: EVENTS + WAITING,
      waiting: WAITING,
      notes: [],
    });
    expect(report.inFlight.map(({ numbers }) => numbers.length)).toEqual([2]);
    expect(report.checkpoints).toBe(3 * Math.ceil(1_000 / BATCH_EVENTS));
  });

  it.each(Object.keys(TAMPERINGS))(
    `is refused with the place named: %s (seed ${SEED})`,
    async (name) => {
      for (let run = 0; run < TAMPERINGS_EACH; run += 1) {
        try {
          const place = await TAMPERINGS[name]!(log);
          const report = await log.verify();
          expect(report.ok).toBe(false);
          const places = report.findings.map((finding) => finding.place);
          expect(places.some((found) => found.startsWith(place)) ? place : places.slice(0, 10)).toBe(place);
          expect(report.findings.every(({ what }) => what.length > 0)).toBe(true);
        } finally {
          await log.restore();
        }
      }
    },
    600_000,
  );

  it('is whole again once the damage is undone, so none of the above was found by accident', async () => {
    expect((await log.verify()).findings).toEqual([]);
  });

  it('shows an edit between two checkpoints even without the files of the notary', async () => {
    const { idx, event_id, body } = await log.leafAt(1_000);
    const text = body.replace('system:test', 'system:toast');
    await log.superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
      event_id,
      text,
      hashOf(text),
    ]);
    await log.superuser.query('update audit.leaf set leaf_hash = $2 where idx = $1', [idx, hashOf(text)]);
    const report = await log.verify(false);
    await log.restore();
    expect(report.findings).toEqual([
      {
        place: 'checkpoint 1700, leaves 1000 to 1699',
        what: 'the leaves do not have the root that was signed',
      },
    ]);
    expect(report.notes).toHaveLength(1);
  });
});

describe('handrail audit verify', () => {
  async function command(options: { json?: boolean }, changes: object = {}) {
    const output: string[] = [];
    const spoken: string[] = [];
    const config = { ...log.database.config, dataDirectory: log.dataDirectory, ...changes };
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => output.push(String(text)) > 0);
    try {
      const code = await auditVerify(
        contextOf(config, log.database.keys, (line) => spoken.push(line)),
        options,
      );
      return { code, output: output.join(''), spoken: spoken.join('\n') };
    } finally {
      write.mockRestore();
    }
  }

  it('answers 0 for a whole log and says what it looked at', async () => {
    const { code, output } = await command({});
    expect(code).toBe(0);
    expect(output).toContain(`${EVENTS} leaves`);
    expect(output).toContain('This is not tampering.');
    expect(output).toContain('The audit is whole.');
  });

  it('answers 1 and names the place, in words and as JSON', async () => {
    const place = await TAMPERINGS['an event edited']!(log);
    const words = await command({});
    const json = await command({ json: true });
    await log.restore();
    expect([words.code, json.code]).toEqual([1, 1]);
    expect(words.output).toContain(`- ${place}: `);
    expect(words.output).toContain('THE AUDIT IS NOT WHOLE: 1 place,');
    expect(JSON.parse(json.output)).toMatchObject({ ok: false, findings: [{ place }] });
  });

  it('answers 2 when it cannot look: no database, no public key, a public key that is not one', async () => {
    const unreachable = { databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing', databaseUrls: {} };
    const results = [await command({}, unreachable), await command({}, { dataDirectory: tmpdir() })];
    const publicKey = path.join(log.dataDirectory, 'audit', 'public-key.txt');
    const kept = readFileSync(publicKey, 'utf8');
    writeFileSync(publicKey, kept.replace('+', '-'));
    results.push(await command({}));
    writeFileSync(publicKey, kept);
    expect(results.map(({ code, output }) => [code, output])).toEqual([
      [2, ''],
      [2, ''],
      [2, ''],
    ]);
    expect(results.map(({ spoken }) => spoken)).toEqual([
      expect.stringContaining('ECONNREFUSED'),
      expect.stringContaining('audit.public_key_missing'),
      expect.stringContaining('audit.public_key_damaged'),
    ]);
  });
});
