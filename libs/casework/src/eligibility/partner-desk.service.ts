import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { TokenState } from '#domain/charter/eligibility.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { PartnerHouse, PartnerToken } from '#domain/wire/eligibility.js';
import type { Actor } from '#platform/db/actor.js';
import { Throttle } from '#platform/db/throttle.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { pageOf, readCursor, readLimit } from '../paging.js';
import { TokenCodes } from './token-codes.service.js';

export interface TokenSearch {
  readonly programme?: string | undefined;
  readonly state?: TokenState | undefined;
  /** The recipient's own pseudonym of a person, as it is shown. */
  readonly person?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

interface TokenSeen extends Omit<PartnerToken, 'valid_until_on' | 'shown_at' | 'used_at'> {
  valid_until_on: string;
  shown_at: Date;
  used_at: Date | null;
}

const ZONE = `(select time_zone from care.organisation where id = care.actor_organisation())`;
const SEEN = `reference, person, programme, tier, use, to_char(valid_until_on, 'YYYY-MM-DD') as valid_until_on, state, shown_at, used_at,
  to_char(shown_at at time zone ${ZONE}, 'YYYY-MM-DD') as shown_on, to_char(used_at at time zone ${ZONE}, 'YYYY-MM-DD') as used_on`;

/** What those outside care read: tokens that were shown to their own organisation, and nothing else (ADR 0044; handoff, section 5). */
@Injectable()
export class PartnerDeskService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly codes: TokenCodes,
    private readonly throttle: Throttle,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /**
   * What a code that was shown stands for. A code that is mistyped, forged, or another organisation's is one refusal, after the
   * same work; too many of them in an hour make the account wait.
   */
  async check(actor: Actor, call: Call, code: string): Promise<PartnerToken> {
    const { organisation, account } = actor;
    must(organisation !== null && account !== null, 'somebody of a partner checks a code');
    const parsed = parseClientCode(code);
    const mac = this.codes.macOf(organisation, parsed.ok ? parsed.code : code);
    const slowDown = await this.throttle.begin(['token', account]);
    const found = await this.uow.run(actor, { do: 'eligibility.check', ...call }, async (tx) => {
      // In here, so that the audit knows that somebody tries too often.
      if (slowDown) throw slowDown;
      const token = await tx.maybe<TokenSeen>(`select ${SEEN} from care.check_token($1)`, [mac]);
      if (!token) throw new Refusal('eligibility.not_known', { field: 'code' });
      tx.note({ token: token.reference, state: token.state });
      return toToken(token);
    });
    await this.throttle.succeeded(['token', account]);
    return found;
  }

  /** Takes a token for one application. Of many at the same moment one gets it; what is no longer valid is refused. */
  async take(actor: Actor, call: Call, reference: string): Promise<PartnerToken> {
    return await this.uow.run(
      actor,
      { do: 'eligibility.take', on: { token: reference }, ...call },
      async (tx) => {
        const token = await tx.maybe<TokenSeen & { taken: boolean }>(
          `select ${SEEN}, taken from care.take_token($1)`,
          [reference],
        );
        if (!token) throw new Refusal('request.not_found');
        if (!token.taken) throw new Refusal('eligibility.not_valid');
        return toToken(token);
      },
    );
  }

  /** The tokens that were shown here, the newest first. */
  async list(actor: Actor, call: Call, search: TokenSearch): Promise<Page<PartnerToken>> {
    return await this.uow.run(actor, { do: 'eligibility.list', ...call }, async (tx) => {
      return await readShown(tx, search);
    });
  }

  /** All of them at once, narrowed as on the page; refused where there are more than a person looks through. */
  async export(actor: Actor, call: Call, search: TokenSearch): Promise<PartnerToken[]> {
    return await this.uow.run(actor, { do: 'eligibility.export', ...call }, async (tx) => {
      const all: PartnerToken[] = [];
      let cursor: string | undefined;
      do {
        const page = await readShown(tx, { ...search, cursor, limit: LIMITS.page_size_max });
        all.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && all.length <= LIMITS.list_export_rows_max);
      if (all.length > LIMITS.list_export_rows_max)
        throw new Refusal('list.too_long', { parameters: { max: LIMITS.list_export_rows_max } });
      tx.note({ rows: all.length });
      return all;
    });
  }

  /** The organisation that works at the desk, and the words of the programmes it may be shown tokens of. */
  async house(actor: Actor, call: Call): Promise<PartnerHouse> {
    return await this.uow.run(actor, { do: 'eligibility.desk', ...call }, async (tx) => {
      const { names, jurisdiction } = await tx.one<{ names: Labels; jurisdiction: string }>(
        'select names, jurisdiction from care.organisation where id = $1',
        [tx.organisation],
      );
      return { names, programmes: this.packs.of(jurisdiction).programmes };
    });
  }
}

async function readShown(tx: Tx, search: TokenSearch): Promise<Page<PartnerToken>> {
  const { at, id } = readCursor(search.cursor, 'descending');
  const limit = readLimit(search.limit);
  const parsed = search.person === undefined ? undefined : parseClientCode(search.person);
  // What is no pseudonym is nobody's.
  const person = parsed === undefined ? null : parsed.ok ? parsed.code : '';
  const rows = await tx.query<TokenSeen & { id: string; place: string }>(
    `select id, place, ${SEEN} from care.shown_tokens($1, $2, $3, $4, $5, $6)`,
    [at, id, limit + 1, search.programme ?? null, search.state ?? null, person],
  );
  return pageOf(rows, limit, (row) => ({ at: row.place, id: row.id }), toToken);
}

function toToken(row: TokenSeen): PartnerToken {
  return {
    reference: row.reference,
    person: formatClientCode(row.person),
    programme: row.programme,
    tier: row.tier,
    use: row.use,
    valid_until_on: row.valid_until_on,
    state: row.state,
    shown_at: row.shown_at.toISOString(),
    shown_on: row.shown_on,
    used_at: row.used_at?.toISOString() ?? null,
    used_on: row.used_on,
  };
}
