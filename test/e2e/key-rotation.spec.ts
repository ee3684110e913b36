import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErasureLedger, type ErasureEntry } from '#platform/erasure/erasure-ledger.js';
import { RotationHouse } from '../support/rotation-house.js';

/** A small share of `npm run prove -- rotation`: the same house, one round, two of the points at which a command is killed. */
describe('All keys are rotated while people work at two processes', () => {
  let house: RotationHouse;
  beforeAll(async () => {
    house = await RotationHouse.open(2, 1, 40);
    house.work(3);
    while (house.people < 12) await new Promise((resolve) => setTimeout(resolve, 50));
  }, 120_000);
  afterAll(() => house?.close(), 120_000);

  const without = (): string[] => house.failures;

  it('a new epoch: everybody is wrapped under it, and nobody who works notices', async () => {
    expect(await house.succeed('keys', 'rotate-epoch')).toMatch(
      /epoch is 2 now[\s\S]*people were wrapped again/,
    );
    const { keys } = await house.everybodyTakenAlong();
    expect(keys.find(({ kind, number }) => kind === 'epoch' && number === 1)).toMatchObject({
      state: 'kept',
      people: 0,
    });
    expect(without()).toEqual([]);
  }, 180_000);

  it('a command that is killed between file and database leaves everybody working, and the next one settles it', async () => {
    const killed = await house.handrail(['keys', 'rotate-index'], 'keys.after_write:keys.turn');
    expect(killed.signal).toBe('SIGKILL');
    expect(readdirSync(house.keys.directory).sort()).toEqual([
      'keyring.json',
      'keyring.previous.json',
      'root.key',
    ]);
    expect(await house.succeed('keys', 'check')).toMatch(/whole and belongs to the database/);
    expect(readdirSync(house.keys.directory).sort()).toEqual(['keyring.json', 'root.key']);
    await house.everybodyTakenAlong();
    const versions = await house.rows('select distinct key_version from vault.blind_index');
    expect(versions).toEqual([{ key_version: 2 }]);
    expect(without()).toEqual([]);
  }, 180_000);

  it('a new root key: the one before opens nothing and is gone', async () => {
    const { root } = await house.shown();
    await house.succeed('keys', 'rotate-root');
    const after = await house.shown();
    expect(after.root).not.toBe(root);
    expect(without()).toEqual([]);
  }, 120_000);

  it('the first epoch is destroyed, and everybody still opens and is found; each step is in the audit, which verifies', async () => {
    expect((await house.handrail(['keys', 'destroy-epoch', '2', '--yes'])).output).toMatch(
      /wrapped under now/,
    );
    // Somebody was erased while the first epoch was the current one: its end is due on the day of the certificate.
    ErasureLedger.of(house.keys).append(erasedAt('2026-01-01T12:00:00.000Z', 1));
    expect((await house.shown()).due).toEqual([
      { epoch: 1, erasures: 1, due_at: '2026-02-05T12:00:00.000Z' },
    ]);
    expect(await house.succeed('keys', 'show')).toMatch(/Epoch 1 has to be destroyed by 2026-02-05/);
    await house.succeed('keys', 'destroy-epoch', '1', '--yes');
    expect((await house.shown()).due).toEqual([]);
    expect((await house.handrail(['keys', 'destroy-epoch', '1', '--yes'])).output).toMatch(
      /destroyed already/,
    );
    await house.endWork();
    await house.readEverybody();
    expect(without()).toEqual([]);
    expect(house.requests).toBeGreaterThan(50);
    const actions = await house.rows<{ action: string; count: number }>(
      `select action, count(*)::int as count from audit.event where action like 'keys.%' and action <> 'keys.follow' group by 1 order by 1`,
    );
    expect(actions).toEqual([
      { action: 'keys.announce', count: 2 },
      { action: 'keys.destroy', count: 2 },
      { action: 'keys.rotate_root', count: 1 },
      { action: 'keys.settle', count: 1 },
      { action: 'keys.turn', count: 1 },
    ]);
    expect(await house.succeed('audit', 'verify')).toMatch(/./);
  }, 180_000);
});

const erasedAt = (at: string, epoch: number): ErasureEntry => ({
  erasure: randomUUID(),
  client: randomUUID(),
  joined: [],
  organisation: randomUUID(),
  at,
  scope: 'person',
  epoch,
  asked_on: '2026-01-01',
  asked_how: 'in_person',
  recorded_by: null,
  ground: 'consent_withdrawn',
  note: null,
  decided_by: null,
  decided_at: null,
  carried_out_by: null,
  certificate: '{}',
  signature: '',
});
