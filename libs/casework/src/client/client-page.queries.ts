import type {
  AgeBand,
  CareRequirement,
  Language,
  Substance,
  SuicideRisk,
} from '#domain/charter/code-lists.js';
import { RECORDED_STAGES, type RecordedStage, type Stage } from '#domain/charter/pathway.js';
import { ageBand } from '#domain/rules/age.js';
import type {
  ClientSummary,
  ConditionView,
  CustodyView,
  SafetyScreen,
  SpellView,
  StageRecords,
} from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { ColleagueView } from '#domain/wire/work.js';
import type { ConsentCategory } from '#domain/charter/consent.js';
import type { ConsentView } from '#domain/wire/consent.js';
import type { Tx } from '#platform/db/tx.js';
import { colleagueOf } from '../colleague/colleague.queries.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';
import { notJoined } from './client.queries.js';

/**
 * When somebody else's spell began or ended, as a day: two houses that know one client each under a code of their own must
 * not find each other by an instant they both read. The own spells keep theirs.
 */
const dayOfOthers = (instant: string): string =>
  `case when s.organisation_id = $2 then ${instant} else date_trunc('day', ${instant}) end`;

/** What of the writing of others is open beyond its own category: what is asked for apart (ADR 0039). Null: the own writing. */
const OPENED = (
  row: string,
): string => `case when ${row}.organisation_id <> $2 then (select coalesce(jsonb_agg(distinct c), '[]') from care.episode_access a, unnest(a.categories) c
    where a.organisation_id = $2 and a.episode_id = e.id and a.until_at > now() and a.categories_until > now()) end`;

/** Everything the page of a client shows, in one statement: each block is what row-level security leaves of it. */
const PAGE = `
select c.anonymous, c.birth_year, c.language, c.care_requirements,
  case when exists (select from care.episode_access a where a.organisation_id = $2 and a.episode_id = e.id and a.until_at > now()
    and 'treatment' = any (a.categories) and a.categories_until > now()) then c.substance end as substance,
  case when cu.own then lower(e.open_during) else date_trunc('day', lower(e.open_during)) end as opened_at, e.closed_at,
  coalesce((select bool_or(a.scope = 'full') from care.episode_access a
    where a.organisation_id = $2 and a.episode_id = e.id and a.until_at > now()), false) as full_access,
  cu.own as own_custody,
  h.stages as offered, h.jurisdiction, to_char(clock_timestamp() at time zone h.time_zone, 'YYYY-MM-DD') as today,
  (select ${colleagueOf('a')} from care.key_worker k join access.account a on a.id = k.account_id
    where k.episode_id = e.id and k.organisation_id = $2 and k.until_at is null) as key_worker,
  (select to_jsonb(s) from (select s.suicide_risk, s.overdose_within_12_months, s.withdrawal_seizures_or_delirium, s.weeks_of_pregnancy,
      s.violence_risk, s.infectious_tuberculosis, s.allergies, s.medicines, s.screened_at, ${OPENED('s')} as opened from care.safety_screen s
      where s.episode_id = e.id order by s.screened_at desc limit 1) s) as safety,
  (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'stage', s.stage, 'organisation', o.names, 'own', s.organisation_id = $2,
      'started_at', ${dayOfOthers('s.started_at')}, 'ended_at', ${dayOfOthers('s.ended_at')}, 'outcome', s.outcome, 'override_reason', s.override_reason) order by s.started_at, s.id), '[]')
     from care.stage_spell s join care.organisation o on o.id = s.organisation_id where s.episode_id = e.id) as spells,
  (select to_jsonb(r) from care.treatment r where r.episode_id = e.id order by r.recorded_at desc limit 1) as treatment,
  (select to_jsonb(r) from care.rehabilitation r where r.episode_id = e.id order by r.recorded_at desc limit 1) as rehabilitation,
  (select to_jsonb(r) from care.reintegration r where r.episode_id = e.id order by r.recorded_at desc limit 1) as reintegration,
  (select to_jsonb(r) from care.employment r where r.episode_id = e.id order by r.recorded_at desc limit 1) as employment,
  (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.names, 'own', cu.organisation_id = $2, 'from_at', cu.since_at,
      'until_at', cu.until_at, 'basis', cu.basis) order by cu.since_at), '[]')
     from care.custody cu join care.organisation o on o.id = cu.organisation_id where cu.episode_id = e.id) as custody,
  (select coalesce(jsonb_agg(jsonb_build_object('reference', k.reference, 'kind', k.kind, 'recipient', jsonb_build_object('code', o.code, 'class', k.recipient_class, 'names', o.names),
      'purposes', k.purposes, 'categories', k.categories, 'language', k.language, 'given_how', k.given_how, 'signer', k.signer,
      'given_at', k.given_at, 'ends', k.ends, 'expires_on', k.expires_on, 'own_from', k.own_from, 'ended_at', k.ended_at, 'withdrawn_at', k.withdrawn_at,
      'stands', k.withdrawn_at is null and k.until_at > clock_timestamp(), 'version', k.version) order by k.given_at desc), '[]')
     from care.consent k left join care.organisation o on o.id = k.recipient_organisation_id
    where k.episode_id = e.id and (cu.own or k.organisation_id = $2 or k.recipient_organisation_id is distinct from $2)) as consents,
  (select coalesce(jsonb_agg(jsonb_build_object('code_system', d.code_system, 'code', d.code, 'display', d.display,
      'clinical_status', d.clinical_status, 'onset_on', d.onset_on, 'opened', ${OPENED('d')}) order by d.onset_on desc nulls last, d.code), '[]')
     from care.condition d where d.episode_id = e.id) as conditions
from care.episode e join care.client c on c.id = e.client_id join care.organisation h on h.id = $2
  cross join lateral (select exists (select from care.custody x where x.episode_id = e.id and x.organisation_id = $2 and x.until_at is null) as own) cu
where e.id = $1`;

type StoredRecord<S extends RecordedStage> = StageRecords[S] & { version: number; spell_id: string };

export interface ClientPage {
  anonymous: boolean;
  birth_year: number | null;
  language: Language;
  substance: Substance | null;
  care_requirements: CareRequirement[];
  opened_at: Date;
  closed_at: Date | null;
  full_access: boolean;
  own_custody: boolean;
  offered: Stage[];
  jurisdiction: string;
  /** The day it is where the house is. */
  today: string;
  key_worker: ColleagueView | null;
  safety: (SafetyScreen & { screened_at: string; opened: ConsentCategory[] | null }) | null;
  spells: (SpellView & { id: string })[];
  treatment: StoredRecord<'treatment'> | null;
  rehabilitation: StoredRecord<'rehabilitation'> | null;
  reintegration: StoredRecord<'reintegration'> | null;
  employment: StoredRecord<'employment'> | null;
  custody: CustodyView[];
  consents: ConsentView[];
  conditions: (ConditionView & { opened: ConsentCategory[] | null })[];
}

export async function readClientPage(tx: Tx, episodeId: string): Promise<ClientPage> {
  return await tx.one<ClientPage>(PAGE, [episodeId, tx.organisation]);
}

/** Fields of each stage's record, in the order of the screen; the rest of the row is bookkeeping. */
export const RECORD_FIELDS = {
  treatment: [
    'substance',
    'withdrawal_scale',
    'last_score',
    'last_score_at',
    'previous_score',
    'previous_score_at',
    'new_dosing_between',
    'medically_stable',
    'overdose_risk_talk_on',
  ],
  rehabilitation: ['goals_total', 'goals_met_or_revised', 'last_use_on', 'aftercare_arranged_on'],
  reintegration: [
    'housing_stable_since_on',
    'identity_documents_held',
    'income_source',
    'support_network_people',
  ],
  employment: ['wants_work', 'work_kind', 'work_started_on'],
} as const satisfies { [S in RecordedStage]: readonly (keyof StageRecords[S])[] };

function instantOf(value: unknown): string | null {
  return typeof value === 'string' ? new Date(value).toISOString() : null;
}

/** The record of a spell without its bookkeeping; every field null where nothing was recorded yet. */
export function recordOf<S extends RecordedStage>(
  page: Pick<ClientPage, RecordedStage>,
  stage: S,
  spellId: string,
): { version: number; values: StageRecords[S] } {
  const stored = page[stage] as Record<string, unknown> | null;
  const current = stored && stored['spell_id'] === spellId ? stored : null;
  const values = Object.fromEntries(
    RECORD_FIELDS[stage].map((field) => [
      field,
      field.endsWith('_at') ? instantOf(current?.[field]) : (current?.[field] ?? null),
    ]),
  );
  return { version: Number(current?.['version'] ?? 0), values: values as unknown as StageRecords[S] };
}

export function isRecorded(stage: Stage | null): stage is RecordedStage {
  return stage !== null && (RECORDED_STAGES as readonly string[]).includes(stage);
}

interface CaseloadRow {
  audit_subject: string;
  code: string;
  since_at: Date;
  place_at: string;
  episode_id: string;
  anonymous: boolean;
  birth_year: number | null;
  stage: Stage | null;
  suicide_risk: SuicideRisk | null;
}

/** Clients in the custody of the organisation: read by organisation, limited first, joined after. */
const CASELOAD = `
select cc.audit_subject, cc.code, q.since_at, ${preciseTime('q.since_at')} as place_at, q.episode_id, coalesce(c.anonymous, false) as anonymous, c.birth_year,
  (select s.stage from care.stage_spell s where s.episode_id = q.episode_id and s.organisation_id = $1 and s.ended_at is null order by s.started_at desc limit 1) as stage,
  (select s.suicide_risk from care.safety_screen s where s.episode_id = q.episode_id order by s.screened_at desc limit 1) as suicide_risk
from (select since_at, episode_id, client_id from care.custody
      where organisation_id = $1 and until_at is null and ${notJoined('client_id', '$1')} and (since_at, episode_id) > ($2, $3)
      order by since_at, episode_id limit $4) q
join care.client_code cc on cc.organisation_id = $1 and cc.client_id = q.client_id
left join care.client c on c.id = q.client_id -- Of a protected client the house sees the code alone.
order by q.since_at, q.episode_id`;

export async function readCaseload(tx: Tx, cursor: Cursor, limit: number): Promise<Page<ClientSummary>> {
  const rows = await tx.query<CaseloadRow>(CASELOAD, [tx.organisation, cursor.at, cursor.id, limit + 1]);
  return pageOf(
    rows,
    limit,
    (row) => ({ at: row.place_at, id: row.episode_id }),
    (row) => {
      tx.about(row.audit_subject);
      return {
        client: row.code,
        stage: row.stage,
        since_at: row.since_at.toISOString(),
        anonymous: row.anonymous,
        age_band: ageBand(row.birth_year, tx.now) satisfies AgeBand,
        suicide_risk: row.suicide_risk ?? 'not_assessed',
      };
    },
  );
}
