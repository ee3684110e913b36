import { createHmac, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { deriveKey } from '../config/keys.js';
import { must } from '#domain/must.js';
import { StartupError } from '../process/startup-error.js';
import { createDurably, readIfThere, removeDurably, replaceDurably } from './durable-file.js';
import {
  KEY_BYTES,
  KEY_KINDS,
  type KeyKind,
  type KeyringContents,
  type RingKey,
} from './keyring-contents.js';
import type { RootKey, RootKeySource } from './root-key.js';

const FORMAT = 'handrail-keyring/1';

/** A key as the file has it. */
interface WrittenKey extends Omit<RingKey, 'key'> {
  readonly key?: string | undefined;
}

interface Written {
  readonly format: typeof FORMAT;
  readonly id: string;
  readonly generation: number;
  /** The name of the root key under which every key here is wrapped. */
  readonly root: string;
  /** The root key before, until it is destroyed. */
  readonly rootBefore?: string | undefined;
  readonly base: string;
  readonly epochs: readonly WrittenKey[];
  readonly indexes: readonly WrittenKey[];
  readonly mac: string;
}

/** A keyring that was read, and the root key that opened it. */
export interface OpenedKeyring {
  readonly contents: KeyringContents;
  readonly root: RootKey;
  /** The name of the root key before this one, where it has not been destroyed yet. */
  readonly rootBefore?: string | undefined;
}

/**
 * The keyring as a file: every key wrapped for its own place, and the whole under a MAC whose key comes from the base
 * secret, so that nothing can be exchanged, left out or written back in part. Refuses, by name, what is damaged, wrapped
 * under a root key that is not at hand, or changed; it never writes by itself.
 */
export class KeyringFile {
  readonly file: string;
  /** The generation before, kept until the database has confirmed the newer one. */
  readonly previous: string;

  constructor(
    readonly directory: string,
    private readonly sources: readonly RootKeySource[],
  ) {
    this.file = path.join(directory, 'keyring.json');
    this.previous = path.join(directory, 'keyring.previous.json');
  }

  /** The root key to wrap under from now on, of the first place that is configured. */
  nextRoot(used: readonly string[]): RootKey {
    const [source] = this.sources;
    if (source) return source.next(used);
    throw new StartupError('No place for a root key is configured.', 'Set HANDRAIL_ROOT_KEY_FILE.');
  }

  /** Destroys a root key that is used no more, wherever it is kept and ours to change. */
  forgetRoot(id: string): void {
    must(this.read()?.root.id !== id, 'The root key that is in use is never destroyed');
    for (const source of this.sources) if (source.find(id)) source.forget(id);
  }

  /** Opens the file; undefined where there is none. */
  read(): OpenedKeyring | undefined {
    const text = readIfThere(this.file);
    return text === undefined ? undefined : this.open(text, this.file);
  }

  /** The generation before, where a change has not been confirmed yet. */
  readPrevious(): OpenedKeyring | undefined {
    const text = readIfThere(this.previous);
    return text === undefined ? undefined : this.open(text, this.previous);
  }

  /** Writes the first keyring; answers whether it was this one that came to be. */
  create(contents: KeyringContents, root: RootKey): boolean {
    return createDurably(this.file, seal({ contents, root }));
  }

  /** Writes a new generation over the one before, which stays beside it until `forgetPrevious`. */
  write(opened: OpenedKeyring): void {
    const before = readIfThere(this.file);
    if (before !== undefined) replaceDurably(this.previous, before);
    replaceDurably(this.file, seal(opened));
  }

  forgetPrevious(): void {
    removeDurably(this.previous);
  }

  private open(text: string, file: string): OpenedKeyring {
    const written = parse(text, file);
    const root = this.sources.map((source) => source.find(written.root)).find((key) => key !== undefined);
    if (!root) {
      throw new StartupError(
        `The keyring ${file} is wrapped under the root key ${written.root}, and no such key is in ${this.sources.map(({ what }) => what).join(' or ')}.`,
        'Put back that root key. Nothing was changed; see "Keys" in docs/operating.md.',
      );
    }
    const { rootBefore } = written;
    return {
      contents: unseal(written, root, file),
      root,
      ...(rootBefore === undefined ? {} : { rootBefore }),
    };
  }
}

function seal({ contents, root, rootBefore }: OpenedKeyring): string {
  const { id, generation, base } = contents;
  const wrapAll = (kind: KeyKind): WrittenKey[] =>
    contents[kind].map(({ key, ...rest }) => ({
      ...rest,
      ...(key ? { key: root.wrap(key, placeOf(id, kind, rest.number)).toString('base64') } : {}),
    }));
  const written: Omit<Written, 'mac'> = {
    format: FORMAT,
    id,
    generation,
    root: root.id,
    ...(rootBefore === undefined ? {} : { rootBefore }),
    base: root.wrap(base, placeOf(id, 'base', 0)).toString('base64'),
    epochs: wrapAll('epochs'),
    indexes: wrapAll('indexes'),
  };
  return `${JSON.stringify({ ...written, mac: macOf(written, base).toString('base64') }, null, 2)}\n`;
}

function unseal(written: Written, root: RootKey, file: string): KeyringContents {
  const open = (text: string, place: string): Buffer => {
    try {
      const key = root.unwrap(Buffer.from(text, 'base64'), place);
      if (key.length === KEY_BYTES) return key;
    } catch {
      // The libraries' own errors say nothing useful and differ by version.
    }
    throw damaged(file, `its part "${place.split('|').slice(2).join(' ')}" does not open`);
  };
  const { id, generation } = written;
  const openAll = (kind: KeyKind): RingKey[] =>
    written[kind].map(({ key, ...rest }) =>
      key === undefined ? rest : { ...rest, key: open(key, placeOf(id, kind, rest.number)) },
    );
  const base = open(written.base, placeOf(id, 'base', 0));
  const mac = Buffer.from(written.mac, 'base64');
  const wanted = macOf(written, base);
  if (mac.length !== wanted.length || !timingSafeEqual(mac, wanted))
    throw damaged(file, 'it was changed by something other than Handrail');
  return { id, generation, base, epochs: openAll('epochs'), indexes: openAll('indexes') };
}

function placeOf(id: string, kind: KeyKind | 'base', number: number): string {
  return `keyring/1|${id}|${kind}|${number}`;
}

function macOf(written: Omit<Written, 'mac'>, base: Buffer): Buffer {
  const key = (one: WrittenKey): unknown[] => [
    one.number,
    one.state,
    one.madeAt,
    one.destroyedAt ?? null,
    one.key ?? null,
  ];
  const { format, id, generation, root, rootBefore = null } = written;
  const lists = KEY_KINDS.map((kind) => written[kind].map(key));
  return createHmac('sha256', deriveKey(base, 'keyring/mac', KEY_BYTES))
    .update(JSON.stringify([format, id, generation, root, rootBefore, written.base, ...lists]))
    .digest();
}

function parse(text: string, file: string): Written {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(file, 'it is not whole');
  }
  const { format } = (value ?? {}) as { format?: unknown };
  if (format !== FORMAT) throw damaged(file, 'it is no keyring of this version');
  if (!isWritten(value)) throw damaged(file, 'parts of it are missing');
  return value;
}

function isWritten(value: unknown): value is Written {
  const written = value as Partial<Written>;
  const isKey = (key: unknown): boolean => {
    const { number, state, madeAt } = (key ?? {}) as Partial<WrittenKey>;
    return Number.isSafeInteger(number) && typeof state === 'string' && typeof madeAt === 'string';
  };
  return (
    [written.id, written.root, written.base, written.mac].every((part) => typeof part === 'string') &&
    Number.isSafeInteger(written.generation) &&
    KEY_KINDS.every((kind) => Array.isArray(written[kind]) && written[kind].every(isKey))
  );
}

function damaged(file: string, how: string): StartupError {
  return new StartupError(
    `The keyring ${file} is damaged: ${how}.`,
    'Put back the newest copy of it: without it nobody can be identified again. Nothing was changed.',
  );
}
