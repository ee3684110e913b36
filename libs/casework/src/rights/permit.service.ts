import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { PermitKind } from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import type { PermitRequest, PermitsView, PermitView } from '#domain/wire/rights.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { iso } from './complaint-words.js';
import { packOf } from './pack-of.tx.js';
import { hasHealthPermit } from './permit.tx.js';

interface PermitFound {
  id: string;
  kind: PermitKind;
  number: string;
  authority: string;
  valid_from_on: string;
  valid_until_on: string;
  days_left: number;
  begins_in: number;
  recorded_at: Date;
}

const PERMITS = `
select p.id, p.kind, p.number, p.authority, to_char(p.valid_from_on, 'YYYY-MM-DD') as valid_from_on, to_char(p.valid_until_on, 'YYYY-MM-DD') as valid_until_on,
  p.valid_until_on - t.today as days_left, p.valid_from_on - t.today as begins_in, p.recorded_at
from care.permit p join lateral (select (clock_timestamp() at time zone o.time_zone)::date as today from care.organisation o where o.id = p.organisation_id) t on true
where p.organisation_id = $1 order by p.kind, p.valid_until_on desc, p.id limit 200`;

/** Permits of the house, its assessments and registers, each with the days it counts (domain 05, R-L06): work 90 days before the end. */
@Injectable()
export class PermitService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async list(actor: Actor, call: Call): Promise<PermitsView> {
    return await this.uow.run(actor, { do: 'permit.list', ...call }, (tx) => this.read(tx));
  }

  /** Writes one down; a renewal stands beside the one before, whose clock stops. Refuses one that ends before it begins. */
  async record(actor: Actor, call: Call, wanted: PermitRequest): Promise<PermitsView> {
    return await this.uow.run(actor, { do: 'permit.record', ...call }, async (tx) => {
      if (wanted.valid_until_on < wanted.valid_from_on)
        throw new Refusal('permit.days', { field: 'valid_until_on' });
      const id = tx.newId();
      const before = await tx.query<{ id: string }>(
        'select id from care.permit where organisation_id = $1 and kind = $2 and valid_until_on <= $3',
        [tx.organisation, wanted.kind, wanted.valid_until_on],
      );
      await tx.query(
        'insert into care.permit (id, organisation_id, kind, number, authority, valid_from_on, valid_until_on, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          id,
          tx.organisation,
          wanted.kind,
          wanted.number.trim(),
          wanted.authority.trim(),
          wanted.valid_from_on,
          wanted.valid_until_on,
          actor.account,
        ],
      );
      for (const { id: older } of before)
        await tx.query('select care.settle_deadline($1, $2)', ['permit.renew', older]);
      await tx.query(
        `select care.start_own_deadline('permit.renew', $1, null, ends.at - make_interval(days => $3), ends.at)
           from (select ($2::date + 1)::timestamp at time zone o.time_zone as at from care.organisation o where o.id = $4) ends`,
        [id, wanted.valid_until_on, LIMITS.permit_warning_days, tx.organisation],
      );
      tx.note({ kind: wanted.kind, until: wanted.valid_until_on });
      return await this.read(tx);
    });
  }

  private async read(tx: Tx): Promise<PermitsView> {
    const rows = await tx.query<PermitFound>(PERMITS, [tx.organisation]);
    const { health_permit_needed: needed } = await packOf(tx, this.packs);
    return {
      items: rows.map(show),
      health_permit_needed: needed,
      refusing: needed && !(await hasHealthPermit(tx)),
    };
  }
}

function show(row: PermitFound): PermitView {
  const { id, days_left: left, begins_in: begins, recorded_at: at, ...rest } = row;
  const standing =
    left < 0 ? 'expired' : begins > 0 ? 'future' : left <= LIMITS.permit_warning_days ? 'expiring' : 'valid';
  return { permit: id, ...rest, standing, days_left: left, recorded_at: iso(at) };
}
