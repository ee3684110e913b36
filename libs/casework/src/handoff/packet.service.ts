import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import {
  DATA_CATEGORIES,
  DISCLOSURE_TIERS,
  type ConsentCategory,
  type DisclosureBasis,
  type DisclosureTier,
} from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { disclose, readable, type PacketSource } from '#domain/rules/disclose.js';
import type { Labels } from '#domain/wire/common.js';
import type { PacketBody, PacketScope, PacketView } from '#domain/wire/handoff.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Tx } from '#platform/db/tx.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { openStatements, type SealedStatement } from '../rights/statement.queries.js';

export interface PacketOf {
  readonly id: string;
  readonly stage: Stage;
  readonly urgency: Urgency;
  readonly jurisdiction: string;
}

/** What the database hands out for a handoff: blocks the consent opens, and whether it stands. */
type FilledSource = PacketSource & {
  readonly categories: ConsentCategory[];
  /** Why the sender sends: a note of the two sides. */
  readonly reason: string | null;
  readonly consent: 'standing' | 'withdrawn' | 'expired' | 'emergency';
  /** Not there in an emergency. */
  readonly sealed_statements?: readonly SealedStatement[];
};

/** Fills, stores and shows packets. What a partner gets and what the sender previews come from the same rule. */
@Injectable()
export class PacketService {
  constructor(
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Discloses tiers of a handoff: packet and ledger line in the transaction of the move, under the standing consent or the emergency. */
  async disclose(tx: Tx, handoff: PacketOf, tiers: readonly DisclosureTier[]): Promise<void> {
    const { source: found } = await tx.one<{ source: FilledSource }>(
      'select care.packet_source($1) as source',
      [handoff.id],
    );
    const { sealed_statements: sealed = [], ...rest } = found;
    const source = { ...rest, statements: openStatements(this.keys.base, sealed) };
    if (source.consent === 'withdrawn' || source.consent === 'expired') {
      // An arrival is never refused: it happens, and nothing more is disclosed.
      if (tiers.includes('D4')) return tx.note({ not_disclosed: tiers });
      throw new Refusal(source.consent === 'withdrawn' ? 'consent.withdrawn' : 'consent.expired');
    }
    const basis: DisclosureBasis = source.consent === 'emergency' ? 'emergency' : 'consent';
    const notice = this.packs.of(handoff.jurisdiction).redisclosure_notice.version;
    for (const tier of tiers) {
      const request = { stage: handoff.stage, urgency: handoff.urgency, reason: source.reason };
      const { body, fields, categories } = disclose(source, request, source.categories, tier, tx.now);
      const text = canonicalJson(body);
      // Salted: two partners that were told the same cannot find out by comparing hashes.
      const salt = randomBytes(16);
      const sha256 = createHash('sha256').update(salt).update(text).digest();
      await tx.query('select care.disclose($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
        handoff.id,
        tier,
        text,
        sha256,
        fields,
        categories,
        basis,
        notice,
        salt,
      ]);
      tx.note({ disclosed: tiers, fields });
    }
  }

  /** The packets of every tier as the partner would get them, from what the sender sees now. */
  async preview(
    tx: Tx,
    episodeId: string,
    request: Omit<PacketOf, 'id' | 'jurisdiction'> & { readonly reason: string | null },
    categories: readonly ConsentCategory[],
  ): Promise<{ tier: DisclosureTier; body: PacketBody }[]> {
    const { source: found, sealed } = await tx.one<{
      source: PacketSource;
      sealed: readonly SealedStatement[];
    }>('select care.packet_source_of($1, $2, $3) as source, care.statements_of($1, $2) as sealed', [
      episodeId,
      tx.organisation,
      categories,
    ]);
    const source = { ...found, statements: openStatements(this.keys.base, sealed) };
    return DISCLOSURE_TIERS.map((tier) => ({
      tier,
      body: inOneOrder(disclose(source, request, categories, tier, tx.now).body),
    }));
  }

  /**
   * Packets that are open to the acting side, in the order of disclosure, each with the notice that forbids passing it on, the
   * scope of its consent and where it comes from. The receiver reads what the consent opens at this instant, through what
   * their roles need (R-D04); the sender what it sent, through the same roles.
   */
  async open(tx: Tx, handoffId: string, jurisdiction: string, language: Language): Promise<PacketView[]> {
    const rows = await tx.query<PacketFound>(PACKETS, [handoffId, tx.organisation]);
    const { texts, version } = this.packs.of(jurisdiction).redisclosure_notice;
    return rows.map((row) => ({
      tier: row.tier,
      body: inOneOrder(readable(row.body, openTo(row), tx.actor.roles)),
      sha256: row.sha256.toString('hex'),
      basis: row.basis,
      disclosed_at: row.disclosed_at.toISOString(),
      redisclosure_notice: texts[language],
      notice_version: version,
      origin: { code: row.from_code, names: row.from_names },
      redisclose: false,
      scope: row.scope && { ...row.scope, until: row.scope.until && new Date(row.scope.until).toISOString() },
    }));
  }
}

interface PacketFound {
  tier: DisclosureTier;
  body: PacketBody;
  sha256: Buffer;
  disclosed_at: Date;
  basis: DisclosureBasis;
  from_code: string;
  from_names: Labels;
  own: boolean;
  stands: boolean | null;
  scope: PacketScope | null;
}

const PACKETS = `select p.tier, p.body, p.sha256, p.disclosed_at, d.basis, f.code as from_code, f.names as from_names, p.from_organisation_id = $2 as own,
    k.withdrawn_at is null and k.until_at > clock_timestamp() and 'care' = any (k.purposes) as stands,
    case when k.id is not null then jsonb_build_object('kind', k.kind, 'purposes', k.purposes, 'categories', k.categories, 'given_on', to_char(k.given_at, 'YYYY-MM-DD'),
      'until', case when k.until_at < 'infinity' then k.until_at end) end as scope
  from care.packet p join care.disclosure d on d.handoff_id = p.handoff_id and d.round = p.round and d.tier = p.tier
    join care.organisation f on f.id = p.from_organisation_id left join care.consent k on k.id = d.consent_id
 where p.handoff_id = $1 order by p.round, p.tier`;

/** What a packet may show at this instant: the sender what it sent, the receiver what the consent opens now. */
function openTo({ own, basis, stands, scope }: PacketFound): readonly ConsentCategory[] {
  if (own || basis !== 'consent') return DATA_CATEGORIES;
  return stands === true && scope !== null ? scope.categories : [];
}

/** The same fields in the same order for whoever reads them: preview and packet are equal byte for byte. */
function inOneOrder(body: PacketBody): PacketBody {
  return JSON.parse(canonicalJson(body)) as PacketBody;
}
