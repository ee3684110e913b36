import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { RetentionReport } from '#domain/wire/rights.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { dayOf } from './complaint-words.js';
import { packOf } from './pack-of.tx.js';

interface DueFound {
  client_id: string;
  code: string;
  ended_at: Date;
  kept_until: Date;
}

/** Records the law of the place lets go of (domain 05, R-L01). It reports and proposes; two people erase, by the way of every erasure. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Records past their time, those that ended first on top. What is held, asked for already, or joined to another is not among them. */
  async report(actor: Actor, call: Call): Promise<RetentionReport> {
    return await this.uow.run(actor, { do: 'retention.list', ...call }, (tx) => this.read(tx));
  }

  /** Puts one forward to be erased, as any other request: somebody decides, another person carries it out. */
  async propose(actor: Actor, call: Call, code: string): Promise<RetentionReport> {
    return await this.uow.run(
      actor,
      { do: 'retention.propose', on: { client: code }, ...call },
      async (tx) => {
        const { record_years: years } = (await packOf(tx, this.packs)).retention;
        const found = (await readDue(tx, years)).find((one) => one.code === code);
        if (!found) throw new Refusal('retention.not_due');
        await tx.query(
          `insert into care.erasure (id, client_id, organisation_id, asked_on, asked_how, recorded_by)
           values ($1, $2, $3, (select (clock_timestamp() at time zone o.time_zone)::date from care.organisation o where o.id = $3), 'retention', $4)`,
          [tx.newId(), found.client_id, tx.organisation, actor.account],
        );
        const report = await this.read(tx);
        if (report.items.length === 0)
          await tx.query('select care.settle_deadline($1, $2)', ['retention.review', tx.organisation]);
        return report;
      },
    );
  }

  private async read(tx: Tx): Promise<RetentionReport> {
    const { record_years: years } = (await packOf(tx, this.packs)).retention;
    const rows = await readDue(tx, years);
    return {
      years,
      items: rows.map(({ code, ended_at: ended, kept_until: until }) => ({
        client: code,
        care_ended_on: dayOf(ended),
        kept_until_on: dayOf(until),
      })),
    };
  }
}

async function readDue(tx: Tx, years: number): Promise<DueFound[]> {
  return await tx.query<DueFound>(
    'select client_id, code, ended_at, ended_at + make_interval(years => $1) as kept_until from care.own_past_retention($1, $2)',
    [years, LIMITS.retention_listed_max],
  );
}
