import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { openCheckpoint, signCheckpoint, type Checkpoint } from '#domain/rules/checkpoint.js';
import { CompactRange, leafHash, sameBytes } from '#domain/rules/merkle.js';
import { AuditAlarm } from './audit-alarm.js';
import { Notary } from './notary.js';
import { loadSigningKey, sha256, verifySignature, type SigningKey } from './signing-key.js';

/** Session advisory lock: one sealer at a time, whatever the number of processes. */
const LOCK_SEALER = 4_712_030;
const BATCH_EVENTS_MAX = 5_000;
/** After so many looks that found nothing to seal the database is compared with the notary all the same. */
const QUIET_LOOKS_MAX = 60;

/** The part of a logger that the sealer speaks to. */
export interface SealerLog {
  log(message: string, fields?: object): void;
  error(message: unknown, fields?: object): void;
}

export interface SealerOptions {
  readonly log?: SealerLog;
  /** Events per transaction and checkpoint, at most 5,000. */
  readonly batchEvents?: number;
  /** How long to stand aside after a full batch, for whatever else the process and the database have to do; default 0. */
  readonly restMs?: number;
  /** Runs between the commit of a batch and the writing of the notary's files: where tests of faults kill us. */
  readonly afterCommit?: () => Promise<void> | void;
}

export interface SealedRound {
  readonly sealed: number;
  /** Whether another process held the lock; then nothing was tried. */
  readonly busy: boolean;
}

interface CheckpointRow {
  readonly size: number;
  readonly note: string;
  readonly sealedAt: Date;
}

/**
 * Turns claimed events into contiguous leaves of the log and signs a checkpoint for each batch. It trusts nothing that
 * is stored: leaf hashes are computed from the bodies, and the database must continue exactly what the notary's files
 * remember. On any disagreement it raises an `AuditAlarm` that names the place, and seals nothing.
 */
export class Sealer {
  private key: SigningKey | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> = Promise.resolve();
  private isStopped = false;
  private lastComplaint = '';
  private quietLooks = 0;

  constructor(
    /** Connections of the login `handrail_sealer`. */
    private readonly pool: pg.Pool,
    private readonly dataDirectory: string,
    private readonly options: SealerOptions = {},
  ) {}

  /**
   * Seals once, then every `intervalMs` milliseconds as long as there is something to seal, else every `idleMs`. An alarm in
   * the first round is thrown; later ones are logged.
   */
  async start(intervalMs: number, idleMs = intervalMs): Promise<void> {
    const first = this.sealOnce();
    this.round = first.catch(() => undefined);
    await first;
    this.schedule(intervalMs, idleMs, idleMs);
  }

  /** Ends after the batch under way; what waits is sealed by the next process. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  /** Catches the notary up, then seals everything that is claimed. Answers how many events were sealed. */
  async sealOnce(): Promise<SealedRound> {
    const client = await this.pool.connect();
    let failure: unknown;
    try {
      // A session lock and not a transaction's: it must still be held while the files are written after the commit.
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
        LOCK_SEALER,
      ]);
      if (!rows[0]?.locked) return { sealed: 0, busy: true };
      const sealed = await this.sealUnderLock(client);
      await client.query('select pg_advisory_unlock($1)', [LOCK_SEALER]);
      return { sealed, busy: false };
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.release(failure !== undefined); // closing the connection gives up the lock and the transaction
    }
  }

  private schedule(intervalMs: number, idleMs: number, waitMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      let sealed = 0;
      this.round = this.look()
        .then((found) => {
          sealed = found;
          this.lastComplaint = '';
        })
        .catch((error: unknown) => this.complain(error))
        .finally(() => this.schedule(intervalMs, idleMs, sealed > 0 ? intervalMs : idleMs));
    }, waitMs);
  }

  /** Where nothing waits, one question; a whole round only now and then, because it also compares the database with the notary. */
  private async look(): Promise<number> {
    if (this.quietLooks < QUIET_LOOKS_MAX) {
      const { rows } = await this.pool.query<{ waits: boolean }>(
        'select exists (select from audit.claim) as waits',
      );
      if (!rows[0]?.waits) {
        this.quietLooks += 1;
        return 0;
      }
    }
    const { sealed } = await this.sealOnce();
    this.quietLooks = 0;
    return sealed;
  }

  /** Says each complaint once, not at every round. */
  private complain(error: unknown): void {
    const { message } = error as Error;
    if (message === this.lastComplaint) return;
    this.lastComplaint = message;
    if (error instanceof AuditAlarm)
      this.options.log?.error(`The audit is not sealed: ${message}`, { code: error.code });
    else this.options.log?.error(error);
  }

  private async sealUnderLock(client: pg.PoolClient): Promise<number> {
    // Opened anew each round: another process may have sealed in between.
    const notary = await Notary.open(this.dataDirectory);
    try {
      const head = await readCheckpoint(client, 'order by size desc limit 1');
      this.key ??= loadSigningKey(this.dataDirectory, head === undefined && notary.size === 0);
      await this.catchUp(client, notary, head);
      const batchEvents = Math.min(this.options.batchEvents ?? BATCH_EVENTS_MAX, BATCH_EVENTS_MAX);
      for (let total = 0; ;) {
        const sealed = await this.sealBatch(client, notary, batchEvents);
        total += sealed;
        if (sealed < batchEvents || this.isStopped) return total;
        await sleep(this.options.restMs ?? 0);
      }
    } finally {
      await notary.close();
    }
  }

  private async sealBatch(client: pg.PoolClient, notary: Notary, batchEvents: number): Promise<number> {
    const key = this.signingKey();
    await client.query('begin');
    const leaves = await claimLeaves(client, batchEvents);
    if (leaves.length === 0) {
      await client.query('rollback');
      return 0;
    }
    const tree = notary.tree();
    const from = tree.size;
    for (const { hash } of leaves) tree.append(hash);
    const checkpoint = { origin: key.verifier.name, size: tree.size, root: tree.root() };
    const note = signCheckpoint(sha256, checkpoint, key.verifier, key.sign);
    await client.query(
      `insert into audit.leaf (idx, event_id, leaf_hash)
       select $1::bigint + l.n - 1, l.event_id, l.leaf_hash from unnest($2::uuid[], $3::bytea[]) with ordinality as l (event_id, leaf_hash, n)`,
      [from, leaves.map(({ eventId }) => eventId), leaves.map(({ hash }) => hash)],
    );
    const { rows } = await client.query<{ sealed_at: Date }>(
      'insert into audit.checkpoint (size, note) values ($1, $2) returning sealed_at',
      [tree.size, note],
    );
    await client.query('commit');
    await this.options.afterCommit?.();
    const hashes = leaves.map(({ hash }) => hash);
    await notary.remember(hashes, tree, note, rows[0]!.sealed_at.toISOString());
    return leaves.length;
  }

  /** Compares the database with the notary and writes into its files what a crash kept from them. */
  private async catchUp(
    client: pg.PoolClient,
    notary: Notary,
    head: CheckpointRow | undefined,
  ): Promise<void> {
    const size = head?.size ?? 0;
    this.assertOwnNotary(notary);
    if (size < notary.size) {
      const what = `the database holds ${size} sealed entries, the notary ${notary.size}: the log was cut off or restored from an older copy`;
      throw new AuditAlarm('audit.behind_notary', `leaf ${size}`, what);
    }
    await assertLeavesEndAt(client, size);
    const known = notary.lastCheckpoint;
    if (known) {
      const same = await readCheckpoint(client, 'where size = $1', [known.size]);
      if (same?.note !== known.note) {
        throw new AuditAlarm(
          'audit.checkpoint_differs',
          `checkpoint ${known.size}`,
          'it is not the one the notary signed',
        );
      }
    }
    if (size === notary.signedSize) return;
    if (!known && notary.size === 0) {
      this.options.log?.log(
        `The notary remembers nothing: it is rebuilt from checkpoint ${size} and those before it.`,
      );
    }
    while (notary.signedSize < size) {
      const row = await readCheckpoint(client, 'where size > $1 order by size limit 1', [notary.signedSize]);
      await this.rememberSealed(client, notary, row!);
    }
  }

  private assertOwnNotary(notary: Notary): void {
    const last = notary.lastCheckpoint;
    if (!last) return;
    const checkpoint = this.openOwn(last.note, last.size);
    if (!sameBytes(checkpoint.root, notary.tree().root())) {
      throw new AuditAlarm(
        'audit.notary_damaged',
        `checkpoint ${last.size}`,
        'the tree beside the note has another root',
      );
    }
  }

  private async rememberSealed(client: pg.PoolClient, notary: Notary, row: CheckpointRow): Promise<void> {
    const checkpoint = this.openOwn(row.note, row.size);
    const tree: CompactRange = notary.tree();
    const from = tree.size;
    const { rows } = await client.query<{ idx: string; leaf_hash: Buffer }>(
      'select idx, leaf_hash from audit.leaf where idx >= $1 and idx < $2 order by idx',
      [from, row.size],
    );
    rows.forEach(({ idx, leaf_hash }, at) => {
      if (Number(idx) !== from + at)
        throw new AuditAlarm('audit.leaf_missing', `leaf ${from + at}`, 'it is gone');
      tree.append(leaf_hash);
    });
    if (tree.size !== row.size) throw new AuditAlarm('audit.leaf_missing', `leaf ${tree.size}`, 'it is gone');
    const written = await notary.unsignedLeaves();
    const known = Buffer.concat(rows.map(({ leaf_hash }) => leaf_hash)).subarray(0, written.length);
    if (!known.equals(written) || !sameBytes(tree.root(), checkpoint.root)) {
      const place = `leaves ${from} to ${row.size - 1}`;
      throw new AuditAlarm(
        'audit.leaf_differs',
        place,
        `they are not those that checkpoint ${row.size} signed`,
      );
    }
    const leaves = rows.map(({ leaf_hash }) => leaf_hash);
    await notary.remember(leaves, tree, row.note, row.sealedAt.toISOString());
  }

  private openOwn(note: string, size: number): Checkpoint {
    const opened = openCheckpoint(sha256, note, this.signingKey().verifier, verifySignature);
    if (!opened.ok)
      throw new AuditAlarm('audit.checkpoint_unsigned', `checkpoint ${size}`, `its note is ${opened.reason}`);
    if (opened.checkpoint.size !== size) {
      throw new AuditAlarm(
        'audit.checkpoint_differs',
        `checkpoint ${size}`,
        `its note is for ${opened.checkpoint.size} leaves`,
      );
    }
    return opened.checkpoint;
  }

  private signingKey(): SigningKey {
    this.key ??= loadSigningKey(this.dataDirectory, false);
    return this.key;
  }
}

interface ClaimedLeaf {
  readonly eventId: string;
  readonly hash: Uint8Array;
}

/** Takes claims and computes their leaves from the bodies, in the order of the events' ids. */
async function claimLeaves(client: pg.PoolClient, batchEvents: number): Promise<ClaimedLeaf[]> {
  // Claims and not a cursor: a transaction that commits late is seen in the next round, whatever its event's id.
  const claimed = await client.query<{ event_id: string }>(
    `delete from audit.claim where event_id in (select event_id from audit.claim order by event_id limit $1 for update skip locked)
     returning event_id`,
    [batchEvents],
  );
  const ids = claimed.rows.map(({ event_id }) => event_id);
  const { rows } = await client.query<{
    id: string;
    body: string | null;
    leaf_hash: Buffer | null;
    idx: string | null;
  }>(
    `select c.id, e.body, e.leaf_hash, l.idx from unnest($1::uuid[]) as c (id)
       left join audit.event e on e.id = c.id left join audit.leaf l on l.event_id = c.id order by c.id`,
    [ids],
  );
  return rows.map(({ id, body, leaf_hash, idx }) => {
    const place = `event ${id}`;
    if (body === null || leaf_hash === null)
      throw new AuditAlarm('audit.event_missing', place, 'it waits to be sealed and is gone');
    if (idx !== null)
      throw new AuditAlarm(
        'audit.event_sealed_twice',
        place,
        `it waits to be sealed and is leaf ${idx} already`,
      );
    const hash = leafHash(sha256, Buffer.from(body, 'utf8'));
    if (!sameBytes(hash, leaf_hash)) {
      throw new AuditAlarm('audit.event_altered', place, 'its text is not the one that was written');
    }
    return { eventId: id, hash };
  });
}

async function assertLeavesEndAt(client: pg.PoolClient, size: number): Promise<void> {
  const { rows } = await client.query<{ leaves: string }>(
    'select coalesce(max(idx) + 1, 0) as leaves from audit.leaf',
  );
  const leaves = Number(rows[0]!.leaves);
  if (leaves > size) throw new AuditAlarm('audit.leaf_unsigned', `leaf ${size}`, 'no checkpoint covers it');
  if (leaves < size)
    throw new AuditAlarm('audit.leaf_missing', `leaf ${leaves}`, 'a checkpoint covers it and it is gone');
}

async function readCheckpoint(
  client: pg.PoolClient,
  which: 'order by size desc limit 1' | 'where size = $1' | 'where size > $1 order by size limit 1',
  values: number[] = [],
): Promise<CheckpointRow | undefined> {
  const { rows } = await client.query<{ size: string; note: string; sealed_at: Date }>(
    `select size, note, sealed_at from audit.checkpoint ${which}`,
    values,
  );
  const [row] = rows;
  return row && { size: Number(row.size), note: row.note, sealedAt: row.sealed_at };
}
