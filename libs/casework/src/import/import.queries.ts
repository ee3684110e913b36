/** Asks for every record which client it became; one that became none is claimed for nobody, and answers null. */
export const CLAIM_SOURCE = `select encode(asked.source, 'hex') as source, vault.claim_source(asked.source, gen_random_uuid()) as client_id
  from unnest($1::bytea[]) as asked(source)`;

/** The episodes of clients that this organisation may still write in; of several, the newest. */
export const OPEN_TO_IMPORT = `select distinct on (a.client_id) a.client_id, a.episode_id, cc.audit_subject
  from care.episode_access a join care.client_code cc on cc.organisation_id = a.organisation_id and cc.client_id = a.client_id
  where a.organisation_id = $1 and a.client_id = any ($2) and a.until_at > now() and a.scope in ('full', 'joined')
  order by a.client_id, a.from_at desc`;

export interface EpisodeToFill {
  client_id: string;
  episode_id: string;
  audit_subject: string;
}

/** Writes conditions once; one that was written before, or stands twice in the list, is passed over. */
export const INSERT_CONDITIONS = `insert into care.condition
    (organisation_id, episode_id, source_sha256, code_system, code, display, clinical_status, onset_on)
  select $1, given.* from unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[]) as given
  on conflict (organisation_id, source_sha256) do nothing
  returning encode(source_sha256, 'hex') as source`;

/** What stands in the case data for these records. */
export const KEPT_CONDITIONS = `select encode(source_sha256, 'hex') as source, code_system, code, display, clinical_status, onset_on::text
  from care.condition where organisation_id = $1 and source_sha256 = any ($2::bytea[])`;

export interface KeptCondition {
  source: string;
  code_system: string;
  code: string;
  display: string | null;
  clinical_status: string | null;
  onset_on: string | null;
}
