import { Inject, Injectable } from '@nestjs/common';
import { LISTED_NOTE_KINDS, type CareNoteKind } from '#domain/charter/care-note.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { assertNoteTime, categoryOfNote, readsCounselling } from '#domain/rules/care-note.js';
import type { NoteHistory, NoteView, NoteWriting, NoteWritten } from '#domain/wire/care-note.js';
import type { Page } from '#domain/wire/common.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { assertVersion, isCareTeam, locate, type Located } from '../client/client.queries.js';
import { pageOf, readCursor, readLimit } from '../paging.js';
import { packOf } from '../rights/pack-of.tx.js';
import { assertHealthPermit } from '../rights/permit.tx.js';
import { readNotes, readVersions, showNote, type NoteFound } from './note.queries.js';
import { ownWritingKey } from './writing-key.tx.js';

export interface NoteTarget {
  readonly note: string;
  readonly version: number;
}

interface Asked {
  readonly kind?: CareNoteKind | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * Notes of a client (ADR 0048): written and signed in one step, amended by a version that keeps the one before, voided with a reason
 * and never deleted. What is not signed yet is a kept form, its author's alone.
 */
@Injectable()
export class NoteService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Notes as they stand, the newest first; those of counselling are not among them. */
  async list(actor: Actor, call: Call, code: string, asked: Asked): Promise<Page<NoteView>> {
    const kinds = asked.kind ? LISTED_NOTE_KINDS.filter((kind) => kind === asked.kind) : LISTED_NOTE_KINDS;
    return await this.uow.run(actor, { do: 'note.list', on: { client: code }, ...call }, async (tx) =>
      this.page(tx, await locate(tx, code), kinds, asked),
    );
  }

  /** Counselling notes: the reader's own, and those of others where the pack names the reader (domain 05, R-A05). */
  async counselling(actor: Actor, call: Call, code: string, asked: Asked): Promise<Page<NoteView>> {
    return await this.uow.run(
      actor,
      { do: 'note.counselling', on: { client: code }, ...call },
      async (tx) => {
        const located = await locate(tx, code);
        await this.supervise(tx);
        return await this.page(tx, located, ['counselling'], asked);
      },
    );
  }

  /** A note of the own house with every version of it, the first one first. */
  async view(actor: Actor, call: Call, note: string): Promise<NoteHistory> {
    return await this.uow.run(actor, { do: 'note.view', on: { note }, ...call }, async (tx) => {
      await this.supervise(tx);
      const versions = await versionsOf(tx, note);
      tx.note({ kind: versions[0]?.kind });
      return { note, versions: versions.map((row) => showNote(tx, this.keys, row)) };
    });
  }

  /**
   * Writes and signs a note in the open episode. Refuses an hour that is to come or was before the episode, and a house that does not
   * walk with the client.
   */
  async write(actor: Actor, call: Call, code: string, wanted: NoteWriting): Promise<NoteWritten> {
    return await this.uow.run(actor, { do: 'note.write', on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      if (located.merged_into)
        throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
      if (located.closed_at) throw new Refusal('client.episode_closed');
      await this.assertWriting(tx, located.episode_id);
      const { opened } = await tx.one<{ opened: Date }>(
        'select lower(open_during) as opened from care.episode where id = $1',
        [located.episode_id],
      );
      const written = wanted.written_at === null ? tx.now : new Date(wanted.written_at);
      assertNoteTime(written, { opened, now: tx.now });
      const spell = await tx.maybe<{ id: string; stage: Stage }>(
        `select id, stage from care.stage_spell where episode_id = $1 and organisation_id = $2 and ended_at is null order by started_at desc, id limit 1`,
        [located.episode_id, tx.organisation],
      );
      const id = tx.newId();
      tx.note({ kind: wanted.kind });
      return await this.insert(tx, wanted.words, written, {
        id,
        first_id: id,
        version: 1,
        client_id: located.client_id,
        episode_id: located.episode_id,
        spell_id: spell?.id ?? null,
        kind: wanted.kind,
        category: categoryOfNote(wanted.kind, spell?.stage ?? null),
      });
    });
  }

  /** The author says it anew; what it said before stays beside it. Refuses everybody else, and a note that was voided. */
  async amend(actor: Actor, call: Call, target: NoteTarget, words: string): Promise<NoteWritten> {
    return await this.uow.run(actor, { do: 'note.amend', on: { note: target.note }, ...call }, async (tx) => {
      const newest = await this.lock(tx, target);
      if (newest.author_id !== actor.account) throw new Refusal('note.not_author');
      tx.note({ kind: newest.kind });
      return await this.insert(tx, words, newest.written_at, {
        ...newest,
        id: tx.newId(),
        version: newest.version + 1,
      });
    });
  }

  /** Marks a note as void: it stays to be read, with the reason. The author does so, or the duty manager. */
  async void(actor: Actor, call: Call, target: NoteTarget, reason: string): Promise<NoteWritten> {
    return await this.uow.run(actor, { do: 'note.void', on: { note: target.note }, ...call }, async (tx) => {
      const newest = await this.lock(tx, target);
      if (newest.author_id !== actor.account && !actor.roles.includes('duty_manager'))
        throw new Refusal('note.void_by_author');
      await ownWritingKey(tx, this.keys, newest.client_id);
      const { wrapped_key } = newest;
      if (wrapped_key === null) throw new Refusal('note.unknown');
      const sealed = sealWriting(
        this.keys,
        { ...newest, wrapped_key },
        { record: newest.id, name: 'void_reason' },
        reason.trim(),
      );
      tx.note({ kind: newest.kind });
      await tx.query(
        'update care.note set voided_at = clock_timestamp(), voided_by = $2, void_reason = $3 where id = $1',
        [newest.id, actor.account, sealed],
      );
      return {
        note: target.note,
        version: newest.version,
        signed_at: newest.signed_at.toISOString(),
      };
    });
  }

  private async page(
    tx: Tx,
    located: Located,
    kinds: readonly CareNoteKind[],
    asked: Asked,
  ): Promise<Page<NoteView>> {
    const [cursor, limit] = [readCursor(asked.cursor, 'descending'), readLimit(asked.limit)];
    const rows = await readNotes(tx, located.client_id, kinds, { cursor, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      (row) => ({ at: row.place_at, id: row.tie }),
      (row) => showNote(tx, this.keys, row),
    );
  }

  /** From here on row-level security shows the counselling notes of others, where the pack names one of the reader's roles. */
  private async supervise(tx: Tx): Promise<void> {
    const { counselling_readers } = await packOf(tx, this.packs);
    if (readsCounselling(tx.actor.roles, counselling_readers))
      await tx.query(`select set_config('app.supervises', 'yes', true)`);
  }

  private async assertWriting(tx: Tx, episode: string): Promise<void> {
    await assertHealthPermit(tx, this.packs);
    // A note is signed by somebody: a key of a machine is nobody.
    if (tx.actor.kind !== 'staff') throw new Refusal('permission.role');
    if (!(await isCareTeam(tx, episode))) throw new Refusal('client.not_in_custody');
  }

  /** The newest version, with the note held so that two who change it come one after the other. */
  private async lock(tx: Tx, { note, version }: NoteTarget): Promise<NoteFound> {
    const held = await tx.query('select 1 from care.note where id = $1 and organisation_id = $2 for update', [
      note,
      tx.organisation,
    ]);
    const newest = (await versionsOf(tx, note)).at(-1);
    if (!newest) throw new Refusal('note.unknown');
    await this.assertWriting(tx, newest.episode_id);
    if (held.length === 0) throw new Refusal('note.not_author');
    if (newest.voided_at) throw new Refusal('note.voided');
    assertVersion(version, newest.version);
    return newest;
  }

  private async insert(
    tx: Tx,
    words: string,
    written: Date,
    row: Pick<
      NoteFound,
      'id' | 'first_id' | 'version' | 'client_id' | 'episode_id' | 'spell_id' | 'kind' | 'category'
    >,
  ): Promise<NoteWritten> {
    const key = await ownWritingKey(tx, this.keys, row.client_id);
    const sealed = sealWriting(this.keys, key, { record: row.id, name: 'note' }, words.trim());
    const { signed_at } = await tx.one<{ signed_at: Date }>(
      `insert into care.note (id, first_id, version, episode_id, client_id, organisation_id, spell_id, kind, category, language, key_id, words, author_id, written_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, c.language, $10, $11, $12, $13 from access.account c where c.id = $12 returning signed_at`,
      [
        row.id,
        row.first_id,
        row.version,
        row.episode_id,
        row.client_id,
        tx.organisation,
        row.spell_id,
        row.kind,
        row.category,
        key.id,
        sealed,
        tx.actor.account,
        written,
      ],
    );
    return { note: row.first_id, version: row.version, signed_at: signed_at.toISOString() };
  }
}

async function versionsOf(tx: Tx, note: string): Promise<NoteFound[]> {
  const versions = await readVersions(tx, note);
  const [first] = versions;
  if (!first) throw new Refusal('note.unknown');
  const subject = await tx.maybe<{ audit_subject: string }>(
    'select audit_subject from care.client_code where organisation_id = $1 and client_id = $2',
    [tx.organisation, first.client_id],
  );
  tx.about(subject?.audit_subject);
  return versions;
}
