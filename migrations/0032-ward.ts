import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ward: beds and who has them, the notes of the round, and the handover of a shift (ADR 0054). */
export class Ward1700000000032 implements MigrationInterface {
  name = 'Ward1700000000032';

  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES);
    await db.query(POLICIES);
    await db.query(FOLLOWING);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
drop trigger beds_follow_handoffs on care.handoff;
drop trigger beds_follow_custody on care.custody;
drop trigger beds_follow_stages on care.stage_spell;
drop table care.shift_handover, care.round_note, care.bed_stay, care.bed;
drop function care.follow_handoff_to_bed, care.follow_custody_to_bed, care.follow_stage_to_bed, care.keep_handover;
`);
  }
}

const TABLES = `
create table care.bed (
  id uuid primary key,
  version integer not null default 1,
  organisation_id uuid not null references care.organisation on delete restrict,
  site_id uuid not null,
  stage text not null constraint bed_stage_is_known check (stage in ('contact','assessment','treatment','rehabilitation','reintegration','employment','follow_up')),
  label text not null constraint bed_has_a_label check (length(btrim(label)) > 0),
  room text not null constraint bed_is_in_a_room check (length(btrim(room)) > 0),
  designation text not null constraint bed_designation_is_listed check (designation in ('any','women','men','family')),
  features text[] not null default '{}' constraint bed_features_are_listed check (features <@ array['near_staff','step_free','single_room','low_bed','oxygen','cot']),
  closed_at timestamptz,
  closed_by uuid,
  close_reason text constraint bed_closing_is_listed check (close_reason in ('cleaning','repair','infection','staffing','given_up')),
  added_by uuid not null,
  added_at timestamptz not null default clock_timestamp(),
  constraint bed_is_at_a_site_of_the_organisation foreign key (organisation_id, site_id) references care.site (organisation_id, id) on delete restrict,
  constraint bed_is_of_its_organisation unique (organisation_id, id),
  constraint bed_is_closed_by_somebody_for_a_reason check (num_nulls(closed_at, closed_by, close_reason) in (0, 3))
);
create unique index bed_label_is_unique_at_its_site on care.bed (organisation_id, site_id, lower(btrim(label)));
comment on table care.bed is 'A bed of a house, in service or closed for a reason. What the house states to the network stays in care.capacity.';

create table care.bed_stay (
  id uuid primary key,
  bed_id uuid not null,
  organisation_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  handoff_id uuid references care.handoff on delete restrict,
  stay text not null constraint bed_stay_is_listed check (stay in ('reserved','occupied')),
  during tstzrange not null constraint bed_stay_is_real check (not isempty(during) and lower(during) is not null),
  ending text constraint bed_ending_is_listed check (ending in ('transferred','released','not_coming','left_the_house','kept_long_enough')),
  given_by uuid not null,
  given_at timestamptz not null default clock_timestamp(),
  constraint bed_stay_is_in_a_bed_of_the_house foreign key (organisation_id, bed_id) references care.bed (organisation_id, id) on delete restrict,
  constraint bed_stay_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint bed_is_reserved_by_a_handoff check (stay <> 'reserved' or (handoff_id is not null and not upper_inf(during))),
  constraint one_person_per_bed exclude using gist (bed_id with =, during with &&),
  constraint one_bed_per_person exclude using gist (organisation_id with =, client_id with =, during with &&)
);
create index bed_stays_of_house on care.bed_stay using gist (organisation_id, during);
create index bed_stays_of_episode on care.bed_stay (episode_id);
create index bed_stays_of_client on care.bed_stay (client_id);
create index bed_stays_of_handoff on care.bed_stay (handoff_id) where handoff_id is not null;
comment on table care.bed_stay is 'Who has a bed, or is to have it, from when until when: at every instant one person per bed, and one bed of a house per person.';

create table care.round_note (
  id uuid primary key,
  episode_id uuid not null,
  client_id uuid not null,
  organisation_id uuid not null references care.organisation on delete restrict,
  finding text not null constraint round_finding_is_listed check (finding in ('no_change','attention','not_there')),
  concerns text[] not null default '{}' constraint round_concerns_are_listed
    check (concerns <@ array['withdrawal','breathing','drowsy','confused','pain','fluids','sleep','mood','agitated','asks_for_doctor','wants_to_leave','other']),
  recorded_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  constraint round_note_is_of_the_episodes_client foreign key (episode_id, client_id) references care.episode (id, client_id) on delete restrict,
  constraint attention_says_to_what check ((finding = 'attention') = (cardinality(concerns) > 0))
);
create index round_notes_of_episode on care.round_note (episode_id, organisation_id, at desc);
create index round_notes_of_client on care.round_note (client_id);
comment on table care.round_note is 'Who was seen on a round, when and by whom: codes, no words. Never changed; what was wrong is followed by another.';

create table care.shift_handover (
  id uuid primary key,
  organisation_id uuid not null references care.organisation on delete restrict,
  from_at timestamptz not null,
  until_at timestamptz not null,
  lines jsonb not null constraint handover_is_a_list check (jsonb_typeof(lines) = 'array'),
  given_by uuid not null,
  given_at timestamptz not null default clock_timestamp(),
  taken_by uuid,
  taken_at timestamptz,
  constraint shift_ends_after_it_began check (until_at > from_at),
  constraint handover_is_taken_by_somebody check ((taken_by is null) = (taken_at is null)),
  constraint a_shift_is_given_and_taken_by_two check (taken_by <> given_by)
);
create unique index one_handover_waits on care.shift_handover (organisation_id) where taken_at is null;
create index handovers_of_house on care.shift_handover (organisation_id, given_at desc);
comment on table care.shift_handover is 'What one shift told the next: composed when it was given, signed by whoever gave and whoever took it, never changed. lines: codes of clients and of what is said, no words.';
`;

const POLICIES = `
do $$ declare t text; begin
  foreach t in array array['bed','bed_stay','round_note','shift_handover'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy definer_crosses on care.%I to handrail_definer using (true) with check (true)', t);
    -- What a round saw is read while the house walks with the client; who had a bed is the house's own account.
    execute format('create policy of_the_house on care.%I for select to handrail_api using (organisation_id = (select care.actor_organisation())%s)', t,
      case t when 'round_note' then ' and exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation())
        and a.episode_id = round_note.episode_id and a.until_at > now() offset 0)' else '' end);
    execute format('grant select on care.%I to handrail_api', t);
    execute format('create trigger hints_of_the_ward after insert or update on care.%I for each row execute function bus.hint_organisation(''%s'')', t,
      case t when 'bed_stay' then 'client' when 'round_note' then 'client' else 'house' end);
  end loop;
end $$;
create policy house_adds_beds on care.bed for insert to handrail_api
  with check (organisation_id = (select care.actor_organisation()) and added_by = (select care.actor_account()));
create policy house_changes_beds on care.bed for update to handrail_api using (organisation_id = (select care.actor_organisation()))
  with check (organisation_id = (select care.actor_organisation()));
grant insert (id, organisation_id, site_id, stage, label, room, designation, features, added_by),
  update (version, stage, label, room, designation, features, closed_at, closed_by, close_reason) on care.bed to handrail_api;
-- Whoever is looked after here has a bed; whoever comes by a handoff that was accepted here has one kept.
create policy bed_is_given on care.bed_stay for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and given_by = (select care.actor_account())
  and case stay when 'occupied' then exists (select from care.episode_access a where a.organisation_id = (select care.actor_organisation())
      and a.episode_id = bed_stay.episode_id and a.until_at > now() and a.scope in ('full','joined') offset 0)
    else exists (select from care.handoff h where h.id = bed_stay.handoff_id and h.episode_id = bed_stay.episode_id
      and h.receiver_organisation_id = (select care.actor_organisation()) and h.state in ('accepted','on-hold')) end);
create policy bed_is_given_up on care.bed_stay for update to handrail_api using (organisation_id = (select care.actor_organisation()))
  with check (organisation_id = (select care.actor_organisation()));
grant insert (id, bed_id, organisation_id, episode_id, client_id, handoff_id, stay, during, given_by), update (during, ending) on care.bed_stay to handrail_api;
create policy written_while_walking_along on care.round_note for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and recorded_by = (select care.actor_account()) and exists (
  select from care.episode_access a where a.organisation_id = (select care.actor_organisation()) and a.episode_id = round_note.episode_id
    and a.until_at > now() and a.scope in ('full','joined') offset 0));
grant insert (id, episode_id, client_id, organisation_id, finding, concerns, recorded_by) on care.round_note to handrail_api;
create policy shift_is_given on care.shift_handover for insert to handrail_api with check (
  organisation_id = (select care.actor_organisation()) and given_by = (select care.actor_account()));
create policy shift_is_taken on care.shift_handover for update to handrail_api
  using (organisation_id = (select care.actor_organisation()) and taken_at is null)
  with check (organisation_id = (select care.actor_organisation()) and taken_by = (select care.actor_account()));
grant insert (id, organisation_id, from_at, until_at, lines, given_by), update (taken_by, taken_at) on care.shift_handover to handrail_api;
`;

const FOLLOWING = `
-- Whoever arrives by a handoff has the bed that was kept for them; whoever does not come leaves it to others.
create function care.follow_handoff_to_bed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'in-progress' then
    update care.bed_stay s set stay = 'occupied', during = tstzrange(clock_timestamp(), null)
      where s.handoff_id = new.id and s.stay = 'reserved' and upper(s.during) > clock_timestamp();
  elsif new.state not in ('accepted','on-hold') then
    update care.bed_stay s set during = tstzrange(lower(s.during), clock_timestamp()), ending = 'not_coming'
      where s.handoff_id = new.id and s.stay = 'reserved' and upper(s.during) > clock_timestamp();
  end if;
  return null;
end $$;
create trigger beds_follow_handoffs after update of state on care.handoff for each row
  when (old.state is distinct from new.state) execute function care.follow_handoff_to_bed();

create function care.follow_custody_to_bed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.bed_stay s set during = tstzrange(lower(s.during), clock_timestamp()), ending = 'left_the_house'
    where s.organisation_id = new.organisation_id and s.episode_id = new.episode_id and s.stay = 'occupied' and upper_inf(s.during);
  return null;
end $$;
create trigger beds_follow_custody after update of during on care.custody for each row
  when (upper_inf(old.during) and not upper_inf(new.during)) execute function care.follow_custody_to_bed();

-- Looked at when everything is written: one stage ends and the next begins in the same transaction, in the same bed.
create function care.follow_stage_to_bed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.bed_stay s set during = tstzrange(lower(s.during), clock_timestamp()), ending = 'left_the_house'
    where s.organisation_id = new.organisation_id and s.episode_id = new.episode_id and s.stay = 'occupied' and upper_inf(s.during)
      and not exists (select from care.stage_spell x where x.organisation_id = new.organisation_id and x.episode_id = new.episode_id and x.ended_at is null);
  return null;
end $$;
create constraint trigger beds_follow_stages after update of ended_at on care.stage_spell deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null) execute function care.follow_stage_to_bed();

create function care.keep_handover() returns trigger
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if old.taken_at is not null then
    raise exception 'a handover that was signed by both is never changed' using errcode = 'check_violation', constraint = 'signed_handover_stays', table = 'shift_handover', schema = 'care';
  end if;
  return new;
end $$;
create trigger signed_handovers_stay before update on care.shift_handover for each row execute function care.keep_handover();

grant select, update (stay, during, ending) on care.bed_stay to handrail_definer;
revoke execute on function care.follow_handoff_to_bed(), care.follow_custody_to_bed(), care.follow_stage_to_bed(), care.keep_handover() from public;
grant create on schema care to handrail_definer;
alter function care.follow_handoff_to_bed() owner to handrail_definer;
alter function care.follow_custody_to_bed() owner to handrail_definer;
alter function care.follow_stage_to_bed() owner to handrail_definer;
revoke create on schema care from handrail_definer;
`;
