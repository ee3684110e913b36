import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { REVIEW_SETTLED } from '#domain/rules/review.js';
import { drawSample, SEED_MAX } from '#domain/rules/sample.js';
import type { Page } from '#domain/wire/common.js';
import type { ReviewDetail, ReviewDrawRequest, ReviewItemState, ReviewView } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readCursor, readLimit } from '../paging.js';
import { readDays } from '../period.js';
import { findReview, readItems, readPopulation, readReviews } from './review.queries.js';

/** Random samples of handoffs that an auditor looks at one by one. What was drawn is kept, and the seed draws the same again. */
@Injectable()
export class ReviewService {
  constructor(private readonly uow: UnitOfWork) {}

  /** The reviews of the own organisation, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<ReviewView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'review.list', ...call }, (tx) => readReviews(tx, cursor, limit));
  }

  /** The handoffs of a review in the order in which they were drawn, or those of one state. */
  async items(
    actor: Actor,
    call: Call,
    review: string,
    asked: {
      readonly state?: ReviewItemState | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    },
  ): Promise<ReviewDetail> {
    const [after, limit] = [readPlace(asked.cursor), readLimit(asked.limit)];
    return await this.uow.run(actor, { do: 'review.list', on: { review }, ...call }, async (tx) => {
      const found = await findReview(tx, review);
      const { items, next_after } = await readItems(tx, review, { state: asked.state, after, limit });
      return { review: found, items, next: next_after === null ? null : String(next_after) };
    });
  }

  /**
   * Draws `size` handoffs at random out of those that were requested in the local days of the period, both included, as they
   * are now; all of them where there are fewer. Without a seed one is drawn by the generator of the system. Refuses a period
   * that is empty, too long, not begun or without a handoff.
   */
  async draw(actor: Actor, call: Call, wanted: ReviewDrawRequest): Promise<ReviewView> {
    return await this.uow.run(actor, { do: 'review.draw', ...call }, async (tx) => {
      const bounds = { days_max: LIMITS.exception_period_days_max, begun: true };
      const { from, to } = await readDays(tx, wanted, bounds);
      const population = await readPopulation(tx, from, to);
      if (population.length === 0) throw new Refusal('review.nothing_to_draw', { field: 'from_on' });
      const seed = wanted.seed ?? randomInt(SEED_MAX + 1);
      const drawn = drawSample(population.length, wanted.size, seed).map((place) => population[place]);
      const review = tx.newId();
      await tx.query(
        `insert into care.review (id, organisation_id, title, from_on, until_on, seed, size, population, drawn_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          review,
          tx.organisation,
          wanted.title,
          wanted.from_on,
          wanted.until_on,
          seed,
          drawn.length,
          population.length,
          tx.actor.account,
        ],
      );
      await tx.query(
        `insert into care.review_item (id, organisation_id, review_id, handoff_id, place)
         select uuidv7(), $1, $2, d.handoff, d.place from unnest($3::uuid[]) with ordinality as d (handoff, place)`,
        [tx.organisation, review, drawn],
      );
      tx.note({ review, seed, population: population.length, drawn: drawn.length });
      return await findReview(tx, review);
    });
  }

  /** Closes a review when everything in it is settled; from then on nothing in it changes. */
  async close(actor: Actor, call: Call, review: string): Promise<ReviewView> {
    return await this.uow.run(actor, { do: 'review.close', on: { review }, ...call }, async (tx) => {
      const { closed_at, counts } = await findReview(tx, review);
      if (closed_at !== null) throw new Refusal('review.closed');
      const states = Object.entries(counts) as [ReviewItemState, number][];
      const count = states
        .filter(([state]) => !REVIEW_SETTLED.includes(state))
        .reduce((sum, [, n]) => sum + n, 0);
      if (count > 0) throw new Refusal('review.items_open', { parameters: { count } });
      await this.end(tx, review);
      return await findReview(tx, review);
    });
  }

  /** Items go forward only, so that what is settled stays so; of two that close at once the second finds nothing to close. */
  private async end(tx: Tx, review: string): Promise<void> {
    const closed = await tx.query(
      'update care.review set closed_at = clock_timestamp(), closed_by = $2 where id = $1 and closed_at is null returning id',
      [review, tx.actor.account],
    );
    must(closed.length <= 1, 'a review is one row');
    if (closed.length === 0) throw new Refusal('review.closed');
  }
}

/** A cursor of items is the place of the last one read. */
function readPlace(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  if (!/^\d{1,3}$/.test(cursor)) throw new Refusal('page.cursor_invalid', { field: 'cursor' });
  return Number(cursor);
}
