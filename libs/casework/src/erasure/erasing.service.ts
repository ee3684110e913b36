import { Inject, Injectable } from '@nestjs/common';
import type { ErasedStore, ErasureScope, KeptStore } from '#domain/charter/erasure.js';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import type { RefusalCode } from '#domain/refusal.js';
import type { Labels } from '#domain/wire/common.js';
import type { ErasureCertificate, ErasureCertificateView, ErasureView } from '#domain/wire/erasure.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { CertificateKey } from '#platform/erasure/certificate-key.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { colleagueMark } from '#platform/vault/colleague-mark.js';
import type { Call } from '../call.js';
import { findErasure, toErasure, type ErasureFound } from './erasure.queries.js';

interface Done {
  answer: string;
  client_id: string;
  joined_ids: string[];
  scope: ErasureScope;
  epoch: number | null;
  at: Date;
  version: number;
}

const REFUSALS: Readonly<Record<string, RefusalCode>> = {
  unknown: 'erasure.unknown',
  requested: 'erasure.not_granted',
  refused: 'erasure.not_granted',
  taken_back: 'erasure.taken_back',
  carried_out: 'erasure.carried_out',
  same_person: 'erasure.same_person',
  // Whose record it is carries nothing out, and nobody is told that it is theirs.
  concerned: 'client.protected',
  held: 'erasure.held',
  handoff_open: 'erasure.handoff_open',
};

/**
 * The second of two people carries out what the first has granted. The erasure is in the ledger outside the database, on disk,
 * before it is committed: from then on it is final, whatever happens to the database.
 */
@Injectable()
export class ErasingService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(ErasureLedger) private readonly ledger: ErasureLedger,
    @Inject(CertificateKey) private readonly key: CertificateKey,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Destroys what says who the client is, and signs a certificate of it. It cannot be undone. */
  async carryOut(actor: Actor, call: Call, reference: string, version: number): Promise<ErasureView> {
    return await this.uow.run(
      actor,
      { do: 'erasure.complete', on: { erasure: reference }, ...call },
      async (tx) => {
        const found = await findErasure(tx, reference);
        if (!found) throw new Refusal('erasure.unknown');
        // It takes the lock of the ledger first, whichever process asks: the lines of the ledger follow one another.
        const marks = [tx.actor.account, found.decided_by].flatMap((account) =>
          account ? [colleagueMark(this.keys.base, tx.organisation, account)] : [],
        );
        const done = await tx.one<Done>('select * from care.carry_out_erasure($1, $2, $3)', [
          reference,
          version,
          marks,
        ]);
        if (done.answer === 'stale')
          throw new Refusal('version.stale', { parameters: { current: done.version } });
        if (done.answer !== 'done') throw new Refusal(REFUSALS[done.answer] ?? 'erasure.not_granted');
        const text = canonicalJson(await this.certificate(tx, found, done));
        const entry = this.ledger.append({
          erasure: found.id,
          client: done.client_id,
          joined: done.joined_ids,
          organisation: tx.organisation,
          at: done.at.toISOString(),
          scope: done.scope,
          epoch: done.epoch,
          asked_on: found.asked_on,
          asked_how: found.asked_how,
          recorded_by: found.recorded_by,
          ground: found.ground ?? '',
          note: found.note,
          decided_by: found.decided_by,
          decided_at: found.decided_at?.toISOString() ?? null,
          carried_out_by: tx.actor.account,
          certificate: text,
          signature: this.key.sign(text).toString('base64'),
        });
        await tx.query('select care.certify_erasure($1, $2, $3)', [
          found.id,
          entry.certificate,
          Buffer.from(entry.signature, 'base64'),
        ]);
        tx.note({ scope: done.scope, epoch: done.epoch });
        const after = await findErasure(tx, reference);
        must(after !== undefined, 'what was carried out is still there to be read');
        return toErasure(after, tx.actor.account);
      },
    );
  }

  /** The signed certificate, for paper. Refuses where nothing was carried out. */
  async readCertificate(actor: Actor, call: Call, reference: string): Promise<ErasureCertificateView> {
    return await this.uow.run(
      actor,
      { do: 'erasure.certificate', on: { erasure: reference }, ...call },
      async (tx) => {
        const found = await findErasure(tx, reference);
        if (!found) throw new Refusal('erasure.unknown');
        if (found.certificate === null || found.signature === null)
          throw new Refusal('erasure.no_certificate');
        return {
          certificate: JSON.parse(found.certificate) as ErasureCertificate,
          text: found.certificate,
          signature: found.signature.toString('base64'),
          public_key: this.key.publicKey.toString('base64'),
        };
      },
    );
  }

  private async certificate(tx: Tx, found: ErasureFound, done: Done): Promise<ErasureCertificate> {
    const { names } = await tx.one<{ names: Labels }>('select names from care.organisation where id = $1', [
      tx.organisation,
    ]);
    const isDestroyed = done.scope === 'person' && done.epoch !== null;
    const unreadable = new Date(done.at.getTime() + LIMITS.erasure_backup_days * 86_400_000);
    return {
      kind: 'handrail.erasure/1',
      reference: found.id,
      deployment: this.key.deployment,
      organisation: names,
      client: found.code,
      asked_on: found.asked_on,
      decided_on: (found.decided_at ?? done.at).toISOString().slice(0, 10),
      ground: found.ground as ErasureCertificate['ground'],
      erased_at: done.at.toISOString(),
      scope: done.scope,
      erased: erasedStores(isDestroyed, done.epoch !== null),
      kept: keptStores(done.scope),
      backups_unreadable_on: isDestroyed ? unreadable.toISOString().slice(0, 10) : null,
    };
  }
}

/** Whoever came without a name had nothing in the vault to destroy. */
function erasedStores(isDestroyed: boolean, hadIdentity: boolean): ErasedStore[] {
  const identity: ErasedStore[] = isDestroyed ? ['person_key', 'identity_fields', 'search_tokens'] : [];
  return [
    ...identity,
    ...(hadIdentity ? (['acquaintance'] as const) : []),
    'drafts',
    'open_work',
    'client_code',
  ];
}

function keptStores(scope: ErasureScope): KeptStore[] {
  return [
    'case_record',
    'audit',
    ...(scope === 'organisation' ? (['other_organisations'] as const) : []),
    'import_marks',
  ];
}
