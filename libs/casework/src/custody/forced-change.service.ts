import { Inject, Injectable } from '@nestjs/common';
import type { ForcedChangeReason } from '#domain/charter/handoff.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { ForcedChangeRequest, ForcedChangeView } from '#domain/wire/envelope.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { randomCode } from '../client/admission.tx.js';
import { readClientCode } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { pageOf, preciseTime, readCursor, readLimit } from '../paging.js';
import { findPartner } from '../partner/partner.queries.js';
import { packOf } from '../rights/pack-of.tx.js';

interface ChangeFound {
  id: string;
  place_at: string;
  audit_subject: string;
  reference: string;
  from_code: string;
  from_names: Labels;
  to_code: string;
  to_names: Labels;
  reason: ForcedChangeReason;
  document: string;
  proposed_at: Date;
  own: boolean;
  decided_at: Date | null;
  confirmed: boolean | null;
}

const CHANGES = `select f.id, ${preciseTime('f.proposed_at')} as place_at, f.audit_subject, f.reference, a.code as from_code, a.names as from_names,
    b.code as to_code, b.names as to_names, f.reason, f.document, f.proposed_at, f.proposed_by = $1 as own, f.decided_at, f.confirmed
  from care.forced_change f join care.organisation a on a.id = f.from_organisation_id join care.organisation b on b.id = f.to_organisation_id`;

/** Why a proposal cannot be decided now. */
const UNDECIDED = {
  unknown: 'custody.change_unknown',
  decided: 'custody.change_decided',
  same_person: 'custody.change_needs_another',
  moved_on: 'custody.change_overtaken',
} as const;

/** Custody that passes without an arrival (t17): a court orders it, a house closes, a client is in danger. Two coordinators decide. */
@Injectable()
export class ForcedChangeService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<ForcedChangeView>> {
    const cursor = readCursor(page.cursor, 'descending');
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'custody.proposals', ...call }, async (tx) => {
      const rows = await tx.query<ChangeFound>(
        `${CHANGES} where (f.proposed_at, f.id) < ($2, $3) order by f.proposed_at desc, f.id desc limit $4`,
        [tx.actor.account, cursor.at, cursor.id, limit + 1],
      );
      return pageOf(
        rows,
        limit,
        (row) => ({ at: row.place_at, id: row.id }),
        (row) => {
          tx.about(row.audit_subject);
          return toView(row);
        },
      );
    });
  }

  /** Proposes a change; the client is named by the custodian's own code, as its document names them. Nothing moves yet. */
  async propose(actor: Actor, call: Call, wanted: ForcedChangeRequest): Promise<ForcedChangeView> {
    return await this.uow.run(
      actor,
      { do: 'custody.propose', on: { client: wanted.client }, why: wanted.reason, ...call },
      async (tx) => {
        const to = await findPartner(tx, wanted.to, 'to');
        const custodian = await findPartner(tx, wanted.custodian, 'custodian');
        if (to.id === custodian.id) throw new Refusal('custody.change_same', { field: 'to' });
        const proposed = await tx.maybe<{ reference: string; audit_subject: string }>(
          'select * from care.propose_custody_change($1, $2, $3, $4, $5)',
          [custodian.code, readClientCode(wanted.client), to.id, wanted.reason, wanted.document.trim()],
        );
        if (!proposed) throw new Refusal('custody.unknown_client', { field: 'client' });
        tx.about(proposed.audit_subject);
        tx.note({ from: custodian.code, to: to.code, reason: wanted.reason });
        return await this.find(tx, proposed.reference);
      },
    );
  }

  /** The second coordinator confirms or refuses. Confirmed, custody passes in this transaction and both houses are told. */
  async decide(actor: Actor, call: Call, reference: string, confirmed: boolean): Promise<ForcedChangeView> {
    return await this.uow.run(
      actor,
      { do: 'custody.confirm', on: { change: reference }, ...call },
      async (tx) => {
        const decided = await tx.one<{
          answer: string;
          audit_subject: string | null;
          superseded: string[];
        }>('select * from care.decide_custody_change($1, $2, $3, $4, $5)', [
          reference,
          confirmed,
          randomCode(),
          tx.newId(),
          (await packOf(tx, this.packs)).redisclosure_notice.version,
        ]);
        tx.about(decided.audit_subject);
        if (decided.answer in UNDECIDED)
          throw new Refusal(UNDECIDED[decided.answer as keyof typeof UNDECIDED]);
        for (const handoff_id of decided.superseded) {
          tx.emit('handoff.moved', { handoff_id, side: 'sender' });
          tx.emit('handoff.moved', { handoff_id, side: 'receiver' });
        }
        tx.note({ confirmed, superseded: decided.superseded.length });
        return await this.find(tx, reference);
      },
    );
  }

  private async find(tx: Tx, reference: string): Promise<ForcedChangeView> {
    const found = await tx.maybe<ChangeFound>(`${CHANGES} where f.reference = $2`, [
      tx.actor.account,
      reference,
    ]);
    must(found !== undefined, 'a change that was written can be read');
    return toView(found);
  }
}

function toView(row: ChangeFound): ForcedChangeView {
  return {
    reference: row.reference,
    custodian: { code: row.from_code, names: row.from_names },
    to: { code: row.to_code, names: row.to_names },
    reason: row.reason,
    document: row.document,
    proposed_at: row.proposed_at.toISOString(),
    own: row.own,
    decided_at: row.decided_at?.toISOString() ?? null,
    confirmed: row.confirmed,
  };
}
