import { Injectable } from '@nestjs/common';
import type { Stage } from '#domain/charter/pathway.js';
import type { PartnerView } from '#domain/wire/common.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';

@Injectable()
export class PartnerService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Open organisations of the own network, other than the own one; with a stage, those that offer it. */
  async list(actor: Actor, call: Call, stage: Stage | undefined): Promise<PartnerView[]> {
    return await this.uow.run(actor, { do: 'partner.list', ...call }, (tx) =>
      tx.query<PartnerView>(
        `select o.code, o.names, o.stages, o.time_zone, d.town, a.hours as accepted_within_hours
         from care.organisation o
         left join care.directory_entry d on d.organisation_id = o.id
         left join (
           select h.receiver_organisation_id as id,
             ceil(percentile_cont(0.5) within group (order by extract(epoch from h.accepted_at - h.requested_at)) / 3600)::integer as hours
           from care.handoff h where h.sender_organisation_id = $1 and h.accepted_at is not null
             and h.requested_at > $3::timestamptz - interval '180 days' group by 1) a on a.id = o.id
         where o.closed_at is null and o.id <> $1 and cardinality(o.stages) > 0
           and o.jurisdiction = (select own.jurisdiction from care.organisation own where own.id = $1)
           and ($2::text is null or $2 = any (o.stages)) order by o.code`,
        [tx.organisation, stage ?? null, tx.now],
      ),
    );
  }
}
