import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import type {
  DataRequestAuthority,
  DataRequestBasis,
  DataRequestDecision,
} from '#domain/charter/identity.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import type { Page } from '#domain/wire/common.js';
import type {
  DataRequestAnswer,
  DataRequestDecisionRequest,
  DataRequestRecordRequest,
  DataRequestView,
} from '#domain/wire/identity.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Pack } from '#platform/packs/pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { randomCode } from '../client/admission.tx.js';
import { pageOf, preciseTime, readCursor, readLimit } from '../paging.js';

/** Which request, on the version somebody decided on. */
export interface DataRequestTarget {
  readonly request: string;
  readonly version: number;
}

interface RequestFound {
  id: string;
  place_at: string;
  reference: string;
  authority: DataRequestAuthority;
  basis: DataRequestBasis;
  letter: Buffer;
  language: Language;
  received_at: Date;
  recorded_by_id: string;
  recorded_by: string | null;
  answer_from_at: Date;
  decision: DataRequestDecision | null;
  decided_by: string | null;
  words: Buffer | null;
  answered_at: Date | null;
  version: number;
}

const REQUESTS = `
select q.id, ${preciseTime('q.received_at')} as place_at, q.reference, q.authority, q.basis, q.letter, q.language, q.received_at, q.recorded_by as recorded_by_id,
  r.display_name as recorded_by, q.answer_from_at, q.decision, d.display_name as decided_by, q.words, q.answered_at, q.version
from (select * from care.data_request where organisation_id = $1 and ($2::uuid is null or id = $2) and (received_at, id) < ($3, $4)
      order by received_at desc, id desc limit $5) q
left join access.account r on r.id = q.recorded_by left join access.account d on d.id = q.decided_by order by q.received_at desc, q.id desc`;

/**
 * The register of those who ask officially for data about a person (domain 05, R-D08; ADR 0037). The answer neither confirms nor
 * denies, in the same words and after the same days for everybody. This service reaches no client and no vault: whether a
 * person is one cannot change what it answers or how long it takes.
 */
@Injectable()
export class DataRequestService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** The register, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<DataRequestView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'inquiry.list', ...call }, async (tx) => {
      const values = [tx.organisation, null, cursor.at, cursor.id, limit + 1];
      const rows = await tx.query<RequestFound>(REQUESTS, values);
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        (row) => this.show(tx, row),
      );
    });
  }

  /** Writes a request down. From this instant the days run after which the answer leaves. */
  async record(actor: Actor, call: Call, wanted: DataRequestRecordRequest): Promise<DataRequestView> {
    return await this.uow.run(actor, { do: 'inquiry.record', ...call }, async (tx) => {
      const { official_answer } = await this.packOf(tx);
      const request = tx.newId();
      const { asked_by, document, about } = wanted;
      const letter = sealNote(
        this.keys.base,
        { record: request, name: 'letter' },
        JSON.stringify({ asked_by: asked_by.trim(), document: document.trim(), about: about.trim() }),
      );
      await tx.query(
        `insert into care.data_request (id, organisation_id, reference, authority, basis, letter, language, received_at, recorded_by, answer_from_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $8::timestamptz + make_interval(days => $10))`,
        [
          request,
          tx.organisation,
          randomCode(),
          wanted.authority,
          wanted.basis,
          letter,
          wanted.language,
          tx.now,
          actor.account,
          official_answer.days,
        ],
      );
      tx.note({ data_request: request, authority: wanted.authority, basis: wanted.basis });
      return await this.find(tx, request);
    });
  }

  /**
   * Another person than whoever wrote it down decides, and says why. More than the answer that neither confirms nor denies is
   * decided on a court order alone.
   */
  async decide(
    actor: Actor,
    call: Call,
    { request, version }: DataRequestTarget,
    wanted: DataRequestDecisionRequest,
  ): Promise<DataRequestView> {
    return await this.uow.run(actor, { do: 'inquiry.decide', on: { request }, ...call }, async (tx) => {
      const found = await lock(tx, request, version);
      if (found.decision !== null) throw new Refusal('data_request.decided');
      if (found.recorded_by === actor.account) throw new Refusal('data_request.own');
      if (wanted.decision === 'court_order' && found.basis !== 'court_order')
        throw new Refusal('data_request.court_only', { field: 'decision' });
      await tx.query(
        `update care.data_request set decision = $2, words = $3, decided_by = $4, decided_at = clock_timestamp(), version = version + 1 where id = $1`,
        [
          request,
          wanted.decision,
          sealNote(this.keys.base, { record: request, name: 'decision' }, wanted.words.trim()),
          actor.account,
        ],
      );
      tx.note({ decision: wanted.decision });
      return await this.find(tx, request);
    });
  }

  /** The text that leaves: the same for everybody but its reference. Refuses before its day, whatever was decided. Again is the same. */
  async answer(
    actor: Actor,
    call: Call,
    { request, version }: DataRequestTarget,
  ): Promise<DataRequestAnswer> {
    return await this.uow.run(actor, { do: 'inquiry.answer', on: { request }, ...call }, async (tx) => {
      const found = await lock(tx, request, version);
      if (found.decision === null) throw new Refusal('data_request.not_decided');
      if (found.answer_from_at.getTime() > tx.now.getTime())
        throw new Refusal('data_request.too_early', {
          parameters: { from: found.answer_from_at.toISOString().slice(0, 10) },
        });
      const { official_answer } = await this.packOf(tx);
      if (found.answered_at === null) {
        await tx.query(
          `update care.data_request set answered_by = $2, answered_at = clock_timestamp(), text_id = $3, version = version + 1 where id = $1`,
          [request, actor.account, official_answer.id],
        );
      }
      const reference = formatClientCode(found.reference);
      return {
        reference,
        language: found.language,
        text_id: official_answer.id,
        text: official_answer.texts[found.language].replaceAll('{reference}', reference),
      };
    });
  }

  private async packOf(tx: Tx): Promise<Pack> {
    const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
      'select jurisdiction from care.organisation where id = $1',
      [tx.organisation],
    );
    return this.packs.of(jurisdiction);
  }

  private async find(tx: Tx, request: string): Promise<DataRequestView> {
    const values = [tx.organisation, request, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 1];
    return this.show(tx, await tx.one<RequestFound>(REQUESTS, values));
  }

  private show(tx: Tx, row: RequestFound): DataRequestView {
    const letter = JSON.parse(
      openNote(this.keys.base, { record: row.id, name: 'letter' }, row.letter),
    ) as Pick<DataRequestView, 'asked_by' | 'document' | 'about'>;
    return {
      request: row.id,
      reference: formatClientCode(row.reference),
      authority: row.authority,
      basis: row.basis,
      ...letter,
      language: row.language,
      state: row.answered_at ? 'answered' : row.decision ? 'decided' : 'received',
      received_at: row.received_at.toISOString(),
      recorded_by: row.recorded_by,
      mine: row.recorded_by_id === tx.actor.account,
      decision: row.decision,
      decided_by: row.decided_by,
      words: row.words && openNote(this.keys.base, { record: row.id, name: 'decision' }, row.words),
      answer_from_at: row.answer_from_at.toISOString(),
      answered_at: row.answered_at?.toISOString() ?? null,
      version: row.version,
    };
  }
}

interface Locked {
  reference: string;
  basis: DataRequestBasis;
  language: Language;
  recorded_by: string;
  decision: DataRequestDecision | null;
  answer_from_at: Date;
  answered_at: Date | null;
  version: number;
}

async function lock(tx: Tx, request: string, version: number): Promise<Locked> {
  const found = await tx.maybe<Locked>(
    'select reference, basis, language, recorded_by, decision, answer_from_at, answered_at, version from care.data_request where id = $1 and organisation_id = $2 for update',
    [request, tx.organisation],
  );
  if (!found) throw new Refusal('data_request.unknown');
  // An answer that is asked for again is the same answer.
  if (found.version !== version && found.answered_at === null)
    throw new Refusal('version.stale', { parameters: { current: found.version } });
  return found;
}
