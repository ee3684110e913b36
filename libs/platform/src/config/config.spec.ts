import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentForChild, readConfig } from './config.js';

const SECRET = 'postgresql://owner:hunter2@db.example:5433/handrail';

function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the configuration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'handrail-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs nothing to be set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      demo: true,
      publicUrl: 'http://localhost:3000',
    });
    expect(config.dataDirectory).toBe(path.resolve('.data'));
    expect(config.databaseUrl).toBeUndefined();
    expect(Object.isFrozen(config) && Object.isFrozen(config.databaseUrls)).toBe(true);
  });

  it('publishes demo accounts on an external database only when told to', () => {
    expect(readConfig({ DATABASE_URL: SECRET }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: SECRET, HANDRAIL_DEMO: '1' }).demo).toBe(true);
    expect(readConfig({ HANDRAIL_DEMO: '0' }).demo).toBe(false);
  });

  it('fills a demonstration with everybody, with the core, or with so many', () => {
    const clients = (HANDRAIL_DEMO_CLIENTS: string) => readConfig({ HANDRAIL_DEMO_CLIENTS }).demoClients;
    expect([clients(''), clients('all'), clients('core'), clients('60')]).toEqual([
      Infinity,
      Infinity,
      0,
      60,
    ]);
    for (const wrong of ['some', '-1', '1.5', '99999'])
      expect(problemsOf({ HANDRAIL_DEMO_CLIENTS: wrong })).toMatch(
        /HANDRAIL_DEMO_CLIENTS must be core, all or a number/,
      );
  });

  it('lets no message leave that would tell care by its sender or by its own address', () => {
    const mail = { HANDRAIL_SMTP_URL: 'smtp://localhost', HANDRAIL_SMTP_FROM: 'notices@window.example' };
    const own = (PUBLIC_URL: string) => readConfig({ ...mail, PUBLIC_URL }).publicUrl;
    expect(own('https://window.example/')).toBe('https://window.example');
    for (const PUBLIC_URL of [
      'https://detox.example',
      'https://window.example/clinic',
      'https://my-rehab.example',
    ])
      expect(problemsOf({ ...mail, PUBLIC_URL })).toMatch(/PUBLIC_URL must say nothing of care/);
    // Where nothing leaves, nobody reads it outside.
    expect(readConfig({ PUBLIC_URL: 'https://detox.example' }).publicUrl).toBe('https://detox.example');
    expect(problemsOf({ ...mail, HANDRAIL_SMTP_FROM: 'info@detox.example' })).toMatch(/HANDRAIL_SMTP_FROM/);
    expect(problemsOf({ ...mail, HANDRAIL_SENDER_NAME: 'Detox ward' })).toMatch(/HANDRAIL_SENDER_NAME/);
  });

  it('takes a secret from a file, and an empty variable as unset', () => {
    const file = path.join(folder, 'url');
    writeFileSync(file, `${SECRET}\n`);
    expect(readConfig({ DATABASE_URL: '', DATABASE_URL_FILE: file }).databaseUrl).toBe(SECRET);
    expect(readConfig({ DATABASE_URL_API_FILE: file }).databaseUrls).toEqual({ api: SECRET });
    expect(readConfig({ PORT: '', REDIS_URL: ' ' })).toMatchObject({ port: 3000, redisUrl: undefined });
  });

  it('names every problem at once and repeats no value', () => {
    const wrong = {
      PORT: '70000',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      DATABASE_URL_VAULT: SECRET,
      DATABASE_URL_VAULT_FILE: '/nowhere',
      REDIS_URL_FILE: path.join(folder, 'missing'),
      HANDRAIL_DEMO: 'yes',
      HANDRAIL_POOL_SIZE: '1e1',
      LOG_LEVEL: 'chatty',
      HANDRAIL_ROOT_KEY: 'hunter2',
      HANDRAIL_KEYS: '.data/keys',
    };
    const names = Object.keys(wrong).filter((name) => name !== 'DATABASE_URL_VAULT_FILE');
    const message = problemsOf(wrong);
    for (const name of names) expect(message).toContain(name);
    expect(message).not.toMatch(/hunter2|70000|chatty/);
  });

  it('keeps the owner and the root key from a child that is not told them', () => {
    const parent = {
      PATH: '/bin',
      DATABASE_URL: SECRET,
      DATABASE_URL_FILE: '/f',
      DATABASE_URL_API: SECRET,
      HANDRAIL_ROOT_KEY: 'k',
    };
    expect(environmentForChild({ DATABASE_URL_WORKER: 'w' }, parent)).toEqual({
      PATH: '/bin',
      LOG_LEVEL: 'warn',
      DATABASE_URL_WORKER: 'w',
    });
  });
});
