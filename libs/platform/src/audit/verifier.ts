import type pg from 'pg';
import { openCheckpoint, type Checkpoint, type VerifierKey } from '#domain/rules/checkpoint.js';
import { CompactRange, leafHash, sameBytes } from '#domain/rules/merkle.js';
import { pairCheckpoints, type CheckpointPair } from './checkpoint-stream.js';
import { contradictions, type EventRow } from './event-body.js';
import type { NotarySnapshot } from './notary.js';
import { ProcessCounters, type InFlight } from './process-counters.js';
import { sha256, verifySignature } from './signing-key.js';

export interface AuditFinding {
  /** Leaf, event, checkpoint or process, as an operator would look it up. */
  readonly place: string;
  readonly what: string;
}

export interface AuditReport {
  readonly ok: boolean;
  readonly leaves: number;
  readonly events: number;
  /** Events that are written and wait for the sealer. */
  readonly waiting: number;
  readonly checkpoints: number;
  readonly findings: readonly AuditFinding[];
  /** Findings beyond the first thousand, which are counted only. */
  readonly findingsLeftOff: number;
  /** Numbers of processes that died, or still run, with transactions under way: not tampering. */
  readonly inFlight: readonly InFlight[];
  readonly notes: readonly string[];
}

export interface AuditSource {
  /** A connection of the login `handrail_sealer`, which may read the whole log. */
  readonly client: pg.ClientBase;
  readonly verifierKey: VerifierKey;
}

const FINDINGS_MAX = 1_000;
const ROWS = 1_000;
const HASH_BYTES = 32;
/** Below every bigint: somebody may have put a leaf before the first. */
const LEAST_INDEX = '-9223372036854775808';
const NOT_SEALED_THERE =
  'another entry stands here than the one that was sealed (rewritten, moved or inserted)';

/**
 * Verifies the whole log in one snapshot of the database and in constant memory, and names every place at which it was
 * edited, cut, extended or put into another order. Take the notary's snapshot before calling: the database may then be
 * ahead of it, never behind. Without a notary, a log cut off together with its checkpoints looks like a shorter log.
 */
export async function verifyAudit(source: AuditSource, notary?: NotarySnapshot): Promise<AuditReport> {
  const { client } = source;
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(
      `set local statement_timeout = '10min'; set local idle_in_transaction_session_timeout = '10min'`,
    );
    return await new Verification(source, notary).run();
  } finally {
    await client.query('rollback');
  }
}

interface LeafRow extends EventRow {
  readonly idx: string;
  readonly leaf_hash: Buffer;
}

class Verification {
  private readonly findings: AuditFinding[] = [];
  private findingCount = 0;
  private readonly counters = new ProcessCounters();
  private readonly notes: string[] = [];
  private readonly tree = new CompactRange(sha256);
  private readonly pairs: AsyncGenerator<CheckpointPair>;
  private pair: CheckpointPair | undefined;
  /** False once a leaf is unknown or a root did not fit: later roots would only repeat it. */
  private rootsCanBeChecked = true;
  private checkedSize = 0;
  private storedSize = 0;
  private leaves = 0;
  private events = 0;
  private waiting = 0;
  private checkpoints = 0;

  constructor(
    private readonly source: AuditSource,
    private readonly notary: NotarySnapshot | undefined,
  ) {
    this.pairs = pairCheckpoints(source.client, notary, (place, what) => this.find(place, what));
  }

  async run(): Promise<AuditReport> {
    if (!this.notary)
      this.notes.push('There is no notary state here: entries cut off at the end cannot be seen.');
    await this.nextPair();
    await this.walkLeaves();
    await this.walkEnd();
    await this.walkUnsealed();
    await this.walkClaims();
    const { missing, inFlight } = this.counters.holes();
    for (const { boot, numbers } of missing) {
      this.find(
        `process ${boot}, numbers ${numbers.join(', ')}`,
        'events with these numbers were written and are gone',
      );
    }
    return {
      ok: this.findingCount === 0,
      leaves: this.leaves,
      events: this.events,
      waiting: this.waiting,
      checkpoints: this.checkpoints,
      findings: this.findings,
      findingsLeftOff: this.findingCount - this.findings.length,
      inFlight,
      notes: this.notes,
    };
  }

  private find(place: string, what: string): void {
    this.findingCount += 1;
    if (this.findings.length < FINDINGS_MAX) this.findings.push({ place, what });
  }

  private async walkLeaves(): Promise<void> {
    for (let after = LEAST_INDEX; ;) {
      const { rows } = await this.source.client.query<LeafRow>(
        `select l.idx, l.leaf_hash, l.event_id, e.body, e.leaf_hash as event_hash, e.at, e.action, e.outcome, e.organisation_id, e.account_id,
                (select array_agg(s.subject::text) from audit.event_subject s where s.event_id = e.id) as subjects
           from audit.leaf l left join audit.event e on e.id = l.event_id where l.idx > $1 order by l.idx limit $2`,
        [after, ROWS],
      );
      const last = rows[rows.length - 1];
      if (!last) return;
      await this.walkPage(rows);
      after = last.idx;
    }
  }

  private async walkPage(rows: readonly LeafRow[]): Promise<void> {
    let remembered: Buffer[] = [];
    let rememberedFrom = 0;
    const missing = new Span('leaf', 'leaves');
    const sealedAt = async (index: number): Promise<Buffer | undefined> => {
      if (index - rememberedFrom >= remembered.length) {
        rememberedFrom = index;
        remembered = (await this.notary?.leafHashes(index, ROWS)) ?? [];
      }
      return remembered[index - rememberedFrom];
    };
    for (const row of rows) {
      const index = Number(row.idx);
      if (!Number.isSafeInteger(index) || index < this.leaves) {
        this.find(`leaf ${row.idx}, event ${row.event_id}`, 'the log has no such place');
        continue;
      }
      while (this.leaves < index) {
        const hash = await sealedAt(this.leaves);
        // Beyond what the notary remembers nothing is known of a gap, however long somebody made it.
        const to = hash ? this.leaves : index - 1;
        missing.add(this.leaves, to);
        await this.grow(hash, to + 1);
      }
      const hash = await sealedAt(index);
      this.checkLeaf(row, hash);
      await this.grow(hash ?? row.leaf_hash, index + 1);
    }
    for (const place of missing.places()) this.find(place, 'it was sealed and is gone');
  }

  private checkLeaf(row: LeafRow, remembered: Buffer | undefined): void {
    const place = `leaf ${row.idx}, event ${row.event_id}`;
    if (row.body === null) {
      this.find(place, 'the event was sealed and is gone');
      return;
    }
    this.events += 1;
    const hash = leafHash(sha256, Buffer.from(row.body, 'utf8'));
    const sealed = remembered ?? row.leaf_hash;
    const problems: string[] = [];
    if (!sameBytes(hash, row.event_hash)) problems.push('the text does not fit the hash stored beside it');
    if (!sameBytes(hash, row.leaf_hash)) problems.push('the text is not the one that was sealed');
    if (!sameBytes(row.leaf_hash, sealed)) problems.push(NOT_SEALED_THERE);
    problems.push(...contradictions(row, this.counters));
    if (problems.length > 0) this.find(place, problems.join('; '));
  }

  /** Lets the tree grow to a size and checks the checkpoints up to it. */
  private async grow(hash: Uint8Array | undefined, size: number): Promise<void> {
    this.leaves = size;
    if (hash?.length !== HASH_BYTES) this.rootsCanBeChecked = false;
    if (this.rootsCanBeChecked) this.tree.append(hash!);
    while (this.pair && this.pair.size <= this.leaves) {
      this.checkPair(this.pair);
      await this.nextPair();
    }
  }

  private async nextPair(): Promise<void> {
    const { done, value } = await this.pairs.next();
    this.pair = done ? undefined : (value as CheckpointPair);
  }

  private checkPair({ size, stored, remembered, isBeforeNotaryEnd }: CheckpointPair): void {
    const place = `checkpoint ${size}`;
    if (stored) {
      this.checkpoints += 1;
      this.storedSize = size;
    }
    if (!stored) this.find(place, 'it was signed and is gone');
    else if (remembered && stored.note !== remembered.note)
      this.find(place, 'it is not the one the notary signed');
    else if (this.notary && !remembered && isBeforeNotaryEnd) this.find(place, 'the notary never signed it');
    const checkpoint = this.open(place, size, (stored ?? remembered)!.note);
    if (!checkpoint || !this.rootsCanBeChecked) return;
    if (!sameBytes(checkpoint.root, this.tree.root())) {
      this.rootsCanBeChecked = false;
      this.find(
        `${place}, leaves ${this.checkedSize} to ${size - 1}`,
        'the leaves do not have the root that was signed',
      );
    }
    this.checkedSize = size;
  }

  private open(place: string, size: number, note: string): Checkpoint | undefined {
    const opened = openCheckpoint(sha256, note, this.source.verifierKey, verifySignature);
    if (!opened.ok) {
      this.find(place, `its signature does not hold (${opened.reason})`);
      return undefined;
    }
    if (opened.checkpoint.size === size) return opened.checkpoint;
    this.find(place, `its signed text is for ${opened.checkpoint.size} leaves`);
    return undefined;
  }

  private async walkEnd(): Promise<void> {
    const { leaves, notary } = this;
    if (notary && notary.size > leaves) {
      this.find(
        placeOf('leaf', 'leaves', leaves, notary.size - 1),
        'the log was cut off here: the notary remembers more',
      );
    }
    if (notary && notary.size < leaves) {
      this.notes.push(
        `The newest ${leaves - notary.size} leaves are signed, and not yet in the notary's files.`,
      );
    }
    for (; this.pair; await this.nextPair()) {
      const { size, stored } = this.pair;
      if (stored) this.checkpoints += 1;
      if (stored) this.storedSize = size;
      const what = stored
        ? `it covers leaves from ${leaves} on, which are gone`
        : 'it was signed and is gone';
      this.find(`checkpoint ${size}`, what);
    }
    if (this.storedSize < leaves) {
      this.find(
        placeOf('leaf', 'leaves', this.storedSize, leaves - 1),
        'no checkpoint covers this: inserted, or its checkpoint is gone',
      );
    }
  }

  private async walkUnsealed(): Promise<void> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const { rows } = await this.source.client.query<EventRow & { is_claimed: boolean }>(
        `select e.id as event_id, e.body, e.leaf_hash as event_hash, e.at, e.action, e.outcome, e.organisation_id, e.account_id,
                (select array_agg(s.subject::text) from audit.event_subject s where s.event_id = e.id) as subjects,
                c.event_id is not null as is_claimed
           from audit.event e left join audit.claim c on c.event_id = e.id
          where e.id > $1 and not exists (select from audit.leaf l where l.event_id = e.id) order by e.id limit $2`,
        [after, ROWS],
      );
      for (const row of rows) this.checkUnsealed(row, row.is_claimed);
      if (rows.length < ROWS) return;
      after = rows[rows.length - 1]!.event_id;
    }
  }

  private checkUnsealed(row: EventRow, isClaimed: boolean): void {
    this.events += 1;
    if (isClaimed) this.waiting += 1;
    const problems: string[] = [];
    if (!isClaimed)
      problems.push('it is neither sealed nor waiting to be: inserted, or taken out of the log');
    if (!sameBytes(leafHash(sha256, Buffer.from(row.body ?? '', 'utf8')), row.event_hash)) {
      problems.push('the text does not fit the hash stored beside it');
    }
    problems.push(...contradictions(row, this.counters));
    if (problems.length > 0) this.find(`event ${row.event_id}`, problems.join('; '));
  }

  private async walkClaims(): Promise<void> {
    const { rows } = await this.source.client.query<{
      event_id: string;
      idx: string | null;
      is_gone: boolean;
    }>(
      `select c.event_id, l.idx, e.id is null as is_gone from audit.claim c
         left join audit.event e on e.id = c.event_id left join audit.leaf l on l.event_id = c.event_id
        where e.id is null or l.idx is not null order by c.event_id limit $1`,
      [FINDINGS_MAX],
    );
    for (const { event_id, idx, is_gone } of rows) {
      const place = idx === null ? `event ${event_id}` : `leaf ${idx}, event ${event_id}`;
      this.find(
        place,
        is_gone ? 'it waits to be sealed and is gone' : 'it is sealed and waits to be sealed again',
      );
    }
  }
}

/** Consecutive indexes, told as one place. */
class Span {
  private readonly ranges: [number, number][] = [];

  constructor(
    private readonly one: string,
    private readonly many: string,
  ) {}

  add(from: number, to: number): void {
    const last = this.ranges[this.ranges.length - 1];
    if (last?.[1] === from - 1) last[1] = to;
    else this.ranges.push([from, to]);
  }

  places(): string[] {
    return this.ranges.map(([from, to]) => placeOf(this.one, this.many, from, to));
  }
}

function placeOf(one: string, many: string, from: number, to: number): string {
  return from === to ? `${one} ${from}` : `${many} ${from} to ${to}`;
}
