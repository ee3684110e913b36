import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { DATABASE_ROLES, type DatabaseRole } from '../db/database-roles.js';
import { StartupError } from '../process/startup-error.js';
import { parseRootKeys } from '../keys/root-key.js';
import type { Pkcs11Settings } from '../keys/root-key-pkcs11.js';
import { readMessageSettings, type MessageSettings } from './message-settings.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that differs between two installations. Holds secrets: never log it whole. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path; the audit's files and the embedded database live below it. */
  readonly dataDirectory: string;
  /** Absolute path outside the data; the keyring lives in it, and its root key where nothing else is configured. */
  readonly keysDirectory: string;
  /** Where backups go while the house runs; outside the data, best on another disk. Undefined: none are made. */
  readonly backupDirectory?: string | undefined;
  /** A superuser of a server of one's own on this machine, for `backup` alone. */
  readonly backupUrl?: string | undefined;
  /** The owner of the database, for `migrate` alone; unset means the embedded server. */
  readonly databaseUrl?: string | undefined;
  readonly databaseUrls: Partial<Record<DatabaseRole, string>>;
  /** Unset: the queue lives in PostgreSQL. */
  readonly redisUrl?: string | undefined;
  /** Demo accounts with published passwords exist only where this is true. */
  readonly demo: boolean;
  /** How many invented clients a demonstration has beside the few of its core, over all networks; Infinity: all of them. */
  readonly demoClients: number;
  /** The country (ISO 3166) in which the database of this installation stands; undefined: nobody said. */
  readonly storageRegion?: string | undefined;
  readonly publicUrl: string;
  /** Mail, text and push messages; none of them leaves a house that set nothing up. */
  readonly messages: MessageSettings;
  readonly poolSize: number;
  /** Addresses of proxies in front (IPs or ranges): only what they say of the client's address is believed. */
  readonly trustedProxies: readonly string[];
  /** Named point at which the process kills itself, for tests of faults. */
  readonly failAt?: string | undefined;
  readonly logLevel: LogLevel;
  /** Given in the environment itself: one, or two while one follows the other. */
  readonly rootKeys?: readonly Buffer[] | undefined;
  readonly rootKeyFile?: string | undefined;
  /** A token that holds the root key. */
  readonly pkcs11?: Pkcs11Settings | undefined;
  /** Whether `npm start` is our parent: then its end must be ours too. */
  readonly startedByNpm: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The only reader of the environment. An empty variable counts as unset; a secret or an address may come from a file
 * named by `<NAME>_FILE`. Refuses with every problem at once, each naming its variable and never its value.
 */
export function readConfig(env: Environment = process.env): Config {
  const reader = new Reader(env);
  const port = reader.integer('PORT', 3000, 1, 65535);
  const databaseUrl = reader.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const dataDirectory = path.resolve(reader.text('HANDRAIL_DATA') ?? '.data');
  const publicUrl = (reader.url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`).replace(
    /\/+$/,
    '',
  );
  const demo = reader.flag('HANDRAIL_DEMO') ?? databaseUrl === undefined;
  const config: Config = {
    port,
    host: reader.checked('HOST', '127.0.0.1', isHost, 'an IP address or "localhost"'),
    dataDirectory,
    keysDirectory: reader.keysDirectory(dataDirectory),
    backupDirectory: reader.backupDirectory(dataDirectory),
    backupUrl: reader.url('HANDRAIL_BACKUP_URL', ['postgres:', 'postgresql:']),
    databaseUrl,
    databaseUrls: Object.freeze(readDatabaseUrls(reader)),
    redisUrl: reader.url('REDIS_URL', ['redis:', 'rediss:']),
    demo,
    messages: readMessageSettings(reader, demo, publicUrl),
    demoClients: readDemoClients(reader),
    storageRegion: reader.region('HANDRAIL_STORAGE_REGION'),
    publicUrl,
    poolSize: reader.integer('HANDRAIL_POOL_SIZE', 10, 1, 100),
    trustedProxies: Object.freeze(
      (reader.text('HANDRAIL_TRUSTED_PROXIES') ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
    failAt: reader.text('HANDRAIL_FAIL_AT'),
    logLevel: reader.checked('LOG_LEVEL', 'info', isLogLevel, `one of ${LOG_LEVELS.join(', ')}`) as LogLevel,
    rootKeys: reader.rootKeys(),
    rootKeyFile: reader.path('HANDRAIL_ROOT_KEY_FILE'),
    pkcs11: reader.pkcs11(),
    startedByNpm: env['npm_lifecycle_event'] === 'start',
  };
  reader.refuseIfAny();
  return Object.freeze(config);
}

/** The secret of the simulated gateway alone, which needs nothing else of the configuration. */
export function readSmsSecret(env: Environment = process.env): string | undefined {
  const reader = new Reader(env);
  const secret = reader.secret('HANDRAIL_SMS_SECRET');
  reader.refuseIfAny();
  return secret;
}

/**
 * Environment for a process that we start: ours without any address or key, plus what it needs to know. Requests are
 * logged by a child only when the operator asked for a level, so that a newcomer's terminal stays readable.
 */
export function environmentForChild(
  settings: Readonly<Record<string, string>>,
  env: Environment = process.env,
): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(DATABASE_URL|HANDRAIL_BACKUP_URL|HANDRAIL_ROOT_KEY|REDIS_URL)/.test(name),
  );
  return { LOG_LEVEL: 'warn', ...Object.fromEntries(kept), ...settings };
}

/** `.keys` beside `.data`; a folder of data under another name has its keys beside it under that name and `.keys`. */
export function keysBeside(dataDirectory: string): string {
  const { dir, base } = path.parse(dataDirectory);
  return path.join(dir, base === '.data' ? '.keys' : `${base}.keys`);
}

function readDatabaseUrls(reader: Reader): Partial<Record<DatabaseRole, string>> {
  const urls: Partial<Record<DatabaseRole, string>> = {};
  for (const role of DATABASE_ROLES) {
    const url = reader.url(`DATABASE_URL_${role.toUpperCase()}`, ['postgres:', 'postgresql:']);
    if (url !== undefined) urls[role] = url;
  }
  return urls;
}

function isHost(text: string): boolean {
  return text === 'localhost' || isIP(text) !== 0;
}

/** `core`, `all`, or how many. */
function readDemoClients(reader: Reader): number {
  const value = reader.checked(
    'HANDRAIL_DEMO_CLIENTS',
    'all',
    (text) => /^(core|all|\d{1,4})$/.test(text),
    'core, all or a number',
  );
  return value === 'all' ? Infinity : value === 'core' ? 0 : Number(value);
}

function isLogLevel(text: string): boolean {
  return (LOG_LEVELS as readonly string[]).includes(text);
}

/** Takes variables one by one and remembers what was wrong, so that an operator mends everything in one go. */
class Reader {
  private readonly problems: string[] = [];

  constructor(private readonly env: Environment) {}

  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** A value that may also lie in a file, as container platforms hand out secrets. */
  secret(name: string): string | undefined {
    const file = this.text(`${name}_FILE`);
    const direct = this.text(name);
    if (file === undefined) return direct;
    if (direct !== undefined) {
      this.problems.push(`${name} and ${name}_FILE are both set: keep one.`);
      return undefined;
    }
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      this.problems.push(
        `${name}_FILE names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      );
      return undefined;
    }
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const value = this.secret(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    this.problems.push(
      `${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`,
    );
    return undefined;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    this.problems.push(`${name} must be a whole number from ${least} to ${most}.`);
    return fallback;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined || value === '0' || value === '1')
      return value === undefined ? undefined : value === '1';
    this.problems.push(`${name} must be 0 or 1.`);
    return undefined;
  }

  checked(name: string, fallback: string, accepts: (text: string) => boolean, wanted: string): string {
    const value = this.text(name) ?? fallback;
    if (!accepts(value)) this.problems.push(`${name} must be ${wanted}.`);
    return value;
  }

  /** Two letters of ISO 3166. */
  region(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !/^[A-Z]{2}$/.test(value))
      this.problems.push(`${name} must be the two letters of a country, like RU.`);
    return value;
  }

  path(name: string): string | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : path.resolve(value);
  }

  /** A folder of keys within the data would be copied with them, and whoever found the copy could read all of it. */
  keysDirectory(dataDirectory: string): string {
    const directory = this.path('HANDRAIL_KEYS') ?? keysBeside(dataDirectory);
    if (!path.relative(dataDirectory, directory).startsWith('..'))
      this.problems.push('HANDRAIL_KEYS must be a folder outside HANDRAIL_DATA.');
    return directory;
  }

  /** Backups within the data would be lost with them, and each would hold the ones before. */
  backupDirectory(dataDirectory: string): string | undefined {
    const directory = this.path('HANDRAIL_BACKUP');
    if (directory !== undefined && !path.relative(dataDirectory, directory).startsWith('..'))
      this.problems.push('HANDRAIL_BACKUP must be a folder outside HANDRAIL_DATA.');
    return directory;
  }

  /** The keys themselves; those of a file are read where they are used, because they may change while we serve. */
  rootKeys(): readonly Buffer[] | undefined {
    const value = this.text('HANDRAIL_ROOT_KEY');
    if (value === undefined) return undefined;
    if (this.text('HANDRAIL_ROOT_KEY_FILE') !== undefined)
      this.problems.push('HANDRAIL_ROOT_KEY and HANDRAIL_ROOT_KEY_FILE are both set: keep one.');
    const keys = parseRootKeys(value);
    if (!keys) this.problems.push('HANDRAIL_ROOT_KEY must be 32 bytes in base64 or hex.');
    return keys;
  }

  /** All of it or nothing: a token that is half described is a mistake, and never passed over for a file. */
  pkcs11(): Pkcs11Settings | undefined {
    const module = this.text('HANDRAIL_PKCS11_MODULE');
    const token = this.text('HANDRAIL_PKCS11_TOKEN');
    const pin = this.secret('HANDRAIL_PKCS11_PIN');
    if (module === undefined && token === undefined && pin === undefined) return undefined;
    if (module !== undefined && token !== undefined && pin !== undefined)
      return { module, token, pin, key: this.text('HANDRAIL_PKCS11_KEY') ?? 'handrail' };
    this.problems.push(
      'HANDRAIL_PKCS11_MODULE, HANDRAIL_PKCS11_TOKEN and HANDRAIL_PKCS11_PIN (or HANDRAIL_PKCS11_PIN_FILE) belong together: set all of them.',
    );
    return undefined;
  }

  /** Remembers what was wrong beside a single variable. */
  complain(problem: string): void {
    this.problems.push(problem);
  }

  refuseIfAny(): void {
    if (this.problems.length === 0) return;
    throw new StartupError(
      `The configuration has ${this.problems.length === 1 ? 'a problem' : 'problems'}: ${this.problems.join(' ')}`,
      'Mend the variables named and start again.',
    );
  }
}
