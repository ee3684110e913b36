import type { RecipientClass } from '#domain/charter/consent.js';
import type { BusinessState, HandoffSide } from '#domain/charter/handoff.js';
import type { SpellOutcome, Stage } from '#domain/charter/pathway.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { TimelineEntry, TimelineEvent, TimelineKind } from '#domain/wire/desk.js';
import type { Tx } from '#platform/db/tx.js';
import { recipientNames } from '../consent/consent.queries.js';
import { numbered } from '../numbered.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';
import type { Located } from './client.queries.js';

/**
 * When something happened, as the reader may know it: the own house to the microsecond, others by their day (UTC). Two houses
 * that know one client each under a code of their own must not find each other by an instant they both read.
 */
const asTold = (at: string, own: string): string =>
  `case when ${own} then ${at} else date_trunc('day', ${at}, 'UTC') end`;

interface Part {
  readonly kind: TimelineKind;
  readonly event: TimelineEvent;
  readonly from: string;
  readonly at: string;
  /** Whether the own house did it, and reads the instant. */
  readonly own?: string;
  readonly id?: string;
  readonly organisation?: string;
  readonly by?: string;
  readonly stage?: string;
  readonly outcome?: string;
  readonly handoff?: string;
  readonly consent?: string;
  readonly note?: string;
}

const SPELL = { kind: 'stage', from: 'care.stage_spell x', stage: 'x.stage' } as const;
const HANDOFF = { kind: 'handoff', from: 'care.handoff x', handoff: 'x.id', stage: 'x.stage' } as const;
const SENT = {
  own: 'x.sender_organisation_id = :organisation',
  organisation: 'x.sender_organisation_id',
} as const;
const RECEIVED = {
  own: 'x.receiver_organisation_id = :organisation',
  organisation: 'x.receiver_organisation_id',
} as const;
/** Somebody who holds the client, or wrote it down, reads whom the client gave a consent; the recipient itself does not. */
const CONSENT = {
  kind: 'consent',
  from: `(select k.* from care.consent k where k.organisation_id = :organisation or k.recipient_organisation_id is distinct from :organisation
    or exists (select from care.custody c where c.episode_id = k.episode_id and c.organisation_id = :organisation and c.until_at is null)) x`,
  consent: 'x.id',
} as const;
const record = (stage: string): Part => ({
  kind: 'record',
  event: 'record.kept',
  from: `(select r.spell_id as id, r.* from care.${stage} r) x`,
  at: 'x.recorded_at',
  by: 'x.recorded_by',
  stage: `'${stage}'`,
});
const PERIOD = { id: `x.episode_id::text || x.since_at` } as const;
const EPISODE = {
  kind: 'episode',
  id: 'x.id',
  from: `(select e.id, e.id as episode_id, lower(e.open_during) as opened_at, e.closed_at,
    (select c.organisation_id from care.custody c where c.episode_id = e.id order by c.since_at limit 1) as organisation_id from care.episode e) x`,
} as const;
const KEY_WORKER = {
  kind: 'key_worker',
  ...PERIOD,
  from: '(select k.*, a.display_name from care.key_worker k join access.account a on a.id = k.account_id) x',
  note: 'x.display_name',
} as const;

/** Everything a road is told by; each part is what row-level security leaves of it. */
const PARTS: readonly Part[] = [
  { ...EPISODE, event: 'episode.opened', at: 'x.opened_at' },
  { ...EPISODE, event: 'episode.closed', at: 'x.closed_at', organisation: 'null::uuid', own: 'false' },
  { ...SPELL, event: 'stage.started', at: 'x.started_at', by: 'x.opened_by' },
  {
    ...SPELL,
    event: 'stage.ended',
    at: 'x.ended_at',
    by: 'x.ended_by',
    outcome: 'x.outcome',
    note: 'x.override_reason',
  },
  {
    kind: 'custody',
    event: 'custody.taken',
    from: `(select * from care.custody where basis <> 'forced') x`,
    at: 'x.since_at',
    ...PERIOD,
  },
  {
    kind: 'custody',
    event: 'custody.forced',
    from: `(select * from care.custody where basis = 'forced') x`,
    at: 'x.since_at',
    ...PERIOD,
  },
  { ...HANDOFF, ...SENT, event: 'handoff.sent', at: 'x.requested_at', by: 'x.requested_by' },
  { ...HANDOFF, ...RECEIVED, event: 'handoff.accepted', at: 'x.accepted_at', by: 'x.accepted_by' },
  { ...HANDOFF, ...RECEIVED, event: 'handoff.arrived', at: 'x.arrived_at' },
  {
    ...HANDOFF,
    from: `(select * from care.handoff where state in ('rejected','cancelled','failed','entered-in-error') and requested_at is not null) x`,
    event: 'handoff.ended',
    at: 'x.closed_at',
    organisation: 'null::uuid',
    own: 'true',
  },
  { ...CONSENT, event: 'consent.given', at: 'x.given_at', by: 'x.recorded_by' },
  { ...CONSENT, event: 'consent.withdrawn', at: 'x.withdrawn_at', by: 'x.withdrawn_by' },
  {
    kind: 'safety',
    event: 'safety.screened',
    from: 'care.safety_screen x',
    at: 'x.screened_at',
    by: 'x.screened_by',
  },
  ...['treatment', 'rehabilitation', 'reintegration', 'employment'].map(record),
  // That somebody wrote, never what; of counselling not even that.
  {
    kind: 'note',
    event: 'note.written',
    from: `(select n.*, s.stage from care.note n left join care.stage_spell s on s.id = n.spell_id where n.version = 1 and n.kind <> 'counselling') x`,
    at: 'x.signed_at',
    by: 'x.author_id',
    stage: 'x.stage',
  },
  { ...KEY_WORKER, event: 'key_worker.named', at: 'x.since_at', by: 'x.named_by' },
  { ...KEY_WORKER, event: 'key_worker.ended', at: 'x.until_at' },
];

/** A tie-breaker that tells no time: ids of ours are sorted by the instant they were made at. */
const tie = (event: string, id: string): string => `md5('${event}' || (${id})::text)::uuid`;

function written(part: Part): string {
  const own = part.own ?? 'x.organisation_id = :organisation';
  return `select ${asTold(part.at, own)} as at, ${tie(part.event, part.id ?? 'x.id')} as tie, '${part.kind}' as kind, '${part.event}' as event,
    ${part.organisation ?? 'x.organisation_id'} as organisation_id, ${part.by ? `case when ${own} then ${part.by} end` : 'null::uuid'} as by_id, ${part.stage ?? 'null::text'} as stage,
    ${part.outcome ?? 'null::text'} as outcome, ${part.handoff ?? 'null::uuid'} as handoff_id, ${part.consent ?? 'null::uuid'} as consent_id,
    ${part.note ? `case when ${own} then ${part.note} end` : 'null::text'} as note
    from ${part.from} where x.episode_id in (select id from road) and ${part.at} is not null`;
}

function timeline(kind: TimelineKind | undefined): string {
  const parts = PARTS.filter((part) => kind === undefined || part.kind === kind);
  return `
with road as materialized (select e.id from care.episode e where e.client_id = :client)
select t.at, ${preciseTime('t.at')} as place_at, t.tie, t.kind, t.event, o.names as organisation, coalesce(t.organisation_id = :organisation, false) as own,
  a.display_name as by, case when ${GONE} then null else t.stage end as stage, t.outcome, t.note,
  case when h.id is not null then jsonb_build_object('reference', h.reference, 'business_state', h.business_state,
    'side', case when h.sender_organisation_id = :organisation then 'sender' else 'receiver' end, 'partner', p.names) end as handoff,
  case when k.id is not null then jsonb_build_object('reference', k.reference, 'names', r.names, 'class', k.recipient_class) end as consent
from (select * from (${parts.map(written).join('\nunion all ')}) every
      where (at, tie) < (:after_at, :after_tie) order by at desc, tie desc limit :limit) t
left join care.organisation o on o.id = t.organisation_id
left join access.account a on a.id = t.by_id
left join care.handoff h on h.id = t.handoff_id
left join care.organisation p on p.id = case when h.sender_organisation_id = :organisation then h.receiver_organisation_id else h.sender_organisation_id end
left join care.consent k on k.id = t.consent_id
left join care.organisation r on r.id = k.recipient_organisation_id
order by t.at desc, t.tie desc`;
}

/** What a partner keeps of a request that ended without an arrival is a tombstone: not what for. */
const GONE = `(t.handoff_id is not null and h.sender_organisation_id <> :organisation and h.state in ('rejected','cancelled','failed','entered-in-error'))`;

interface Told {
  at: Date;
  place_at: string;
  tie: string;
  kind: TimelineKind;
  event: TimelineEvent;
  organisation: Labels | null;
  own: boolean;
  by: string | null;
  stage: Stage | null;
  outcome: SpellOutcome | null;
  handoff: { reference: string; side: HandoffSide; business_state: BusinessState; partner: Labels } | null;
  consent: { reference: string; names: Labels | null; class: RecipientClass | null } | null;
  note: string | null;
}

/**
 * One page of the road of a client over all organisations, the newest first. Between two entries, and before and behind them,
 * one entry tells that something exists that is not shared, where there is; its time is that of the entry after it.
 */
export async function readTimeline(
  tx: Tx,
  { client_id, episode_id }: Located,
  kind: TimelineKind | undefined,
  page: { cursor: Cursor; first: boolean; limit: number },
): Promise<Page<TimelineEntry>> {
  const { text, values } = numbered(timeline(kind), {
    organisation: tx.organisation,
    client: client_id,
    after_at: page.cursor.at,
    after_tie: page.cursor.id,
    limit: page.limit + 1,
  });
  const rows = await tx.query<Told>(text, values);
  const { items: told, next } = pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.place_at, id: row.tie }),
    (row) => row,
  );
  const edges = [
    page.first ? 'infinity' : page.cursor.at,
    ...told.map((row) => row.place_at),
    ...(next === null ? ['-infinity'] : []),
  ];
  const { gaps } = await tx.one<{ gaps: boolean[] }>(
    'select care.hidden_between($1, $2::timestamptz[]) as gaps',
    [episode_id, edges],
  );
  const last = told.at(-1)?.at ?? (await openedOn(tx, episode_id));
  const items = told.flatMap((row, i) => [...(gaps[i] ? [hidden(row.at)] : []), toEntry(row)]);
  if (next === null && gaps[told.length]) items.push(hidden(last));
  return { items, next };
}

/** Where a filter leaves nothing to stand beside: the day the episode began, whatever is hidden. */
async function openedOn(tx: Tx, episodeId: string): Promise<Date> {
  const { at } = await tx.one<{ at: Date }>(
    `select date_trunc('day', lower(open_during), 'UTC') as at from care.episode where id = $1`,
    [episodeId],
  );
  return at;
}

function toEntry({ at, place_at: _place, tie: _tie, consent, ...entry }: Told): TimelineEntry {
  return {
    at: at.toISOString(),
    ...entry,
    consent: consent && {
      reference: consent.reference,
      recipient: recipientNames(consent.names, consent.class),
    },
  };
}

function hidden(at: Date): TimelineEntry {
  return {
    at: at.toISOString(),
    kind: 'hidden',
    event: null,
    organisation: null,
    own: false,
    by: null,
    stage: null,
    outcome: null,
    handoff: null,
    consent: null,
    note: null,
  };
}
