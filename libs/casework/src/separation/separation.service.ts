import { Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import type { SeparationRequest, SeparationView } from '#domain/wire/separation.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { locate, readOwnClientCode } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { isKeptApart, isWithUs, lockSeparation, readSeparations, toView } from './separation.queries.js';

/**
 * Keeps two clients apart: as long as it stands, neither is handed to a house where the other stays, and whoever asks hears
 * "not suitable" and no reason (design: handoff, section 10). What was recorded is read by the organisation that wrote it alone.
 */
@Injectable()
export class SeparationService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Records that two clients whom the own organisation may see must not stay in one place. Refuses a person and themselves. */
  async record(
    actor: Actor,
    call: Call,
    code: string,
    { other }: SeparationRequest,
  ): Promise<SeparationView> {
    return await this.uow.run(
      actor,
      { do: 'separation.record', on: { client: code }, ...call },
      async (tx) => {
        const client = await locate(tx, code);
        if ((await readOwnClientCode(tx, other)) === client.code)
          throw new Refusal('separation.same', { field: 'other' });
        const second = await locate(tx, other);
        if (second.client_id === client.client_id) throw new Refusal('separation.same', { field: 'other' });
        if (!(await isWithUs(tx, second.client_id)))
          throw new Refusal('client.not_in_custody', { field: 'other' });
        if (await isKeptApart(tx, client.client_id, second.client_id))
          throw new Refusal('separation.exists', { field: 'other' });
        const written = await tx.one<{ reference: string; recorded_at: Date }>(
          `insert into care.separation (id, client_id, other_client_id, organisation_id, recorded_by)
         values ($1, $2, $3, $4, $5) returning reference, recorded_at`,
          [tx.newId(), client.client_id, second.client_id, tx.organisation, tx.actor.account],
        );
        return {
          reference: written.reference,
          client: client.code,
          other: second.code,
          recorded_at: written.recorded_at.toISOString(),
          ended_at: null,
        };
      },
    );
  }

  /** What the own organisation recorded about a client, ended ones too. */
  async list(actor: Actor, call: Call, code: string): Promise<SeparationView[]> {
    return await this.uow.run(actor, { do: 'separation.list', on: { client: code }, ...call }, async (tx) =>
      readSeparations(tx, (await locate(tx, code)).client_id),
    );
  }

  /** The two need not be kept apart any more. Refuses where that was said before. */
  async end(actor: Actor, call: Call, reference: string): Promise<SeparationView> {
    return await this.uow.run(
      actor,
      { do: 'separation.end', on: { separation: reference }, ...call },
      async (tx) => {
        const found = await lockSeparation(tx, reference);
        if (!found) throw new Refusal('request.not_found');
        if (found.ended_at) throw new Refusal('separation.ended');
        const { ended_at } = await tx.one<{ ended_at: Date }>(
          'update care.separation set ended_at = clock_timestamp(), ended_by = $2 where id = $1 returning ended_at',
          [found.id, tx.actor.account],
        );
        return toView({ ...found, ended_at });
      },
    );
  }
}
