import { Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import type { LegalHoldRequest, LegalHoldView } from '#domain/wire/erasure.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { locate } from '../client/client.queries.js';
import { toHold, type HoldFound } from './erasure.queries.js';

const COLUMNS = 'id, ground, note, placed_at, lifted_at';

/** Nothing of a client is erased while a legal hold of the organisation stands. */
@Injectable()
export class LegalHoldService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Places a hold. Refuses a second one while the first stands. */
  async place(actor: Actor, call: Call, code: string, wanted: LegalHoldRequest): Promise<LegalHoldView> {
    return await this.uow.run(actor, { do: 'hold.place', on: { client: code }, ...call }, async (tx) => {
      const client = await locate(tx, code);
      const standing = await tx.query(
        'select 1 as found from care.legal_hold where organisation_id = $1 and client_id = $2 and lifted_at is null',
        [tx.organisation, client.client_id],
      );
      if (standing.length > 0) throw new Refusal('hold.exists');
      const row = await tx.one<HoldFound>(
        `insert into care.legal_hold (id, client_id, organisation_id, ground, note, placed_by) values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
        [
          tx.newId(),
          client.client_id,
          tx.organisation,
          wanted.ground,
          wanted.note?.trim() ?? null,
          tx.actor.account,
        ],
      );
      tx.note({ ground: wanted.ground });
      return toHold(row);
    });
  }

  /** Lifts one. Refuses one that is lifted already. */
  async lift(actor: Actor, call: Call, reference: string): Promise<LegalHoldView> {
    return await this.uow.run(actor, { do: 'hold.lift', on: { hold: reference }, ...call }, async (tx) => {
      const found = await tx.maybe<{ audit_subject: string; lifted_at: Date | null }>(
        `select c.audit_subject, l.lifted_at from care.legal_hold l join care.client_code c on c.organisation_id = l.organisation_id and c.client_id = l.client_id
          where l.organisation_id = $1 and l.id = $2`,
        [tx.organisation, reference],
      );
      if (!found) throw new Refusal('hold.unknown');
      tx.about(found.audit_subject);
      const row = await tx.maybe<HoldFound>(
        `update care.legal_hold set lifted_by = $2, lifted_at = clock_timestamp() where id = $1 and lifted_at is null returning ${COLUMNS}`,
        [reference, tx.actor.account],
      );
      if (!row) throw new Refusal('hold.lifted');
      return toHold(row);
    });
  }
}
