/** Episodes whose custody is not exactly their open period, or is held twice at some instant. */
export const BROKEN = `
  select e.id from care.episode e
   where (select range_agg(c.during) from care.custody c where c.episode_id = e.id) is distinct from tstzmultirange(e.open_during)
      or exists (select from care.custody c join care.custody d on d.episode_id = c.episode_id and d.ctid > c.ctid and d.during && c.during
                  where c.episode_id = e.id)`;

const INSERT = `insert into care.custody (episode_id, organisation_id, client_id, during, basis)
  select $1, organisation_id, client_id, `;
const FROM = ` from care.custody where episode_id = $1 and until_at is null`;

/** Each way to break it: statements on the episode $1, which began a moment ago. */
export const BREAKAGES: Readonly<Record<string, readonly string[]>> = {
  'by a gap at the beginning': [
    `update care.custody set during = tstzrange(since_at + interval '1 second', null) where episode_id = $1`,
  ],
  'by a gap between two custodians': [
    `${INSERT} tstzrange(since_at + interval '2 hours', null), 'intake'${FROM.replace('until_at is null', 'true')}`,
    `update care.custody set during = tstzrange(since_at, since_at + interval '1 hour') where episode_id = $1 and since_at < now()`,
  ],
  'by an end without a successor': [
    `update care.custody set during = tstzrange(since_at, since_at + interval '1 hour') where episode_id = $1`,
  ],
  'by an overlap': [
    `${INSERT} tstzrange(since_at + interval '1 hour', since_at + interval '2 hours'), 'intake'${FROM}`,
  ],
  'by a second open custody': [`${INSERT} tstzrange(since_at + interval '1 hour', null), 'intake'${FROM}`],
  'by an empty period beside the real one': [`${INSERT} 'empty', 'intake'${FROM}`],
  'by an empty period instead of it': [`update care.custody set during = 'empty' where episode_id = $1`],
  'by a period without a beginning': [
    `update care.custody set during = tstzrange(null, null) where episode_id = $1`,
  ],
  'by a custody that outlives its episode': [
    `update care.episode set open_during = tstzrange(lower(open_during), lower(open_during) + interval '1 hour') where id = $1`,
  ],
  'by a custody from before the episode': [
    `update care.custody set during = tstzrange(since_at - interval '1 hour', null) where episode_id = $1`,
  ],
  'by an episode of no duration': [`update care.episode set open_during = 'empty' where id = $1`],
  'by an episode that never began': [
    `update care.episode set open_during = tstzrange(null, null) where id = $1`,
  ],
  'by reopening a custody that was closed with its episode': [
    `update care.custody set during = tstzrange(since_at, since_at + interval '1 hour') where episode_id = $1`,
    `update care.episode set open_during = tstzrange(lower(open_during), lower(open_during) + interval '1 hour') where id = $1`,
    `set constraints all immediate`,
    `update care.custody set during = tstzrange(since_at, null) where episode_id = $1`,
  ],
  'by taking the custody away': [`delete from care.custody where episode_id = $1`],
  'by an open episode without custody': [
    `insert into care.episode (id, client_id, jurisdiction, open_during)
       select gen_random_uuid(), client_id, 'demo', tstzrange('2020-01-01', '2020-02-01') from care.episode where id = $1`,
  ],
  'by custody of an episode that is not there': [
    `insert into care.custody (episode_id, organisation_id, client_id, during, basis)
       select gen_random_uuid(), organisation_id, client_id, during, basis from care.custody where episode_id = $1`,
  ],
};
