import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import {
  DISCLOSURE_TIERS,
  type ConsentCategory,
  type DisclosureBasis,
  type DisclosureTier,
} from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { disclose, type PacketSource } from '#domain/rules/disclose.js';
import type { PacketBody, PacketView } from '#domain/wire/handoff.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Tx } from '#platform/db/tx.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';

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
};

/** Fills, stores and shows packets. What a partner gets and what the sender previews come from the same rule. */
@Injectable()
export class PacketService {
  constructor(@Inject(PACKS) private readonly packs: Packs) {}

  /** Discloses tiers of a handoff: packet and ledger line in the transaction of the move, under the standing consent or the emergency. */
  async disclose(tx: Tx, handoff: PacketOf, tiers: readonly DisclosureTier[]): Promise<void> {
    const { source } = await tx.one<{ source: FilledSource }>('select care.packet_source($1) as source', [
      handoff.id,
    ]);
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
    const { source } = await tx.one<{ source: PacketSource }>(
      'select care.packet_source_of($1, $2, $3) as source',
      [episodeId, tx.organisation, categories],
    );
    return DISCLOSURE_TIERS.map((tier) => ({
      tier,
      body: disclose(source, request, categories, tier, tx.now).body,
    }));
  }

  /** Packets that are open to the acting side, in the order of disclosure, with the notice that forbids passing them on. */
  async open(tx: Tx, handoffId: string, jurisdiction: string, language: Language): Promise<PacketView[]> {
    const rows = await tx.query<{
      tier: DisclosureTier;
      body: PacketBody;
      sha256: Buffer;
      disclosed_at: Date;
      basis: DisclosureBasis;
    }>(
      `select p.tier, p.body, p.sha256, p.disclosed_at, d.basis from care.packet p
         join care.disclosure d on d.handoff_id = p.handoff_id and d.round = p.round and d.tier = p.tier
       where p.handoff_id = $1 order by p.round, p.tier`,
      [handoffId],
    );
    const notice = this.packs.of(jurisdiction).redisclosure_notice.texts[language];
    return rows.map((row) => ({
      tier: row.tier,
      body: row.body,
      sha256: row.sha256.toString('hex'),
      basis: row.basis,
      disclosed_at: row.disclosed_at.toISOString(),
      redisclosure_notice: notice,
    }));
  }
}
