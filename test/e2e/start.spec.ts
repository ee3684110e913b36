import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../support/application-process.js';
import { cli, Run } from '../support/started-house.js';

describe('npm start', () => {
  let dataDirectory: string;
  let port: number;
  let run: Run;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-start-'));
    port = await freePort();
  });
  afterAll(async () => {
    await run.end('SIGTERM');
    for (const one of [dataDirectory, `${dataDirectory}.keys`]) rmSync(one, { recursive: true, force: true });
  });

  async function clients(): Promise<string[]> {
    const [account] = JSON.parse((await cli(dataDirectory, ['demo', 'accounts', '--json'])).output) as {
      login: string;
      password: string;
    }[];
    const signIn = await fetch(`${run.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: account?.login, password: account?.password }),
    });
    expect({ status: signIn.status, body: signIn.ok ? '' : await signIn.text() }).toEqual({
      status: 200,
      body: '',
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const list = (await (
      await fetch(`${run.address}/api/clients?limit=100`, { headers: { cookie } })
    ).json()) as {
      items: { client: string }[];
    };
    return list.items.map(({ client }) => client);
  }

  it('starts, is killed, recovers, stops and starts again, and keeps what it knew', async () => {
    run = new Run(dataDirectory, port);
    await run.untilReady();
    const known = await clients();
    expect(known.length).toBeGreaterThan(0);
    expect((await cli(dataDirectory, ['audit', 'verify'])).code).toBe(0);

    await run.end('SIGKILL');
    run = new Run(dataDirectory, port);
    await run.untilReady();
    expect(await clients()).toEqual(known);

    expect(await run.end('SIGTERM')).toBe(0);
    await expect(fetch(`${run.address}/health/live`)).rejects.toThrow('fetch failed');
    run = new Run(dataDirectory, port);
    await run.untilReady();
    expect(await clients()).toEqual(known);
    // The queue was used by now: migrating again must bear with what the worker made in it.
    const verified = await cli(dataDirectory, ['audit', 'verify']);
    expect(verified).toMatchObject({ code: 0 });
  }, 180_000);

  it('refuses a port that is taken, by name', async () => {
    const other = mkdtempSync(path.join(tmpdir(), 'handrail-start-'));
    const second = new Run(other, port);
    expect(await second.ended()).toBe(1);
    expect(second.output).toMatch(new RegExp(`port ${port}`, 'i'));
    for (const one of [other, `${other}.keys`]) rmSync(one, { recursive: true, force: true });
  }, 60_000);
});
