import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { StartupError } from '#platform/process/startup-error.js';
import { isObject, unusable, type Json, type Reading } from './fhir-record.js';

const LINE_BYTES_MAX = 1_000_000;
/** So many lines without one resource, and the file is something else than NDJSON. */
const STRANGE_LINES_MAX = 5;
const NEWLINE = 0x0a;

export interface BulkFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

export interface BulkFiles {
  readonly patients: readonly BulkFile[];
  readonly conditions: readonly BulkFile[];
}

/**
 * The Patient and Condition files of a bulk export, by the names the standard gives them (`Patient.ndjson`,
 * `Patient.000.ndjson`, `1.Patient.ndjson`, each also `.gz`), in the order of their names. Refuses a folder that is
 * missing or holds none, and says what it holds instead.
 */
export async function findBulkFiles(directory: string): Promise<BulkFiles> {
  const names = await listFolder(directory);
  const named = (type: string): string[] =>
    names
      .filter((name) => new RegExp(`(^|[^a-z])${type}([^a-z].*)?\\.ndjson(\\.gz)?$`, 'i').test(name))
      .sort();
  const sized = (list: string[]): Promise<BulkFile[]> =>
    Promise.all(
      list.map(async (name) => {
        const file = path.join(directory, name);
        return { name, path: file, bytes: (await stat(file)).size };
      }),
    );
  const [patients, conditions] = await Promise.all([sized(named('patient')), sized(named('condition'))]);
  if (patients.length + conditions.length === 0) {
    throw new StartupError(
      `The folder ${directory} holds no Patient or Condition files of a bulk export. ${whatElse(names)}`.trim(),
      'Point at the folder with Patient.ndjson and Condition.ndjson (FHIR R4 Bulk Data).',
    );
  }
  return { patients, conditions };
}

async function listFolder(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'ENOTDIR'
          ? 'is a file'
          : `cannot be read (${code ?? 'unknown error'})`;
    throw new StartupError(
      `The folder ${directory} ${what}.`,
      'Name the folder that holds the .ndjson files.',
    );
  }
}

function whatElse(names: readonly string[]): string {
  if (names.length === 0) return 'It is empty.';
  if (names.some((name) => /\.xml$/i.test(name))) return 'It holds XML; FHIR XML is not taken.';
  if (names.some((name) => /\.json$/i.test(name))) return 'It holds .json files; a Bundle is not NDJSON.';
  return '';
}

export interface NdjsonLine {
  readonly line: number;
  readonly record: Reading<Json>;
}

/**
 * Reads a file line by line with constant memory, whatever its size; `advance` hears how many bytes of the file were
 * read. A line that is no resource is told and passed over; a file in which none of the first lines is one, or which
 * holds a Bundle, stops with its line.
 */
export async function* readNdjson(
  file: BulkFile,
  advance: (bytes: number) => void,
): AsyncGenerator<NdjsonLine> {
  let strange: NdjsonLine[] | undefined = [];
  for await (const { line, bytes } of readLines(file, advance)) {
    const record = bytes === undefined ? unusable('too_long') : readRecord(bytes, line);
    if (record === undefined) continue; // an empty line
    if (record.ok && record.value['resourceType'] === 'Bundle') stop(file, line, 'is a Bundle, not NDJSON');
    if (strange && record.ok) {
      yield* strange;
      strange = undefined;
    }
    if (!strange) {
      yield { line, record };
      continue;
    }
    strange.push({ line, record });
    if (strange.length > STRANGE_LINES_MAX) break;
  }
  if (strange?.[0]) stop(file, strange[0].line, 'is not NDJSON with FHIR resources');
}

function stop(file: BulkFile, line: number, what: string): never {
  throw new StartupError(
    `The file ${file.name} ${what} (line ${line}). The import stopped there; what was taken over before stays.`,
    'Export as FHIR R4 Bulk Data: one resource as JSON on each line. Then run the import again; it goes on where it was.',
  );
}

function readRecord(bytes: Buffer, line: number): Reading<Json> | undefined {
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: line !== 1 }).decode(bytes).trim();
  } catch {
    return unusable('not_utf8');
  }
  if (content === '') return undefined;
  try {
    const value: unknown = JSON.parse(content);
    if (isObject(value) && typeof value['resourceType'] === 'string') return { ok: true, value };
    return unusable('not_a_resource');
  } catch {
    return unusable('not_json');
  }
}

/** The lines of a file, without their newline; a line that is too long comes without its bytes. */
async function* readLines(
  file: BulkFile,
  advance: (bytes: number) => void,
): AsyncGenerator<{ line: number; bytes: Buffer | undefined }> {
  let line = 1;
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (): { line: number; bytes: Buffer | undefined } => {
    const bytes = length > LINE_BYTES_MAX ? undefined : Buffer.concat(pieces);
    pieces = [];
    length = 0;
    return { line: line++, bytes };
  };
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length <= LINE_BYTES_MAX) pieces.push(piece);
    else pieces = [];
  };
  try {
    for await (const chunk of openFile(file, advance)) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end));
        yield take();
        start = end + 1;
      }
      keep(chunk.subarray(start));
    }
  } catch (error) {
    stop(file, line, `cannot be read to its end (${(error as NodeJS.ErrnoException).code ?? 'damaged'})`);
  }
  if (length > 0) yield take();
}

async function* openFile(file: BulkFile, advance: (bytes: number) => void): AsyncGenerator<Buffer> {
  const raw = createReadStream(file.path);
  // The reader of the unpacked stream hears of every error; the callback only keeps it from being reported twice.
  const content = file.name.endsWith('.gz') ? pipeline(raw, createGunzip(), () => undefined) : raw;
  let told = 0;
  for await (const chunk of content) {
    advance(raw.bytesRead - told);
    told = raw.bytesRead;
    yield chunk as Buffer;
  }
}
