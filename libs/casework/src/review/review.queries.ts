import type { BusinessState, HandoffSide } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { ReviewItemState, ReviewItemView, ReviewView } from '#domain/wire/house.js';
import { REVIEW_ITEM_STATES } from '#domain/wire/house.js';
import type { Tx } from '#platform/db/tx.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';

interface ReviewFound {
  id: string;
  place_at: string;
  title: string;
  from_on: string;
  until_on: string;
  seed: string;
  population: number;
  drawn_at: Date;
  drawn_by: string;
  closed_at: Date | null;
  counts: Partial<Record<ReviewItemState, number>>;
}

/** Reviews of the own organisation, the newest first, each with how far its items have come. */
const REVIEWS = `
select r.id, ${preciseTime('r.drawn_at')} as place_at, r.title, to_char(r.from_on, 'YYYY-MM-DD') as from_on, to_char(r.until_on, 'YYYY-MM-DD') as until_on,
  r.seed, r.population, r.drawn_at, a.display_name as drawn_by, r.closed_at,
  (select coalesce(jsonb_object_agg(q.state, q.n), '{}') from (select i.state, count(*) as n from care.review_item i where i.review_id = r.id group by i.state) q) as counts
from (select * from care.review where organisation_id = $1 and ($2::uuid is null or id = $2) and (drawn_at, id) < ($3, $4)
      order by drawn_at desc, id desc limit $5) r
join access.account a on a.id = r.drawn_by order by r.drawn_at desc, r.id desc`;

export async function readReviews(tx: Tx, cursor: Cursor, limit: number): Promise<Page<ReviewView>> {
  const rows = await tx.query<ReviewFound>(REVIEWS, [tx.organisation, null, cursor.at, cursor.id, limit + 1]);
  return pageOf(rows, limit, ({ id, place_at }) => ({ at: place_at, id }), toReview);
}

/** One review; another organisation's is the same refusal as none. */
export async function findReview(tx: Tx, id: string): Promise<ReviewView> {
  const found = await tx.maybe<ReviewFound>(REVIEWS, [
    tx.organisation,
    id,
    'infinity',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    1,
  ]);
  if (!found) throw new Refusal('review.unknown');
  return toReview(found);
}

function toReview(row: ReviewFound): ReviewView {
  const { counts } = row;
  return {
    review: row.id,
    title: row.title,
    from_on: row.from_on,
    until_on: row.until_on,
    seed: Number(row.seed),
    population: row.population,
    drawn_at: row.drawn_at.toISOString(),
    drawn_by: row.drawn_by,
    closed_at: row.closed_at?.toISOString() ?? null,
    counts: Object.fromEntries(
      REVIEW_ITEM_STATES.map((state) => [state, counts[state] ?? 0]),
    ) as ReviewView['counts'],
  };
}

interface ItemFound {
  id: string;
  place: number;
  reference: string;
  audit_subject: string;
  side: HandoffSide;
  business_state: BusinessState;
  partner: Labels;
  state: ReviewItemState;
  answers: ReviewItemView['answers'];
  finding: string | null;
  found_by: string | null;
  reply: string | null;
  replied_by: string | null;
  closing_note: string | null;
  version: number;
}

/** Items of a review in the order in which they were drawn. */
const ITEMS = `
select i.id, i.place, h.reference, h.audit_subject, case when h.sender_organisation_id = $1 then 'sender' else 'receiver' end as side, h.business_state,
  o.names as partner, i.state, i.answers, i.finding, f.display_name as found_by, i.reply, p.display_name as replied_by, i.closing_note, i.version
from (select * from care.review_item where organisation_id = $1 and review_id = $2 and ($3::text is null or state = $3) and ($4::uuid is null or id = $4)
        and place > $5 order by place limit $6) i
join care.handoff h on h.id = i.handoff_id
join care.organisation o on o.id = case when h.sender_organisation_id = $1 then h.receiver_organisation_id else h.sender_organisation_id end
left join access.account f on f.id = i.found_by left join access.account p on p.id = i.replied_by
order by i.place`;

export async function readItems(
  tx: Tx,
  review: string,
  {
    state = null,
    after,
    limit,
  }: { readonly state?: ReviewItemState | null | undefined; readonly after: number; readonly limit: number },
): Promise<{ items: ReviewItemView[]; next_after: number | null }> {
  const rows = await tx.query<ItemFound>(ITEMS, [tx.organisation, review, state, null, after, limit + 1]);
  const kept = rows.slice(0, limit);
  for (const row of kept) tx.about(row.audit_subject);
  return {
    items: kept.map(toItem),
    next_after: rows.length > limit ? (kept.at(-1)?.place ?? null) : null,
  };
}

export async function readItem(tx: Tx, review: string, item: string): Promise<ReviewItemView> {
  const row = await tx.one<ItemFound>(ITEMS, [tx.organisation, review, null, item, -1, 1]);
  tx.about(row.audit_subject);
  return toItem(row);
}

function toItem({ id, reference, side, business_state, partner, ...row }: ItemFound): ReviewItemView {
  return {
    item: id,
    handoff: { reference, side, business_state, partner },
    state: row.state,
    answers: row.answers,
    finding: row.finding,
    found_by: row.found_by,
    reply: row.reply,
    replied_by: row.replied_by,
    closing_note: row.closing_note,
    version: row.version,
  };
}

/** Handoffs of the own organisation that were requested in a period, in the order in which they were made: what a sample is drawn from. */
export async function readPopulation(tx: Tx, from: Date, to: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select h.id from care.handoff h where (h.sender_organisation_id = $1 or h.receiver_organisation_id = $1)
       and h.kind <> 'information_only' and h.requested_at >= $2 and h.requested_at < $3 order by h.id`,
    [tx.organisation, from, to],
  );
  return rows.map(({ id }) => id);
}
