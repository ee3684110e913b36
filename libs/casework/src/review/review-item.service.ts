import { Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import { Refusal } from '#domain/refusal.js';
import { close, find, reply, type ReviewItem } from '#domain/rules/review.js';
import type {
  ReviewCloseRequest,
  ReviewFindRequest,
  ReviewItemState,
  ReviewItemView,
  ReviewReplyRequest,
} from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { findReview, readItem } from './review.queries.js';

/** Which item of which review, on the version somebody decided on. */
export interface ReviewTarget {
  readonly review: string;
  readonly item: string;
  readonly version: number;
}

interface ItemLocked extends ReviewItem {
  readonly version: number;
}

const FIND = `update care.review_item set state = $2, answers = $3, finding = $4, found_by = $5, found_at = clock_timestamp(), version = version + 1 where id = $1`;
const REPLY = `update care.review_item set state = $2, reply = $3, replied_by = $4, replied_at = clock_timestamp(), version = version + 1 where id = $1`;
const CLOSE = `update care.review_item set state = $2, closing_note = $3, closed_by = $4, closed_at = clock_timestamp(), version = version + 1 where id = $1`;

/** One handoff of a sample: the auditor finds, the house replies, the auditor closes. It goes forward only. */
@Injectable()
export class ReviewItemService {
  constructor(private readonly uow: UnitOfWork) {}

  /** The worksheet: every question is answered, and a no says what was found. */
  async find(
    actor: Actor,
    call: Call,
    target: ReviewTarget,
    said: ReviewFindRequest,
  ): Promise<ReviewItemView> {
    return await this.move(actor, { do: 'review.find', ...call }, target, async (tx, item) => {
      const state = find(item, said);
      await tx.query(FIND, [
        target.item,
        state,
        JSON.stringify(said.answers),
        said.finding ?? null,
        tx.actor.account,
      ]);
      return state;
    });
  }

  /** What was done about a finding. */
  async reply(
    actor: Actor,
    call: Call,
    target: ReviewTarget,
    said: ReviewReplyRequest,
  ): Promise<ReviewItemView> {
    return await this.move(actor, { do: 'review.reply', ...call }, target, async (tx, item) => {
      const state = reply(item);
      await tx.query(REPLY, [target.item, state, said.reply, tx.actor.account]);
      return state;
    });
  }

  /** The auditor takes the reply; never whoever gave it. */
  async close(
    actor: Actor,
    call: Call,
    target: ReviewTarget,
    said: ReviewCloseRequest,
  ): Promise<ReviewItemView> {
    return await this.move(actor, { do: 'review.close', ...call }, target, async (tx, item) => {
      const state = close(item, tx.actor.account);
      await tx.query(CLOSE, [target.item, state, said.note ?? null, tx.actor.account]);
      return state;
    });
  }

  private async move(
    actor: Actor,
    intent: Call & { readonly do: Action },
    { review, item, version }: ReviewTarget,
    write: (tx: Tx, item: ItemLocked) => Promise<ReviewItemState>,
  ): Promise<ReviewItemView> {
    return await this.uow.run(actor, { ...intent, on: { review, item } }, async (tx) => {
      const { closed_at } = await findReview(tx, review);
      const locked = await tx.maybe<ItemLocked>(
        'select state, replied_by, version from care.review_item where id = $1 and review_id = $2 and organisation_id = $3 for update',
        [item, review, tx.organisation],
      );
      if (!locked) throw new Refusal('review.unknown');
      if (closed_at !== null) throw new Refusal('review.closed');
      if (locked.version !== version)
        throw new Refusal('version.stale', { parameters: { current: locked.version } });
      tx.note({ state: await write(tx, locked) });
      return await readItem(tx, review, item);
    });
  }
}
