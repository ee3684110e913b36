import { createHash, generateKeyPairSync, sign as signEd25519 } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { signCheckpoint } from '#domain/rules/checkpoint.js';
import { CompactRange, leafHash } from '#domain/rules/merkle.js';
import { notaryFiles, NotarySnapshot } from '#platform/audit/notary.js';
import { Sealer } from '#platform/audit/sealer.js';
import { loadSigningKey, loadVerifierKey, sha256, type SigningKey } from '#platform/audit/signing-key.js';
import { verifyAudit, type AuditReport } from '#platform/audit/verifier.js';
import { AuditTrail, type AuditEntry } from '#platform/db/audit-trail.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** How often each kind of tampering is tried; `npm run prove` tries hundreds. */
const TAMPERINGS_EACH = Number(process.env['AUDIT_TAMPERINGS_EACH'] ?? 2);
const SEED = Number(process.env['AUDIT_SEED'] ?? 20_261);
const EVENTS = 3_000;
const WAITING = 4;
const BATCH_EVENTS = 700;

let database: TestDatabase;
let sealerPool: pg.Pool;
let superuser: pg.Client;
let dataDirectory: string;
let keptFiles: string;
let key: SigningKey;

/** A small generator with a printed seed, so that a failing campaign can be run again. */
let state = SEED;
function below(limit: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

function entry(action: string, detail?: Record<string, unknown>): AuditEntry {
  return {
    action,
    outcome: 'done',
    at: new Date(),
    actor: null,
    role: 'system:test',
    purpose: 'operation',
    subjects: [],
    detail,
  };
}

/** Events of processes that stopped in order, lost transactions and declared them, or died with some under way. */
function history(count: number): string[] {
  const bodies: string[] = [];
  const write = (trail: AuditTrail, action: string, detail?: Record<string, unknown>): void => {
    const { body, settle } = trail.draft(entry(action, detail));
    bodies.push(body);
    settle(true);
  };
  const orderly = new AuditTrail();
  write(orderly, 'process.started', { pool_size: 4 });
  while (bodies.length < count - 500) {
    if (below(20) === 0) orderly.draft(entry('client.read')).settle(false);
    write(orderly, 'client.read', { n: bodies.length });
  }
  write(orderly, 'process.stopped');
  const killed = new AuditTrail();
  write(killed, 'process.started', { pool_size: 4 });
  while (bodies.length < count - 2) {
    if (bodies.length === count - 100 || bodies.length === count - 90) killed.draft(entry('client.read'));
    write(killed, 'client.read', { n: bodies.length });
  }
  const last = new AuditTrail();
  write(last, 'process.started', { pool_size: 4 });
  write(last, 'client.read');
  for (let at = 0; at < WAITING - 1; at += 1) write(last, 'handoff.accept', { n: at });
  write(last, 'process.stopped');
  return bodies;
}

async function append(client: pg.ClientBase | pg.Pool, bodies: readonly string[]): Promise<void> {
  await client.query('select audit.append(body) from unnest($1::text[]) as t (body)', [bodies]);
}

async function seal(options: ConstructorParameters<typeof Sealer>[2] = {}): Promise<number> {
  return (await new Sealer(sealerPool, dataDirectory, { batchEvents: BATCH_EVENTS, ...options }).sealOnce())
    .sealed;
}

async function verify(withNotary = true): Promise<AuditReport> {
  const notary = withNotary ? await NotarySnapshot.take(dataDirectory) : undefined;
  const client = await sealerPool.connect();
  try {
    return await verifyAudit({ client, verifierKey: loadVerifierKey(dataDirectory)! }, notary);
  } finally {
    client.release();
    await notary?.close();
  }
}

const TABLES = ['event', 'claim', 'leaf', 'checkpoint'] as const;

async function keep(): Promise<void> {
  await superuser.query('create schema kept');
  for (const table of TABLES) await superuser.query(`create table kept.${table} as table audit.${table}`);
  cpSync(path.join(dataDirectory, 'audit'), keptFiles, { recursive: true });
}

async function restore(): Promise<void> {
  await superuser.query(
    'truncate audit.event, audit.event_subject, audit.claim, audit.leaf, audit.checkpoint',
  );
  for (const table of TABLES) await superuser.query(`insert into audit.${table} select * from kept.${table}`);
  cpSync(keptFiles, path.join(dataDirectory, 'audit'), { recursive: true, force: true });
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-audit-'));
  keptFiles = path.join(dataDirectory, 'kept');
  sealerPool = new pg.Pool({ connectionString: database.urls.sealer, max: 4 });
  superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  const api = new pg.Client({ connectionString: database.urls.api });
  await api.connect();
  const bodies = history(EVENTS);
  for (let at = 0; at < EVENTS; at += 1_000) {
    await append(api, bodies.slice(at, Math.min(at + 1_000, EVENTS)));
    await seal();
  }
  await append(api, bodies.slice(EVENTS));
  await api.end();
  key = loadSigningKey(dataDirectory, false);
  await keep();
  // A superuser gets past the triggers; only then is there anything for the verifier to find.
  await superuser.query('set session_replication_role = replica');
}, 120_000);

afterAll(async () => {
  await superuser?.end();
  await sealerPool?.end();
  await database?.drop();
  if (dataDirectory) rmSync(dataDirectory, { recursive: true, force: true });
});

interface Leaf {
  readonly idx: number;
  readonly event_id: string;
  readonly body: string;
}

async function leafAt(idx: number): Promise<Leaf> {
  const { rows } = await superuser.query(
    'select l.idx::int, l.event_id, e.body from audit.leaf l join audit.event e on e.id = l.event_id where idx = $1',
    [idx],
  );
  return rows[0] as Leaf;
}

const hashOf = (body: string): Buffer => Buffer.from(leafHash(sha256, Buffer.from(body)));
const anyLeaf = (): Promise<Leaf> => leafAt(below(EVENTS));
const edited = (body: string): string => body.replace('system:test', 'system:toast');
const forged = (): { id: string; body: string } => {
  const body = new AuditTrail().draft(entry('client.read')).body;
  return { id: (JSON.parse(body) as { id: string }).id, body };
};

async function insertEvent({ id, body }: { id: string; body: string }): Promise<void> {
  await superuser.query(
    `insert into audit.event (id, body, leaf_hash, action, outcome) values ($1, $2, $3, 'client.read', 'done')`,
    [id, body, hashOf(body)],
  );
}

/** Makes room for, or closes the place of, one leaf; in two steps because the index is unique at every moment. */
async function shift(from: number, by: 1 | -1): Promise<void> {
  await superuser.query('update audit.leaf set idx = idx + 1000000 where idx >= $1', [from]);
  await superuser.query('update audit.leaf set idx = idx - 1000000 + $1 where idx >= 1000000', [by]);
}

/** Rewrites leaves and checkpoints so that everything in the database agrees again, signed with the key given. */
async function recompute(signing: SigningKey): Promise<void> {
  const { rows } = await superuser.query<{ idx: number; body: string }>(
    'select l.idx::int, e.body from audit.leaf l join audit.event e on e.id = l.event_id order by idx',
  );
  const checkpoints = await superuser.query<{ size: number }>(
    'select size::int from audit.checkpoint order by size',
  );
  const tree = new CompactRange(sha256);
  const hashes = rows.map(({ body }) => hashOf(body));
  await superuser.query(
    'update audit.leaf set leaf_hash = h.hash from unnest($1::bigint[], $2::bytea[]) as h (idx, hash) where leaf.idx = h.idx',
    [rows.map(({ idx }) => idx), hashes],
  );
  await superuser.query(
    'update audit.event set leaf_hash = l.leaf_hash from audit.leaf l where l.event_id = event.id',
  );
  for (const { size } of checkpoints.rows) {
    while (tree.size < size) tree.append(hashes[tree.size]!);
    const note = signCheckpoint(
      sha256,
      { origin: signing.verifier.name, size, root: tree.root() },
      signing.verifier,
      signing.sign,
    );
    await superuser.query('update audit.checkpoint set note = $2 where size = $1', [size, note]);
  }
}

function strangersKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    verifier: { name: key.verifier.name, publicKey: raw },
    sign: (message) => signEd25519(null, message, privateKey),
  };
}

async function anyCheckpoint(): Promise<number> {
  const { rows } = await superuser.query<{ size: number }>(
    'select size::int from audit.checkpoint order by size',
  );
  return rows[below(rows.length - 1)]!.size;
}

/** Each does its damage and answers what the report must name: a beginning of a place. */
const TAMPERINGS: Record<string, () => Promise<string>> = {
  'an event edited': async () => {
    const { idx, event_id, body } = await anyLeaf();
    await superuser.query('update audit.event set body = $2 where id = $1', [event_id, edited(body)]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event edited together with its hash': async () => {
    const { idx, event_id, body } = await anyLeaf();
    const text = edited(body);
    await superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
      event_id,
      text,
      hashOf(text),
    ]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event edited together with its hash and its leaf': async () => {
    const { idx, event_id, body } = await anyLeaf();
    const text = edited(body);
    await superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
      event_id,
      text,
      hashOf(text),
    ]);
    await superuser.query('update audit.leaf set leaf_hash = $2 where idx = $1', [idx, hashOf(text)]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'one character of an event changed into something that is not JSON': async () => {
    const { idx, event_id, body } = await anyLeaf();
    await superuser.query('update audit.event set body = $2 where id = $1', [event_id, body.slice(1)]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'a column changed by which people find the event': async () => {
    const { idx, event_id } = await anyLeaf();
    const change = [
      "action = 'client.write'",
      "outcome = 'refused'",
      'organisation_id = uuidv7()',
      "at = at - interval '1 day'",
      "at = 'infinity'",
    ];
    await superuser.query(`update audit.event set ${change[below(change.length)]} where id = $1`, [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'a stored hash changed': async () => {
    const { idx, event_id } = await anyLeaf();
    await superuser.query(`update audit.event set leaf_hash = sha256('x') where id = $1`, [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event deleted': async () => {
    const { idx, event_id } = await anyLeaf();
    await superuser.query('delete from audit.event where id = $1', [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event deleted with its leaf': async () => {
    const { idx, event_id } = await leafAt(below(EVENTS - 1));
    await superuser.query('delete from audit.event where id = $1', [event_id]);
    await superuser.query('delete from audit.leaf where idx = $1', [idx]);
    return `leaf ${idx}`;
  },
  'an event deleted and the leaves behind it moved up': async () => {
    const { idx, event_id } = await anyLeaf();
    await superuser.query('delete from audit.event where id = $1', [event_id]);
    await superuser.query('delete from audit.leaf where idx = $1', [idx]);
    await shift(idx, -1);
    return idx === EVENTS - 1 ? `leaf ${idx}` : `leaf ${idx}, event `;
  },
  'a range of events deleted': async () => {
    const from = below(EVENTS - 200);
    const to = from + 2 + below(100);
    await superuser.query(
      'delete from audit.event where id in (select event_id from audit.leaf where idx between $1 and $2)',
      [from, to],
    );
    await superuser.query('delete from audit.leaf where idx between $1 and $2', [from, to]);
    return `leaves ${from} to ${to}`;
  },
  'an event inserted beside the log': async () => {
    const event = forged();
    await insertEvent(event);
    return `event ${event.id}`;
  },
  'an event inserted at the end of the log': async () => {
    const event = forged();
    await insertEvent(event);
    await superuser.query('insert into audit.leaf values ($1, $2, $3)', [
      EVENTS,
      event.id,
      hashOf(event.body),
    ]);
    return `leaf ${EVENTS}`;
  },
  'an event inserted far beyond the end of the log': async () => {
    const event = forged();
    await insertEvent(event);
    await superuser.query('insert into audit.leaf values (9007199254740000, $1, $2)', [
      event.id,
      hashOf(event.body),
    ]);
    return `leaves ${EVENTS} to`;
  },
  'an event inserted into the middle of the log': async () => {
    const event = forged();
    const idx = below(EVENTS);
    await shift(idx, 1);
    await insertEvent(event);
    await superuser.query('insert into audit.leaf values ($1, $2, $3)', [idx, event.id, hashOf(event.body)]);
    return `leaf ${idx}, event ${event.id}`;
  },
  'two leaves exchanged': async () => {
    const one = await leafAt(below(EVENTS / 2));
    const other = await leafAt(EVENTS / 2 + below(EVENTS / 2));
    await superuser.query('delete from audit.leaf where idx in ($1, $2)', [one.idx, other.idx]);
    await superuser.query('insert into audit.leaf values ($1, $2, $3), ($4, $5, $6)', [
      ...[one.idx, other.event_id, hashOf(other.body)],
      ...[other.idx, one.event_id, hashOf(one.body)],
    ]);
    return `leaf ${one.idx}, event ${other.event_id}`;
  },
  'the texts of two events exchanged': async () => {
    const one = await leafAt(below(EVENTS / 2));
    const other = await leafAt(EVENTS / 2 + below(EVENTS / 2));
    for (const [id, body] of [[one.event_id, other.body] as const, [other.event_id, one.body] as const]) {
      await superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
        id,
        body,
        hashOf(body),
      ]);
      await superuser.query('update audit.leaf set leaf_hash = $2 where event_id = $1', [id, hashOf(body)]);
    }
    return `leaf ${one.idx}, event ${one.event_id}`;
  },
  'the end cut off': async () => {
    const from = EVENTS - 1 - below(400);
    await superuser.query(
      'delete from audit.event where id in (select event_id from audit.leaf where idx >= $1)',
      [from],
    );
    await superuser.query('delete from audit.leaf where idx >= $1', [from]);
    return from === EVENTS - 1 ? `leaf ${from}` : `leaves ${from} to ${EVENTS - 1}`;
  },
  'the end cut off together with its checkpoints': async () => {
    const size = await anyCheckpoint();
    await superuser.query(
      'delete from audit.event where id in (select event_id from audit.leaf where idx >= $1)',
      [size],
    );
    await superuser.query('delete from audit.leaf where idx >= $1', [size]);
    await superuser.query('delete from audit.checkpoint where size > $1', [size]);
    return `leaves ${size} to ${EVENTS - 1}`;
  },
  'everything deleted': async () => {
    await superuser.query(
      'truncate audit.event, audit.event_subject, audit.claim, audit.leaf, audit.checkpoint',
    );
    return `leaves 0 to ${EVENTS - 1}`;
  },
  'a checkpoint edited': async () => {
    const size = await anyCheckpoint();
    await superuser.query(
      `update audit.checkpoint set note = replace(note, E'\\n' || size || E'\\n', E'\\n' || (size - 1) || E'\\n') where size = $1`,
      [size],
    );
    return `checkpoint ${size}`;
  },
  'a checkpoint moved to another size': async () => {
    const size = await anyCheckpoint();
    await superuser.query('update audit.checkpoint set size = size + 1 where size = $1', [size]);
    return `checkpoint ${size}`;
  },
  'a checkpoint removed': async () => {
    const size = await anyCheckpoint();
    await superuser.query('delete from audit.checkpoint where size = $1', [size]);
    return `checkpoint ${size}`;
  },
  'the newest checkpoint removed': async () => {
    await superuser.query('delete from audit.checkpoint where size = $1', [EVENTS]);
    return `checkpoint ${EVENTS}`;
  },
  'an event edited and everything computed anew without the key': async () => {
    const { idx, event_id, body } = await anyLeaf();
    await superuser.query('update audit.event set body = $2 where id = $1', [event_id, edited(body)]);
    await recompute(strangersKey());
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event edited and everything computed anew with the stolen key': async () => {
    const { idx, event_id, body } = await anyLeaf();
    await superuser.query('update audit.event set body = $2 where id = $1', [event_id, edited(body)]);
    await recompute(key);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event that waits suppressed': async () => {
    const { rows } = await superuser.query<{ event_id: string; body: string }>(
      'select event_id, body from audit.claim join audit.event e on e.id = event_id order by event_id limit $1',
      [WAITING - 1],
    );
    const { event_id, body } = rows[below(rows.length)]!;
    const { boot, number } = (JSON.parse(body) as { process: { boot: string; number: number } }).process;
    await superuser.query('delete from audit.claim where event_id = $1', [event_id]);
    await superuser.query('delete from audit.event where id = $1', [event_id]);
    return `process ${boot}, numbers ${number}`;
  },
  'an event kept from being sealed': async () => {
    const { rows } = await superuser.query<{ event_id: string }>(
      'delete from audit.claim where event_id = (select event_id from audit.claim order by event_id limit 1) returning event_id',
    );
    return `event ${rows[0]!.event_id}`;
  },
  'an event that waits edited': async () => {
    const { rows } = await superuser.query<{ id: string }>(
      `update audit.event set body = replace(body, 'system:test', 'system:toast') where id = (select event_id from audit.claim order by event_id limit 1) returning id`,
    );
    return `event ${rows[0]!.id}`;
  },
  'an event that waits deleted, its claim left': async () => {
    const { rows } = await superuser.query<{ id: string }>(
      'delete from audit.event where id = (select event_id from audit.claim order by event_id limit 1) returning id',
    );
    return `event ${rows[0]!.id}`;
  },
  'a sealed event put up to be sealed again': async () => {
    const { idx, event_id } = await anyLeaf();
    await superuser.query('insert into audit.claim values ($1)', [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'a leaf in the file of the notary edited': async () => {
    const file = notaryFiles(dataDirectory).leaves;
    const bytes = readFileSync(file);
    const idx = below(EVENTS);
    bytes[idx * 32 + below(32)]! ^= 1 + below(255);
    writeFileSync(file, bytes);
    return `leaf ${idx}, event `;
  },
  'a line of the file of the notary removed': async () => {
    const file = notaryFiles(dataDirectory).checkpoints;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const [removed] = lines.splice(below(lines.length - 1), 1);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return `checkpoint ${(JSON.parse(removed!) as { size: number }).size}`;
  },
  'a line of the file of the notary made unreadable': async () => {
    const file = notaryFiles(dataDirectory).checkpoints;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const at = below(lines.length - 1);
    lines[at] = lines[at]!.slice(1);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return `line ${at + 1} of the notary's checkpoints.log`;
  },
};

describe('A sealed audit', () => {
  it('is whole, and tells events under way from tampering', async () => {
    const report = await verify();
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
          const place = await TAMPERINGS[name]!();
          const report = await verify();
          expect(report.ok).toBe(false);
          const places = report.findings.map((finding) => finding.place);
          expect(places.some((found) => found.startsWith(place)) ? place : places.slice(0, 10)).toBe(place);
          expect(report.findings.every(({ what }) => what.length > 0)).toBe(true);
        } finally {
          await restore();
        }
      }
    },
    600_000,
  );

  it('is whole again once the damage is undone, so none of the above was found by accident', async () => {
    expect((await verify()).findings).toEqual([]);
  });

  it('shows an edit between two checkpoints even without the files of the notary', async () => {
    const { idx, event_id, body } = await leafAt(1_000);
    const text = edited(body);
    await superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
      event_id,
      text,
      hashOf(text),
    ]);
    await superuser.query('update audit.leaf set leaf_hash = $2 where idx = $1', [idx, hashOf(text)]);
    const report = await verify(false);
    await restore();
    expect(report.findings).toEqual([
      {
        place: 'checkpoint 1700, leaves 1000 to 1699',
        what: 'the leaves do not have the root that was signed',
      },
    ]);
    expect(report.notes).toHaveLength(1);
  });
});

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
      await TAMPERINGS[name]!();
      await expect(seal()).rejects.toMatchObject({ code });
      const { rows } = await superuser.query<{ leaves: number }>(
        'select count(*)::int as leaves from audit.leaf where event_id in (select event_id from kept.claim)',
      );
      expect(rows[0]!.leaves).toBe(0);
    } finally {
      await restore();
    }
  });

  it('refuses to make a new key for a log that was signed before', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'handrail-audit-'));
    const sealer = new Sealer(sealerPool, elsewhere);
    await expect(sealer.sealOnce()).rejects.toMatchObject({ code: 'audit.key_missing' });
    rmSync(elsewhere, { recursive: true });
  });

  it('raises nothing after being killed between commit and file, between the files, or within a line', async () => {
    const killed = (): never => {
      throw new Error('killed here');
    };
    const files = notaryFiles(dataDirectory);
    for (let run = 0; run < 6; run += 1) {
      await append(superuser, [new AuditTrail().draft(entry('client.read')).body]);
      const [leaves, lines] = [readFileSync(files.leaves), readFileSync(files.checkpoints)];
      await expect(seal({ afterCommit: killed })).rejects.toThrow('killed here');
      expect((await verify()).findings).toEqual([]);
      if (run % 3 > 0) {
        expect(await seal()).toBe(0); // catches up
        const written = [readFileSync(files.leaves), readFileSync(files.checkpoints)] as const;
        if (run % 3 === 1) writeFileSync(files.checkpoints, lines);
        else writeFileSync(files.checkpoints, written[1].subarray(0, lines.length + 40));
        if (run > 3) writeFileSync(files.leaves, written[0].subarray(0, leaves.length + 7));
        expect((await verify()).findings).toEqual([]);
      }
      expect(await seal()).toBe(0);
      expect((await verify()).findings).toEqual([]);
      expect(createHash('sha256').update(readFileSync(files.leaves)).digest('hex')).toBe(
        await hashOfStoredLeaves(),
      );
    }
    await restore();
  });

  it('rebuilds the files of the notary from the signed checkpoints when they are lost', async () => {
    const files = notaryFiles(dataDirectory);
    const [leaves, lines] = [readFileSync(files.leaves), readFileSync(files.checkpoints)];
    rmSync(files.leaves);
    rmSync(files.checkpoints);
    await superuser.query('delete from audit.claim');
    await seal();
    expect([
      readFileSync(files.leaves).equals(leaves),
      readFileSync(files.checkpoints).equals(lines),
    ]).toEqual([true, true]);
    await restore();
  });

  it('seals every event exactly once while writers commit out of order and sealers race', async () => {
    const trail = new AuditTrail();
    const writers = new pg.Pool({ connectionString: database.urls.api, max: 6 });
    let isWriting = true;
    const write = async (): Promise<void> => {
      for (let at = 0; at < 25; at += 1) {
        const { body, settle } = trail.draft(entry('client.read'));
        const client = await writers.connect();
        await client.query('begin');
        await append(client, [body]);
        await client.query('select pg_sleep($1)', [below(8) / 1_000]);
        const isCommitted = below(8) > 0;
        await client.query(isCommitted ? 'commit' : 'rollback');
        settle(isCommitted);
        client.release();
      }
    };
    const race = async (): Promise<void> => {
      while (isWriting) await seal({ batchEvents: 3 });
    };
    const sealers = [race(), race()];
    await Promise.all(Array.from({ length: 6 }, write));
    isWriting = false;
    await Promise.all(sealers);
    const end = trail.draft(entry('process.stopped'));
    await append(writers, [end.body]);
    await writers.end();
    await seal();
    const report = await verify();
    expect(report.findings).toEqual([]);
    expect(report.waiting).toBe(0);
    expect(report.leaves).toBe(report.events);
    await restore();
  });

  it('runs by itself until it is stopped', async () => {
    const sealer = new Sealer(sealerPool, dataDirectory);
    await sealer.start(5);
    await append(superuser, [new AuditTrail().draft(entry('client.read')).body]);
    const deadline = Date.now() + 5_000;
    while ((await verify()).waiting > 0 && Date.now() < deadline);
    await sealer.stop();
    expect(await verify()).toMatchObject({ ok: true, waiting: 0, leaves: EVENTS + WAITING + 1 });
    await append(superuser, [new AuditTrail().draft(entry('client.read')).body]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await verify()).waiting).toBe(1);
    await restore();
  });
});

async function hashOfStoredLeaves(): Promise<string> {
  const { rows } = await superuser.query<{ hash: string }>(
    `select encode(sha256(string_agg(leaf_hash, ''::bytea order by idx)), 'hex') as hash from audit.leaf`,
  );
  return rows[0]!.hash;
}
