import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  DOCUMENT_ENDINGS,
  type DocumentCategory,
  type DocumentKind,
  type DocumentType,
} from '#domain/charter/document.js';
import { Refusal } from '#domain/refusal.js';
import { assertDocumentFile } from '#domain/rules/document-file.js';
import type { Page } from '#domain/wire/common.js';
import type { DocumentKeeping, DocumentView, DocumentWritten } from '#domain/wire/document.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting, sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { assertVersion, isCareTeam, locate } from '../client/client.queries.js';
import { readDayOf } from '../day.queries.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import { pageOf, readCursor, readLimit } from '../paging.js';
import { assertHealthPermit } from '../rights/permit.tx.js';
import {
  aboutClient,
  readDocument,
  readDocuments,
  showDocument,
  type DocumentFound,
} from './document.queries.js';

interface Asked {
  readonly kind?: DocumentKind | undefined;
  readonly category?: DocumentCategory | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A document as it was kept; its name says nothing of what it is. */
export interface DocumentFile {
  readonly name: string;
  readonly type: DocumentType;
  readonly bytes: Buffer;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Files in the record of a client (ADR 0051): checked by their bytes, encrypted under the key of what the house writes of that client,
 * opened by an action of its own, voided with a reason and never deleted.
 */
@Injectable()
export class DocumentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Documents without their content, the newest first; of other houses as far as the client opened their category. */
  async list(actor: Actor, call: Call, code: string, asked: Asked): Promise<Page<DocumentView>> {
    const [cursor, limit] = [readCursor(asked.cursor, 'descending'), readLimit(asked.limit)];
    return await this.uow.run(actor, { do: 'document.list', on: { client: code }, ...call }, async (tx) => {
      const { client_id } = await locate(tx, code);
      const narrowed = { kind: asked.kind ?? null, category: asked.category ?? null };
      const rows = await readDocuments(tx, client_id, { ...narrowed, cursor, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (row) => ({ at: row.place_at, id: row.tie }),
        (row) => showDocument(tx, this.keys, row),
      );
    });
  }

  /** The content; the look is in the audit before a byte leaves. */
  async open(actor: Actor, call: Call, document: string): Promise<DocumentFile> {
    return await this.uow.run(actor, { do: 'document.open', on: { document }, ...call }, async (tx) => {
      const row = await known(tx, document);
      const { content } = await tx.one<{ content: Buffer | null }>(
        'select content from care.document where id = $1',
        [document],
      );
      const opened = openWriting(this.keys, row, { record: row.id, name: 'content' }, content);
      // The house that kept it has forgotten the client: what is left says that there was a document.
      if (opened === null) throw new Refusal('document.unknown');
      tx.note({ kind: row.kind, category: row.category });
      return {
        name: `document.${DOCUMENT_ENDINGS[row.media_type]}`,
        type: row.media_type,
        bytes: Buffer.from(opened, 'base64'),
      };
    });
  }

  /**
   * Keeps a file in the open episode. Refuses, by name, a file that assertDocumentFile refuses, a day to come, and a house that does
   * not walk with the client.
   */
  async keep(actor: Actor, call: Call, code: string, wanted: DocumentKeeping): Promise<DocumentWritten> {
    return await this.uow.run(actor, { do: 'document.keep', on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      if (located.merged_into)
        throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
      if (located.closed_at) throw new Refusal('client.episode_closed');
      await this.assertKeeping(tx, located.episode_id);
      const bytes = bytesOf(wanted.content);
      tx.note({ kind: wanted.kind, category: wanted.category, type: wanted.type, bytes: bytes.length });
      assertDocumentFile(bytes, wanted.type);
      if (wanted.dated_on !== null && wanted.dated_on > (await readDayOf(tx)))
        throw new Refusal('document.in_future', { field: 'dated_on' });
      const key = await ownWritingKey(tx, this.keys, located.client_id);
      // No key in time order: another house that reads it must not learn the instant from it.
      const id = randomUUID();
      const seal = (name: string, text: string): Buffer =>
        sealWriting(this.keys, key, { record: id, name }, text);
      await tx.query(
        `insert into care.document (id, episode_id, client_id, organisation_id, kind, category, media_type, bytes, dated_on, key_id, title, content, kept_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id,
          located.episode_id,
          located.client_id,
          tx.organisation,
          wanted.kind,
          wanted.category,
          wanted.type,
          bytes.length,
          wanted.dated_on,
          key.id,
          seal('title', wanted.title.trim()),
          seal('content', bytes.toString('base64')),
          actor.account,
        ],
      );
      return { document: id, version: 1 };
    });
  }

  /** Marks a document as void: it stays to be read, with the reason. Whoever kept it does so, or the duty manager. */
  async void(
    actor: Actor,
    call: Call,
    { document, version }: { readonly document: string; readonly version: number },
    reason: string,
  ): Promise<DocumentWritten> {
    return await this.uow.run(actor, { do: 'document.void', on: { document }, ...call }, async (tx) => {
      const held = await tx.query(
        'select 1 from care.document where id = $1 and organisation_id = $2 for update',
        [document, tx.organisation],
      );
      const row = await known(tx, document);
      if (!row.own) throw new Refusal('document.unknown');
      await this.assertKeeping(tx, row.episode_id);
      if (held.length === 0 || (row.kept_by !== actor.account && !actor.roles.includes('duty_manager')))
        throw new Refusal('document.void_by_keeper');
      if (row.voided_at) throw new Refusal('document.voided');
      assertVersion(version, row.version);
      const key = await ownWritingKey(tx, this.keys, row.client_id);
      await tx.query(
        `update care.document set voided_at = clock_timestamp(), voided_by = $2, void_reason = $3, version = version + 1 where id = $1`,
        [
          document,
          actor.account,
          sealWriting(this.keys, key, { record: document, name: 'void_reason' }, reason.trim()),
        ],
      );
      tx.note({ kind: row.kind });
      return { document, version: row.version + 1 };
    });
  }

  private async assertKeeping(tx: Tx, episode: string): Promise<void> {
    await assertHealthPermit(tx, this.packs);
    // Somebody answers for what is kept: a key of a machine is nobody.
    if (tx.actor.kind !== 'staff') throw new Refusal('permission.role');
    if (!(await isCareTeam(tx, episode))) throw new Refusal('client.not_in_custody');
  }
}

async function known(tx: Tx, document: string): Promise<DocumentFound> {
  const row = await readDocument(tx, document);
  if (!row) throw new Refusal('document.unknown');
  await aboutClient(tx, row.client_id);
  return row;
}

function bytesOf(content: string): Buffer {
  if (content.length % 4 !== 0 || !BASE64.test(content))
    throw new Refusal('document.not_base64', { field: 'content' });
  return Buffer.from(content, 'base64');
}
