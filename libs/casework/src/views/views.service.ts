import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import { unfitSearchWords } from '#domain/rules/search-words.js';
import type { SavedView, SavedViewRequest } from '#domain/wire/desk.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';

const COLUMNS = `v.id, v.screen, v.title as name, v.search, v.shared, v.account_id = $1 as own`;
/** Several people's views, so more than one may keep. */
const SHOWN_MAX = 200;

/** Lists with their filters under a name: one's own, and those that colleagues share. */
@Injectable()
export class ViewsService {
  constructor(private readonly uow: UnitOfWork) {}

  /** The views of a screen, one's own first, then by name. */
  async list(actor: Actor, call: Call, screen: string): Promise<SavedView[]> {
    return await this.uow.run(actor, { do: 'view.list', ...call }, (tx) =>
      tx.query<SavedView>(
        `select ${COLUMNS} from access.saved_view v where v.organisation_id = $2 and v.screen = $3
         order by own desc, lower(v.title), v.id limit ${SHOWN_MAX}`,
        [actor.account, tx.organisation, screen],
      ),
    );
  }

  /**
   * Keeps a view. Refuses a name that the owner has on this screen already, one view too many, and search words that could
   * say who somebody is: a view holds codes, words of the charter and dates.
   */
  async keep(actor: Actor, call: Call, wanted: SavedViewRequest): Promise<SavedView> {
    return await this.uow.run(actor, { do: 'view.keep', ...call }, async (tx) => {
      if (actor.kind !== 'staff') throw new Refusal('permission.role');
      refuseIfAny(unfitSearchWords(wanted.search).map((field) => new Refusal('view.word_unfit', { field })));
      const { count } = await tx.one<{ count: number }>(
        'select count(*)::int as count from access.saved_view where account_id = $1 and organisation_id = $2',
        [actor.account, tx.organisation],
      );
      if (count >= LIMITS.saved_views_max)
        throw new Refusal('view.too_many', { parameters: { max: LIMITS.saved_views_max } });
      tx.note({ screen: wanted.screen, shared: wanted.shared });
      return await tx.one<SavedView>(
        `insert into access.saved_view as v (organisation_id, account_id, screen, title, search, shared)
         values ($2, $1, $3, $4, $5, $6) returning ${COLUMNS}`,
        [
          actor.account,
          tx.organisation,
          wanted.screen,
          wanted.name.trim(),
          JSON.stringify(wanted.search),
          wanted.shared,
        ],
      );
    });
  }

  /** Drops an own view, or one that a colleague shared and left behind. */
  async drop(actor: Actor, call: Call, id: string): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'view.drop', on: { view: id }, ...call }, async (tx) => {
      const dropped = await tx.query('delete from access.saved_view where id = $1 returning id', [id]);
      if (dropped.length === 0) throw new Refusal('request.not_found');
      return { id };
    });
  }
}
