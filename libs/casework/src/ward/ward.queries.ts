import type { SuicideRisk, WorkItemKind } from '#domain/charter/code-lists.js';
import type { BusinessState } from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { RecordedStage, Stage } from '#domain/charter/pathway.js';
import { ageBand } from '#domain/rules/age.js';
import { criteriaOf } from '#domain/rules/pathway.js';
import { flagsOf } from '#domain/rules/safety-flags.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import type { WardRow } from '#domain/wire/desk.js';
import type { ColleagueView } from '#domain/wire/work.js';
import type { Tx } from '#platform/db/tx.js';
import { notJoined } from '../client/client.queries.js';
import { isRecorded, recordOf, type ClientPage } from '../client/client-page.queries.js';
import { colleagueOf } from '../colleague/colleague.queries.js';
import type { Day } from '../day.queries.js';
import { numbered } from '../numbered.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';

export interface WardFilter {
  readonly stage?: Stage | undefined;
  /** The id of a colleague, `me`, or `none`: nobody walks with the client yet. */
  readonly key_worker?: string | undefined;
}

interface WardFound extends Pick<ClientPage, RecordedStage> {
  episode_id: string;
  place_at: string;
  audit_subject: string;
  client: string;
  anonymous: boolean;
  birth_year: number | null;
  stage: Stage | null;
  spell_id: string | null;
  since_at: Date;
  day: number;
  safety: SafetyScreen | null;
  key_worker: ColleagueView | null;
  handoff: {
    reference: string;
    business_state: BusinessState;
    partner: Labels;
    appointment_at: string | null;
  } | null;
  due: { id: string; kind: WorkItemKind; due_at: string }[];
}

/** The stage somebody is in at the own house: the spell that began last. */
const spellOf = (columns: string): string =>
  `select ${columns} from care.stage_spell s where s.episode_id = x.episode_id and s.organisation_id = :organisation and s.ended_at is null order by s.started_at desc limit 1`;
const KEY_WORKER =
  'select k.account_id from care.key_worker k where k.episode_id = x.episode_id and k.organisation_id = :organisation and k.until_at is null';

function narrowed({ stage, key_worker }: WardFilter): string {
  const words = ['(x.since_at, x.episode_id) > (:after_at, :after_id)'];
  if (stage) words.push(`(${spellOf('s.stage')}) = :stage`);
  if (key_worker === 'none') words.push(`not exists (${KEY_WORKER})`);
  else if (key_worker) words.push(`(${KEY_WORKER}) = :key_worker`);
  return words.join(' and ');
}

/**
 * Who is in the house: in own custody, and those who walk along by referral while a spell of theirs is open here. Both kinds
 * are read by organisation in order of coming, limited, and only then looked at more closely.
 */
const here = (filter: WardFilter): string => `
  select * from (
    (select x.episode_id, x.client_id, x.since_at from care.custody x
      where x.organisation_id = :organisation and x.until_at is null and ${notJoined('x.client_id', ':organisation')} and ${narrowed(filter)}
      order by x.since_at, x.episode_id limit :limit)
    union all
    (select * from (select a.episode_id, a.client_id, a.from_at as since_at from care.episode_access a
        where a.organisation_id = :organisation and a.scope = 'joined' and a.until_at > :now
          and not exists (select from care.custody c where c.episode_id = a.episode_id and c.organisation_id = :organisation and c.until_at is null)) x
      where exists (${spellOf('s.id')}) and ${narrowed(filter)}
      order by x.since_at, x.episode_id limit :limit)) q
  order by since_at, episode_id limit :limit`;

const record = (stage: RecordedStage): string =>
  `case when s.stage = '${stage}' then (select to_jsonb(r) from care.${stage} r where r.spell_id = s.id) end as ${stage}`;

const ward = (filter: WardFilter): string => `
select x.episode_id, ${preciseTime('x.since_at')} as place_at, cc.audit_subject, cc.code as client, coalesce(c.anonymous, false) as anonymous, c.birth_year, s.stage, s.id as spell_id,
  coalesce(s.started_at, x.since_at) as since_at,
  (:now::timestamptz at time zone :zone)::date - (coalesce(s.started_at, x.since_at) at time zone :zone)::date + 1 as day,
  ${record('treatment')}, ${record('rehabilitation')}, ${record('reintegration')}, ${record('employment')},
  (select to_jsonb(f) from (select f.suicide_risk, f.overdose_within_12_months, f.withdrawal_seizures_or_delirium,
      case when f.organisation_id = :organisation or exists (select from care.episode_access a where a.organisation_id = :organisation and a.episode_id = x.episode_id and a.until_at > now()
        and 'pregnancy' = any (a.categories) and a.categories_until > now()) then f.weeks_of_pregnancy end as weeks_of_pregnancy, f.violence_risk,
      f.infectious_tuberculosis, f.allergies, f.medicines from care.safety_screen f where f.episode_id = x.episode_id order by f.screened_at desc limit 1) f) as safety,
  (select ${colleagueOf('a')} from access.account a where a.id = (${KEY_WORKER})) as key_worker,
  (select jsonb_build_object('reference', h.reference, 'business_state', h.business_state, 'partner', o.names, 'appointment_at', h.appointment_at)
     from care.handoff h join care.organisation o on o.id = h.receiver_organisation_id
    where h.episode_id = x.episode_id and h.sender_organisation_id = :organisation and h.state in ('requested','received','accepted','on-hold')
    order by h.accepted_at is null, h.id desc limit 1) as handoff,
  (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'due_at', d.due_at) order by d.due_at, d.id), '[]') from (
     select w.id, w.kind, w.due_at from care.work_item w where w.organisation_id = :organisation and w.client_id = x.client_id and w.done_at is null
       and w.due_at < :ends_at and (w.snoozed_until is null or w.snoozed_until <= :now) order by w.due_at, w.id limit :due_shown) d) as due
from (${here(filter)}) x
join care.client_code cc on cc.organisation_id = :organisation and cc.client_id = x.client_id
left join care.client c on c.id = x.client_id -- Of a protected client the house sees the code alone.
left join lateral (${spellOf('s.id, s.stage, s.started_at')}) s on true
order by x.since_at, x.episode_id`;

/** One page of the list of the day: those longest here first, each with what must be known about them, in one statement. */
export async function readWard(
  tx: Tx,
  day: Day,
  filter: WardFilter,
  page: { cursor: Cursor; limit: number },
): Promise<Page<WardRow>> {
  const { text, values } = numbered(ward(filter), {
    organisation: tx.organisation,
    ...day,
    stage: filter.stage,
    key_worker: filter.key_worker === 'me' ? tx.actor.account : filter.key_worker,
    after_at: page.cursor.at,
    after_id: page.cursor.id,
    limit: page.limit + 1,
    due_shown: LIMITS.ward_due_shown_max,
  });
  const rows = await tx.query<WardFound>(text, values);
  return pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.place_at, id: row.episode_id }),
    (row) => {
      tx.about(row.audit_subject);
      return toWardRow(row, tx.now);
    },
  );
}

function toWardRow(row: WardFound, now: Date): WardRow {
  const suicide_risk: SuicideRisk = row.safety?.suicide_risk ?? 'not_assessed';
  const instant = (text: string) => new Date(text).toISOString();
  const records =
    row.spell_id && isRecorded(row.stage)
      ? { [row.stage]: recordOf(row, row.stage, row.spell_id).values }
      : {};
  return {
    client: row.client,
    anonymous: row.anonymous,
    age_band: ageBand(row.birth_year, now),
    stage: row.stage,
    since_at: row.since_at.toISOString(),
    day: row.day,
    suicide_risk,
    flags: flagsOf(row.safety),
    allergies: row.safety?.allergies ?? null,
    key_worker: row.key_worker,
    missing: (row.stage ? criteriaOf(row.stage, { records, suicide_risk }, now) : [])
      .filter(({ met }) => !met)
      .map(({ criterion }) => criterion),
    handoff: row.handoff && {
      ...row.handoff,
      appointment_at: row.handoff.appointment_at && instant(row.handoff.appointment_at),
    },
    due: row.due.map((one) => ({ ...one, due_at: instant(one.due_at) })),
  };
}
