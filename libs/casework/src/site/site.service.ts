import { Injectable } from '@nestjs/common';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import type { SiteChangeRequest, SiteView } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';

const SITE = 'select code, names, time_zone, is_main, weekend_days, opens, closes, version from care.site';
const DAYS_OF_WEEK = 7;

/** The addresses of the own organisation, each with its working week. */
@Injectable()
export class SiteService {
  constructor(private readonly uow: UnitOfWork) {}

  /** The sites of the own organisation, the main one first. */
  async list(actor: Actor, call: Call): Promise<SiteView[]> {
    return await this.uow.run(actor, { do: 'site.list', ...call }, (tx) =>
      tx.query<SiteView>(`${SITE} where organisation_id = $1 order by not is_main, code`, [tx.organisation]),
    );
  }

  /**
   * Names, weekend and opening hours of a site. Every rung of a clock is an instant that was written when the clock started:
   * clocks that run keep their times, those that start from now on use the new week (design: handoff, section 4). Weekend and
   * hours that are null are those of the jurisdiction. Refuses hours that are half said or end before they begin, and a week
   * without a working day.
   */
  async change(
    actor: Actor,
    call: Call,
    code: string,
    version: number,
    wanted: SiteChangeRequest,
  ): Promise<SiteView> {
    const on = { site: code };
    return await this.uow.run(actor, { do: 'site.change', on, ...call }, async (tx) => {
      const site = await tx.maybe<SiteView>(`${SITE} where organisation_id = $1 and code = $2 for update`, [
        tx.organisation,
        code,
      ]);
      if (!site) throw new Refusal('site.unknown');
      if (site.version !== version)
        throw new Refusal('version.stale', { parameters: { current: site.version } });
      const next: SiteView = {
        ...site,
        names: wanted.names ?? site.names,
        weekend_days: wanted.weekend_days === undefined ? site.weekend_days : wanted.weekend_days,
        opens: wanted.opens === undefined ? site.opens : wanted.opens,
        closes: wanted.closes === undefined ? site.closes : wanted.closes,
        version: version + 1,
      };
      refuseIfAny(problemsOf(next));
      await tx.query(
        `update care.site set names = $3, weekend_days = $4, opens = $5, closes = $6, version = version + 1
          where organisation_id = $1 and code = $2`,
        [tx.organisation, code, JSON.stringify(next.names), next.weekend_days, next.opens, next.closes],
      );
      tx.note({ weekend_days: next.weekend_days, opens: next.opens, closes: next.closes });
      return next;
    });
  }
}

function problemsOf({ weekend_days, opens, closes }: SiteView): Refusal[] {
  const problems: Refusal[] = [];
  if (new Set(weekend_days).size >= DAYS_OF_WEEK)
    problems.push(new Refusal('site.no_working_day', { field: 'weekend_days' }));
  if ((opens === null) !== (closes === null))
    problems.push(new Refusal('site.hours_incomplete', { field: opens === null ? 'opens' : 'closes' }));
  else if (opens !== null && closes !== null && opens >= closes)
    problems.push(new Refusal('site.hours_order', { field: 'closes' }));
  return problems;
}
