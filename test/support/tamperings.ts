import { generateKeyPairSync, sign as signEd25519 } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { signCheckpoint } from '#domain/rules/checkpoint.js';
import { CompactRange } from '#domain/rules/merkle.js';
import { notaryFiles } from '#platform/audit/notary.js';
import { sha256, type SigningKey } from '#platform/audit/signing-key.js';
import { EVENTS, forgedEvent, hashOf, type SealedLog, type StoredLeaf } from './sealed-log.js';

const anyLeaf = (log: SealedLog): Promise<StoredLeaf> => log.leafAt(log.below(EVENTS));
const edited = (body: string): string => body.replace('system:test', 'system:toast');

async function insertEvent(log: SealedLog, { id, body }: { id: string; body: string }): Promise<void> {
  await log.superuser.query(
    `insert into audit.event (id, body, leaf_hash, action, outcome) values ($1, $2, $3, 'client.read', 'done')`,
    [id, body, hashOf(body)],
  );
}

/** Makes room for, or closes the place of, one leaf; in two steps because the index is unique at every moment. */
async function shift(log: SealedLog, from: number, by: 1 | -1): Promise<void> {
  await log.superuser.query('update audit.leaf set idx = idx + 1000000 where idx >= $1', [from]);
  await log.superuser.query('update audit.leaf set idx = idx - 1000000 + $1 where idx >= 1000000', [by]);
}

/** Rewrites leaves and checkpoints so that everything in the database agrees again, signed with the key given. */
async function recompute(log: SealedLog, signing: SigningKey): Promise<void> {
  const { rows } = await log.superuser.query<{ idx: number; body: string }>(
    'select l.idx::int, e.body from audit.leaf l join audit.event e on e.id = l.event_id order by idx',
  );
  const checkpoints = await log.superuser.query<{ size: number }>(
    'select size::int from audit.checkpoint order by size',
  );
  const tree = new CompactRange(sha256);
  const hashes = rows.map(({ body }) => hashOf(body));
  await log.superuser.query(
    'update audit.leaf set leaf_hash = h.hash from unnest($1::bigint[], $2::bytea[]) as h (idx, hash) where leaf.idx = h.idx',
    [rows.map(({ idx }) => idx), hashes],
  );
  await log.superuser.query(
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
    await log.superuser.query('update audit.checkpoint set note = $2 where size = $1', [size, note]);
  }
}

function strangersKey(key: SigningKey): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    verifier: { name: key.verifier.name, publicKey: raw },
    sign: (message) => signEd25519(null, message, privateKey),
  };
}

async function anyCheckpoint(log: SealedLog): Promise<number> {
  const { rows } = await log.superuser.query<{ size: number }>(
    'select size::int from audit.checkpoint order by size',
  );
  return rows[log.below(rows.length - 1)]!.size;
}

/** Each does its damage and answers what the report must name: a beginning of a place. */
export const TAMPERINGS: Record<string, (log: SealedLog) => Promise<string>> = {
  'an event edited': async (log) => {
    const { idx, event_id, body } = await anyLeaf(log);
    await log.superuser.query('update audit.event set body = $2 where id = $1', [event_id, edited(body)]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event edited together with its hash': async (log) => {
    const { idx, event_id, body } = await anyLeaf(log);
    const text = edited(body);
    await log.superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
      event_id,
      text,
      hashOf(text),
    ]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event edited together with its hash and its leaf': async (log) => {
    const { idx, event_id, body } = await anyLeaf(log);
    const text = edited(body);
    await log.superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
      event_id,
      text,
      hashOf(text),
    ]);
    await log.superuser.query('update audit.leaf set leaf_hash = $2 where idx = $1', [idx, hashOf(text)]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'one character of an event changed into something that is not JSON': async (log) => {
    const { idx, event_id, body } = await anyLeaf(log);
    await log.superuser.query('update audit.event set body = $2 where id = $1', [event_id, body.slice(1)]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'a subject taken out of the index, so that the accounting of a client forgets the event': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    await log.superuser.query(
      'delete from audit.event_subject where event_id = $1 and subject = (select min(subject::text)::uuid from audit.event_subject where event_id = $1)',
      [event_id],
    );
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event put into the accounting of somebody else': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    await log.superuser.query(
      'insert into audit.event_subject (event_id, subject) values ($1, gen_random_uuid())',
      [event_id],
    );
    return `leaf ${idx}, event ${event_id}`;
  },
  'a column changed by which people find the event': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    const change = [
      "action = 'client.write'",
      "outcome = 'refused'",
      'organisation_id = uuidv7()',
      "at = at - interval '1 day'",
      "at = 'infinity'",
    ];
    await log.superuser.query(`update audit.event set ${change[log.below(change.length)]} where id = $1`, [
      event_id,
    ]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'a stored hash changed': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    await log.superuser.query(`update audit.event set leaf_hash = sha256('x') where id = $1`, [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event deleted': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    await log.superuser.query('delete from audit.event where id = $1', [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event deleted with its leaf': async (log) => {
    const { idx, event_id } = await log.leafAt(log.below(EVENTS - 1));
    await log.superuser.query('delete from audit.event where id = $1', [event_id]);
    await log.superuser.query('delete from audit.leaf where idx = $1', [idx]);
    return `leaf ${idx}`;
  },
  'an event deleted and the leaves behind it moved up': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    await log.superuser.query('delete from audit.event where id = $1', [event_id]);
    await log.superuser.query('delete from audit.leaf where idx = $1', [idx]);
    await shift(log, idx, -1);
    return idx === EVENTS - 1 ? `leaf ${idx}` : `leaf ${idx}, event `;
  },
  'a range of events deleted': async (log) => {
    const from = log.below(EVENTS - 200);
    const to = from + 2 + log.below(100);
    await log.superuser.query(
      'delete from audit.event where id in (select event_id from audit.leaf where idx between $1 and $2)',
      [from, to],
    );
    await log.superuser.query('delete from audit.leaf where idx between $1 and $2', [from, to]);
    return `leaves ${from} to ${to}`;
  },
  'an event inserted beside the log': async (log) => {
    const event = forgedEvent();
    await insertEvent(log, event);
    return `event ${event.id}`;
  },
  'an event inserted at the end of the log': async (log) => {
    const event = forgedEvent();
    await insertEvent(log, event);
    await log.superuser.query('insert into audit.leaf values ($1, $2, $3)', [
      EVENTS,
      event.id,
      hashOf(event.body),
    ]);
    return `leaf ${EVENTS}`;
  },
  'an event inserted far beyond the end of the log': async (log) => {
    const event = forgedEvent();
    await insertEvent(log, event);
    await log.superuser.query('insert into audit.leaf values (9007199254740000, $1, $2)', [
      event.id,
      hashOf(event.body),
    ]);
    return `leaves ${EVENTS} to`;
  },
  'an event inserted into the middle of the log': async (log) => {
    const event = forgedEvent();
    const idx = log.below(EVENTS);
    await shift(log, idx, 1);
    await insertEvent(log, event);
    await log.superuser.query('insert into audit.leaf values ($1, $2, $3)', [
      idx,
      event.id,
      hashOf(event.body),
    ]);
    return `leaf ${idx}, event ${event.id}`;
  },
  'two leaves exchanged': async (log) => {
    const one = await log.leafAt(log.below(EVENTS / 2));
    const other = await log.leafAt(EVENTS / 2 + log.below(EVENTS / 2));
    await log.superuser.query('delete from audit.leaf where idx in ($1, $2)', [one.idx, other.idx]);
    await log.superuser.query('insert into audit.leaf values ($1, $2, $3), ($4, $5, $6)', [
      ...[one.idx, other.event_id, hashOf(other.body)],
      ...[other.idx, one.event_id, hashOf(one.body)],
    ]);
    return `leaf ${one.idx}, event ${other.event_id}`;
  },
  'the texts of two events exchanged': async (log) => {
    const one = await log.leafAt(log.below(EVENTS / 2));
    const other = await log.leafAt(EVENTS / 2 + log.below(EVENTS / 2));
    for (const [id, body] of [[one.event_id, other.body] as const, [other.event_id, one.body] as const]) {
      await log.superuser.query('update audit.event set body = $2, leaf_hash = $3 where id = $1', [
        id,
        body,
        hashOf(body),
      ]);
      await log.superuser.query('update audit.leaf set leaf_hash = $2 where event_id = $1', [
        id,
        hashOf(body),
      ]);
    }
    return `leaf ${one.idx}, event ${one.event_id}`;
  },
  'the end cut off': async (log) => {
    const from = EVENTS - 1 - log.below(400);
    await log.superuser.query(
      'delete from audit.event where id in (select event_id from audit.leaf where idx >= $1)',
      [from],
    );
    await log.superuser.query('delete from audit.leaf where idx >= $1', [from]);
    return from === EVENTS - 1 ? `leaf ${from}` : `leaves ${from} to ${EVENTS - 1}`;
  },
  'the end cut off together with its checkpoints': async (log) => {
    const size = await anyCheckpoint(log);
    await log.superuser.query(
      'delete from audit.event where id in (select event_id from audit.leaf where idx >= $1)',
      [size],
    );
    await log.superuser.query('delete from audit.leaf where idx >= $1', [size]);
    await log.superuser.query('delete from audit.checkpoint where size > $1', [size]);
    return `leaves ${size} to ${EVENTS - 1}`;
  },
  'everything deleted': async (log) => {
    await log.superuser.query(
      'truncate audit.event, audit.event_subject, audit.claim, audit.leaf, audit.checkpoint',
    );
    return `leaves 0 to ${EVENTS - 1}`;
  },
  'a checkpoint edited': async (log) => {
    const size = await anyCheckpoint(log);
    await log.superuser.query(
      `update audit.checkpoint set note = replace(note, E'\\n' || size || E'\\n', E'\\n' || (size - 1) || E'\\n') where size = $1`,
      [size],
    );
    return `checkpoint ${size}`;
  },
  'a checkpoint moved to another size': async (log) => {
    const size = await anyCheckpoint(log);
    await log.superuser.query('update audit.checkpoint set size = size + 1 where size = $1', [size]);
    return `checkpoint ${size}`;
  },
  'a checkpoint removed': async (log) => {
    const size = await anyCheckpoint(log);
    await log.superuser.query('delete from audit.checkpoint where size = $1', [size]);
    return `checkpoint ${size}`;
  },
  'the newest checkpoint removed': async (log) => {
    await log.superuser.query('delete from audit.checkpoint where size = $1', [EVENTS]);
    return `checkpoint ${EVENTS}`;
  },
  'an event edited and everything computed anew without the key': async (log) => {
    const { idx, event_id, body } = await anyLeaf(log);
    await log.superuser.query('update audit.event set body = $2 where id = $1', [event_id, edited(body)]);
    await recompute(log, strangersKey(log.key));
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event edited and everything computed anew with the stolen key': async (log) => {
    const { idx, event_id, body } = await anyLeaf(log);
    await log.superuser.query('update audit.event set body = $2 where id = $1', [event_id, edited(body)]);
    await recompute(log, log.key);
    return `leaf ${idx}, event ${event_id}`;
  },
  'an event that waits suppressed': async (log) => {
    // Not the last of its process: that nothing came after it is what nobody can know.
    const { rows } = await log.superuser.query<{ event_id: string; body: string }>(
      `select event_id, body from audit.claim join audit.event e on e.id = event_id where action <> 'process.stopped' order by event_id`,
    );
    const { event_id, body } = rows[log.below(rows.length)]!;
    const { boot, number } = (JSON.parse(body) as { process: { boot: string; number: number } }).process;
    await log.superuser.query('delete from audit.claim where event_id = $1', [event_id]);
    await log.superuser.query('delete from audit.event where id = $1', [event_id]);
    return `process ${boot}, numbers ${number}`;
  },
  'an event kept from being sealed': async (log) => {
    const { rows } = await log.superuser.query<{ event_id: string }>(
      'delete from audit.claim where event_id = (select event_id from audit.claim order by event_id limit 1) returning event_id',
    );
    return `event ${rows[0]!.event_id}`;
  },
  'an event that waits edited': async (log) => {
    const { rows } = await log.superuser.query<{ id: string }>(
      `update audit.event set body = replace(body, 'system:test', 'system:toast') where id = (select event_id from audit.claim order by event_id limit 1) returning id`,
    );
    return `event ${rows[0]!.id}`;
  },
  'an event that waits deleted, its claim left': async (log) => {
    const { rows } = await log.superuser.query<{ id: string }>(
      'delete from audit.event where id = (select event_id from audit.claim order by event_id limit 1) returning id',
    );
    return `event ${rows[0]!.id}`;
  },
  'a sealed event put up to be sealed again': async (log) => {
    const { idx, event_id } = await anyLeaf(log);
    await log.superuser.query('insert into audit.claim values ($1)', [event_id]);
    return `leaf ${idx}, event ${event_id}`;
  },
  'a leaf in the file of the notary edited': async (log) => {
    const file = notaryFiles(log.dataDirectory).leaves;
    const bytes = readFileSync(file);
    const idx = log.below(EVENTS);
    bytes[idx * 32 + log.below(32)]! ^= 1 + log.below(255);
    writeFileSync(file, bytes);
    return `leaf ${idx}, event `;
  },
  'a line of the file of the notary removed': async (log) => {
    const file = notaryFiles(log.dataDirectory).checkpoints;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const [removed] = lines.splice(log.below(lines.length - 1), 1);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return `checkpoint ${(JSON.parse(removed!) as { size: number }).size}`;
  },
  'a line of the file of the notary made unreadable': async (log) => {
    const file = notaryFiles(log.dataDirectory).checkpoints;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const at = log.below(lines.length - 1);
    lines[at] = lines[at]!.slice(1);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return `line ${at + 1} of the notary's checkpoints.log`;
  },
};
