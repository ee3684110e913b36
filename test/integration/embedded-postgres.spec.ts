import { spawn, type ChildProcess } from 'node:child_process';
import {
  mkdtempSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  lstatSync,
  realpathSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keysBeside } from '#platform/config/config.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { startEmbedded, type EmbeddedServer } from '#platform/postgres/embedded.js';
import { isAlive } from '#platform/process/process-info.js';
import { withClient } from '../support/client.js';

describe('the embedded PostgreSQL', () => {
  let dataDirectory: string;
  let said: string[];
  let servers: EmbeddedServer[];

  beforeEach(() => {
    dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-embedded-'));
    chmodSync(dataDirectory, 0o755);
    said = [];
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.stop();
    rmSync(realpathSync(path.join(dataDirectory, 'postgres')), { recursive: true });
    for (const one of [dataDirectory, keysBeside(dataDirectory)])
      rmSync(one, { recursive: true, force: true });
  });

  async function start(directory = dataDirectory): Promise<EmbeddedServer> {
    const { base } = loadKeys({ dataDirectory: directory, keysDirectory: keysBeside(directory) });
    const server = await startEmbedded({
      dataDirectory: directory,
      baseSecret: base,
      log: (l) => said.push(l),
    });
    servers.push(server);
    return server;
  }
  const pidOf = (directory = dataDirectory): number =>
    Number(readFileSync(path.join(directory, 'postgres', '18', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const write = (server: EmbeddedServer): Promise<unknown> =>
    withClient(server.ownerUrl, (client) => client.query('create table kept (id int)'));
  const isKept = (server: EmbeddedServer): Promise<boolean> =>
    withClient(server.ownerUrl, async (client) => {
      const { rows } = await client.query<{ kept: boolean }>(
        `select to_regclass('kept') is not null as kept`,
      );
      return rows[0]?.kept ?? false;
    });
  const until = async (condition: () => boolean): Promise<void> => {
    for (let i = 0; i < 500 && !condition(); i++) await sleep(20);
    expect(condition()).toBe(true);
  };

  it('gives an owner that is no superuser, letters that are letters in every script, and no way in without a password', async () => {
    const server = await start();
    await withClient(server.ownerUrl, async (client) => {
      const { rows } = await client.query(
        `select rolsuper, rolbypassrls, rolcreaterole, upper('мария') as upper, 'ё' ~ '^[[:alpha:]]$' as is_letter,
                current_setting('server_version_num')::int >= 180000 as is_18, current_setting('timezone') as zone
           from pg_roles where rolname = current_user`,
      );
      expect(rows).toEqual([
        {
          rolsuper: false,
          rolbypassrls: false,
          rolcreaterole: true,
          upper: 'МАРИЯ',
          is_letter: true,
          is_18: true,
          zone: 'UTC',
        },
      ]);
    });
    const stranger = new URL(server.superuserUrl);
    stranger.password = 'guess';
    await expect(withClient(stranger.href, (client) => client.query('select 1'))).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('is one server for two starts at once, and stops with the last of its users', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.port).toBe(two.port);
    expect([one.adopted, two.adopted].filter(Boolean)).toHaveLength(1);
    const pid = pidOf();
    await one.stop();
    expect(isAlive(pid)).toBe(true);
    await two.stop();
    expect(isAlive(pid)).toBe(false);
    servers = [];
  });

  it('comes back on its port with what was committed when the server was killed', async () => {
    const server = await start();
    await write(server);
    process.kill(pidOf(), 'SIGKILL');
    await server.lost;
    const { base } = loadKeys({ dataDirectory, keysDirectory: keysBeside(dataDirectory) });
    const again = await startEmbedded({
      dataDirectory,
      baseSecret: base,
      port: server.port,
      log: () => undefined,
    });
    servers.push(again);
    expect(again).toMatchObject({ adopted: false, port: server.port });
    expect(await isKept(again)).toBe(true);
  });

  it('does not take another process with the number of the killed server for the server', async () => {
    const server = await start();
    await write(server);
    const lockFile = path.join(dataDirectory, 'postgres', '18', 'postmaster.pid');
    const lock = readFileSync(lockFile, 'utf8');
    process.kill(pidOf(), 'SIGKILL');
    await server.lost;
    const bystander: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      writeFileSync(lockFile, lock.replace(/^\d+/, String(bystander.pid)));
      const again = await start();
      expect(again.adopted).toBe(false);
      expect(await isKept(again)).toBe(true);
      expect(bystander.exitCode).toBeNull();
    } finally {
      bystander.kill('SIGKILL');
    }
  });

  it('is adopted when its user is gone without stopping it', async () => {
    const server = await start();
    await write(server);
    await server.leave(); // what the kernel does to the connection of a killed process
    const again = await start();
    expect(again).toMatchObject({ adopted: true, port: server.port });
    expect(await isKept(again)).toBe(true);
  });

  it('refuses another keyring by name and leaves nothing running', async () => {
    const server = await start();
    const pid = pidOf();
    await server.leave();
    const attempt = startEmbedded({ dataDirectory, baseSecret: Buffer.alloc(32, 1), log: () => undefined });
    await expect(attempt).rejects.toThrow(/made under another keyring/);
    const again = await start();
    await again.stop();
    servers = [];
    await until(() => !isAlive(pid));
  });

  it('clears away a creation that was interrupted', async () => {
    const home = path.join(dataDirectory, 'postgres');
    const draft = path.join(home, '18.draft-999999999-x');
    mkdirSync(draft, { recursive: true });
    await start();
    expect(existsSync(draft)).toBe(false);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot(
    'as root keeps its files outside a directory that no other account can enter, and says where',
    async () => {
      chmodSync(dataDirectory, 0o700);
      await start();
      const link = path.join(dataDirectory, 'postgres');
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      const outside = realpathSync(link);
      expect(said.join('\n')).toContain(outside);
      expect(outside.startsWith(dataDirectory)).toBe(false);
    },
  );
});
