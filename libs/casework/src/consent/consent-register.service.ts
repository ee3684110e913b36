import { Inject, Injectable } from '@nestjs/common';
import type { ConsentCategory, ConsentKind, ConsentPurpose, ConsentWay } from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { RecipientClass } from '#domain/charter/consent.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { ConsentRegisterLine } from '#domain/wire/consent.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { pageOf, preciseTime, readCursor, readLimit } from '../paging.js';
import { recipientNames } from './consent.queries.js';

interface LineFound {
  id: string;
  place_at: string;
  reference: string;
  kind: ConsentKind;
  recipient_names: Labels | null;
  recipient_class: RecipientClass | null;
  purposes: ConsentPurpose[];
  categories: ConsentCategory[];
  language: Language;
  text_id: string;
  text_sha256: Buffer;
  given_how: ConsentWay;
  given_at: Date;
  until_at: Date | number;
  withdrawn_at: Date | null;
}

const LINES = `select k.id, ${preciseTime('k.given_at')} as place_at, k.reference, k.kind, o.names as recipient_names, k.recipient_class, k.purposes, k.categories, k.language,
    k.text_id, k.text_sha256, k.given_how, k.given_at, nullif(k.until_at, 'infinity') as until_at, k.withdrawn_at
  from (select * from care.consent k where k.organisation_id = $1 and (k.given_at, k.id) < ($2, $3) order by k.given_at desc, k.id desc limit $4) k
    left join care.organisation o on o.id = k.recipient_organisation_id order by k.given_at desc, k.id desc`;

/**
 * The register of consents of a house, as an authority may inspect it (Egypt: Law 151/2020 and its regulations): categories,
 * scope and period of every consent, and nobody's name or code.
 */
@Injectable()
export class ConsentRegisterService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** The register, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<ConsentRegisterLine> & { names: Labels | null }> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'consent.register', ...call }, async (tx) => {
      const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
        'select jurisdiction from care.organisation where id = $1',
        [tx.organisation],
      );
      const rows = await tx.query<LineFound>(LINES, [tx.organisation, cursor.at, cursor.id, limit + 1]);
      const cut = pageOf(rows, limit, ({ id, place_at }) => ({ at: place_at, id }), toLine);
      return { ...cut, names: this.packs.of(jurisdiction).consents.register?.names ?? null };
    });
  }
}

function toLine(found: LineFound): ConsentRegisterLine {
  const { recipient_names, recipient_class, text_sha256, until_at, given_at, withdrawn_at } = found;
  return {
    reference: found.reference,
    kind: found.kind,
    recipient: recipientNames(recipient_names, recipient_class),
    purposes: found.purposes,
    categories: found.categories,
    language: found.language,
    text_id: found.text_id,
    text_sha256: text_sha256.toString('hex'),
    given_how: found.given_how,
    given_at: given_at.toISOString(),
    until: until_at instanceof Date ? until_at.toISOString() : null,
    withdrawn_at: withdrawn_at?.toISOString() ?? null,
  };
}
