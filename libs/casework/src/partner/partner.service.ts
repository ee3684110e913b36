import { Injectable } from '@nestjs/common';
import type { Stage } from '#domain/charter/pathway.js';
import type { OrganisationView } from '#domain/wire/common.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';

@Injectable()
export class PartnerService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Open organisations of the own network, other than the own one; with a stage, those that offer it. */
  async list(actor: Actor, call: Call, stage: Stage | undefined): Promise<OrganisationView[]> {
    return await this.uow.run(actor, { do: 'partner.list', ...call }, (tx) =>
      tx.query<OrganisationView>(
        `select o.code, o.names, o.stages, o.time_zone from care.organisation o
         where o.closed_at is null and o.id <> $1 and cardinality(o.stages) > 0
           and o.jurisdiction = (select own.jurisdiction from care.organisation own where own.id = $1)
           and ($2::text is null or $2 = any (o.stages)) order by o.code`,
        [tx.organisation, stage ?? null],
      ),
    );
  }
}
