const OPEN = `('requested','received','accepted','on-hold')`;
const ENDED = `('rejected','cancelled','failed','entered-in-error')`;
const ARRIVED = `('in-progress','completed')`;

/** Each law of the design (handoff, sections 6 and 10) as a query for what breaks it; `id` says where to look. */
export const LAWS: Readonly<Record<string, string>> = {
  'every instant of an episode has a custodian, and no other instant has one': `
    select e.id from care.episode e left join care.custody c on c.episode_id = e.id group by e.id
    having range_agg(c.during) is distinct from tstzmultirange(e.open_during)`,
  'no instant has two custodians': `
    select a.episode_id as id from care.custody a join care.custody b on b.episode_id = a.episode_id and b.since_at > a.since_at and a.during && b.during`,
  'custody begins with an admission and passes only with the arrival of a transfer, or forced by two coordinators': `
    select c.episode_id as id from (select *, lag(organisation_id) over (partition by episode_id order by since_at) as before from care.custody) c
    left join care.handoff h on h.id = c.handoff_id
    where case when c.before is null then c.basis not in ('intake', 'import')
      when c.basis = 'forced' then not exists (select from care.forced_change f where f.episode_id = c.episode_id and f.confirmed and f.decided_by <> f.proposed_by
        and f.from_organisation_id = c.before and f.to_organisation_id = c.organisation_id)
      else not coalesce(h.kind = 'transfer' and h.state in ${ARRIVED} and h.sender_organisation_id = c.before
        and h.receiver_organisation_id = c.organisation_id and h.episode_id = c.episode_id, false) end`,
  'a transfer that arrived moved custody once, nothing else did': `
    select h.reference as id from care.handoff h left join care.custody c on c.handoff_id = h.id group by h.id
    having count(c.*) <> case when h.kind = 'transfer' and h.state in ${ARRIVED} then 1 else 0 end`,
  'a confirmed forced change passed custody once, and both organisations were told': `
    select f.reference::text as id from care.forced_change f where f.confirmed and (
      not exists (select from care.custody c where c.episode_id = f.episode_id and c.basis = 'forced' and c.organisation_id = f.to_organisation_id)
      or 2 > (select count(*) from care.work_item w where w.kind = 'custody.forced' and w.episode_id = f.episode_id
        and w.organisation_id in (f.from_organisation_id, f.to_organisation_id)))`,
  'the open transfers of an episode are alternatives of one group': `
    select min(reference) as id from care.handoff where kind = 'transfer' and state in ${OPEN} group by episode_id having count(distinct group_id) > 1`,
  'of a group one is accepted at most': `
    select min(reference) as id from care.handoff where kind = 'transfer' and state in ('accepted','on-hold','in-progress','completed') group by group_id having count(*) > 1`,
  'an open transfer is sent by whoever is responsible': `
    select h.reference as id from care.handoff h join care.custody c on c.episode_id = h.episode_id and c.until_at is null
    where h.kind = 'transfer' and h.state in ${OPEN} and c.organisation_id <> h.sender_organisation_id`,
  'a handoff is sent by the sender and answered by the receiver, who is another organisation': `
    select h.reference as id from care.handoff h join access.account s on s.id = h.requested_by left join access.account r on r.id = coalesce(h.accepted_by, h.received_by)
    where s.organisation_id <> h.sender_organisation_id or r.organisation_id <> h.receiver_organisation_id or h.sender_organisation_id = h.receiver_organisation_id`,
  'who was asked and of whom nobody said yes has a dated next step, unless another was first or the client has died': `
    select min(h.reference) as id from care.handoff h where h.requested_at is not null and h.kind <> 'information_only' group by h.group_id
    having not bool_or(h.state in ${OPEN} or h.state in ${ARRIVED} or h.business_state in ('superseded','client-died'))
      and not exists (select from care.work_item w join care.handoff o on o.id = w.handoff_id where o.group_id = h.group_id and w.kind = 'handoff.next_step')
      and not exists (select from care.handoff o join care.handoff d on d.episode_id = o.episode_id and d.business_state = 'client-died' where o.group_id = h.group_id)`,
  'who stood alone and was told no has a dated next step of its own': `
    select h.reference as id from care.handoff h where h.state in ${ENDED} and h.requested_at is not null and h.business_state not in ('superseded','client-died')
    and not exists (select from care.handoff o where o.group_id = h.group_id and o.id <> h.id)
    and not exists (select from care.work_item w where w.handoff_id = h.id and w.kind = 'handoff.next_step')`,
  'nobody has a next step for what is open, arrived, thrown away or superseded': `
    select h.reference as id from care.handoff h join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.next_step' and w.done_at is null
    where h.state not in ${ENDED} or h.business_state in ('superseded','discarded','client-died')`,
  'a next step belongs to whoever was responsible when it was raised, or to whom it was handed by force': `
    select h.reference as id from care.handoff h join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.next_step'
    where not exists (select from care.custody c where c.episode_id = h.episode_id and c.organisation_id = w.organisation_id
      and (c.during @> w.created_at or (c.basis = 'forced' and c.since_at > w.created_at)))`,
  'a death is looked at by whoever is responsible, and nobody waits for the client any more': `
    select h.reference as id from care.handoff h where h.business_state = 'client-died' and (
      not exists (select from care.work_item w where w.handoff_id = h.id and w.kind = 'client.death_review')
      or exists (select from care.clock k where k.handoff_id = h.id and k.settled_at is null))`,
  'nobody waits for an answer that was given': `
    select h.reference || ' ' || w.kind || ' at ' || h.business_state as id from care.work_item w join care.handoff h on h.id = w.handoff_id where w.done_at is null and (
      (w.kind = 'handoff.answer' and h.business_state not in ('awaiting-acknowledgement','under-review'))
      or (w.kind = 'handoff.question' and h.business_state <> 'info-requested') or (w.kind = 'handoff.wish' and h.business_state <> 'waitlist-offered')
      or (w.kind = 'handoff.review' and h.business_state <> 'waitlisted') or (w.kind = 'handoff.arrival' and h.state <> 'accepted')
      or (w.kind = 'handoff.resume' and h.state <> 'on-hold') or (w.kind = 'handoff.report' and h.state <> 'in-progress')
      or (w.kind = 'handoff.acknowledge' and h.business_state <> 'report-sent')
      or (w.kind in ('handoff.reminder','handoff.overdue','handoff.escalated') and not (w.kind = 'handoff.overdue' and h.state in ${ENDED})
        and (h.state in ${ENDED} or h.business_state = 'loop-closed')))`,
  'nobody is lost: whatever is not over has a clock that runs or somebody who waits for it': `
    select h.reference || ' ' || h.business_state as id from care.handoff h where (h.state in ${OPEN} or h.business_state in ('preparing','arrived-in-service','report-sent'))
    and not exists (select from care.handoff d where d.episode_id = h.episode_id and d.business_state = 'client-died')
    and not exists (select from care.clock k where k.handoff_id = h.id and k.settled_at is null and k.fired_at is null)
    and not exists (select from care.work_item w where w.handoff_id = h.id and w.done_at is null)`,
  'no clock of what is over runs on, save that somebody who is out of the house is spoken to': `
    select h.reference || ' ' || k.kind || ' at ' || h.business_state || ' v' || h.version || ' since v' || k.handoff_version as id
    from care.handoff h join care.clock k on k.handoff_id = h.id and k.settled_at is null and k.fired_at is null
    where (h.state in ${ENDED} or h.business_state = 'loop-closed') and not (k.kind = 'contact' and h.business_state <> 'client-died')`,
  'a clock runs where it belongs': `
    select h.reference || ' ' || k.kind as id from care.handoff h join care.clock k on k.handoff_id = h.id and k.settled_at is null and k.fired_at is null
    where case k.kind when 'draft' then h.business_state <> 'preparing' when 'acknowledge' then h.business_state <> 'awaiting-acknowledgement'
      when 'decide' then h.business_state <> 'under-review' when 'hard_stop' then h.state <> 'received' when 'answer' then h.business_state <> 'info-requested'
      when 'wish' then h.business_state <> 'waitlist-offered' when 'review' then h.business_state <> 'waitlisted' when 'arrive' then h.state <> 'accepted'
      when 'not_seen' then h.state <> 'accepted' when 'hold' then h.state <> 'on-hold' when 'first_report' then h.state <> 'in-progress'
      when 'acknowledge_report' then h.business_state <> 'report-sent' else false end`,
  // A waiting list is looked at again after every look: only that clock starts anew without a move.
  'a rung is climbed once, and none that was settled before': `
    select h.reference || ' ' || k.kind || ' rung ' || k.rung || ', ' || (k.fired_at - k.settled_at) || ' later' as id
    from care.clock k join care.handoff h on h.id = k.handoff_id where k.fired_at > k.settled_at
    union all select handoff_id::text from care.clock where fired_at is not null and kind <> 'review' group by handoff_id, kind, handoff_version, rung having count(*) > 1`,
  'the coordination office was called by a clock': `
    select h.reference as id from care.handoff h where h.escalated_at is not null
    and not exists (select from care.clock k where k.handoff_id = h.id and k.rung = 3 and k.fired_at is not null)`,
  'a place is kept only while somebody may come: softly before the yes, firmly after it': `
    select h.reference || ' ' || p.hold as id from care.place_hold p join care.handoff h on h.id = p.handoff_id where p.released_at is null and not case p.hold
      when 'soft' then h.state in ('requested','received') and p.organisation_id = h.receiver_organisation_id
      when 'firm' then h.state in ('accepted','on-hold') and p.organisation_id = h.receiver_organisation_id
      else h.planned_return and h.state not in ${ENDED} and p.organisation_id = h.sender_organisation_id end`,
  'a place is kept once for a handoff': `
    select handoff_id::text as id from care.place_hold where released_at is null group by handoff_id, organisation_id having count(*) > 1`,
  'nothing is disclosed under a consent after it was withdrawn': `
    select h.reference || ' ' || d.tier || ' in round ' || d.round || ', ' || (d.disclosed_at - k.withdrawn_at) || ' after it' as id
    from care.disclosure d join care.consent k on k.id = d.consent_id join care.handoff h on h.id = d.handoff_id
    where d.disclosed_at > k.withdrawn_at and d.categories <> '{}'`,
  'what was disclosed under a consent is closed when it is withdrawn': `
    select h.reference as id from care.packet p join care.disclosure d using (handoff_id, round, tier) join care.consent k on k.id = d.consent_id
      join care.handoff h on h.id = p.handoff_id where p.ended_at is null and k.withdrawn_at is not null`,
  'no request stands on a consent that was withdrawn': `
    select h.reference as id from care.handoff h join care.consent k on k.id = h.consent_id
    where k.withdrawn_at is not null and h.state in ${OPEN} and h.business_state <> 'consent-under-discussion'`,
  'a handoff that ended before arrival leaves no packet and no name open, save to ring whoever did not come': `
    select h.reference as id from care.handoff h where h.state in ${ENDED} and (
      exists (select from care.packet p where p.handoff_id = h.id and p.ended_at is null)
      or exists (select from vault.known_to v where v.handoff_id = h.id and v.until_at > now() + case h.business_state when 'did-not-arrive' then interval '14 days 1 hour' else interval '0' end))`,
  'a draft discloses nothing and nobody else knows of it': `
    select h.reference as id from care.handoff h where h.requested_at is null and (
      exists (select from care.packet p where p.handoff_id = h.id) or exists (select from care.disclosure d where d.handoff_id = h.id)
      or exists (select from care.work_item w where w.handoff_id = h.id and w.organisation_id <> h.sender_organisation_id))`,
  'information that was given is on no clock, in no inbox and in no packet': `
    select h.reference as id from care.handoff h where h.kind = 'information_only' and (
      exists (select from care.packet p where p.handoff_id = h.id) or exists (select from care.clock k where k.handoff_id = h.id)
      or exists (select from care.work_item w where w.handoff_id = h.id))`,
  'a name is known to receivers whose consent said so, or in an emergency': `
    select h.reference as id from vault.known_to v join care.handoff h on h.id = v.handoff_id left join care.consent k on k.id = h.consent_id
    where h.basis <> 'emergency' and v.until_at > now() and (not 'identity' = any (k.categories) or (h.accepted_at is null and h.arrived_at is null) or k.withdrawn_at is not null and h.arrived_at is null)`,
  'the ledger has a line for each packet, and nothing else': `
    select coalesce(p.handoff_id, d.handoff_id)::text as id from care.packet p full join (select * from care.disclosure where channel = 'packet') d using (handoff_id, round, tier)
    where p.handoff_id is null or d.handoff_id is null or p.sha256 <> d.packet_sha256`,
  'the ledger has a line for each change of custody by law, and no other': `
    select coalesce(f.episode_id, d.episode_id)::text as id
    from (select episode_id, count(*) as n from care.forced_change where confirmed group by episode_id) f
    full join (select episode_id, count(*) as n from care.disclosure where channel <> 'packet' and basis = 'law' group by episode_id) d using (episode_id)
    where f.n is distinct from d.n`,
  'the custodian has the client in a stage': `
    select c.episode_id::text as id from care.custody c where c.until_at is null and not exists (select from care.stage_spell s
      where s.episode_id = c.episode_id and s.organisation_id = c.organisation_id and s.ended_at is null)`,
  'whoever had a client once keeps what they wrote': `
    select c.episode_id::text as id from care.custody c where not exists (select from care.episode_access a
      where a.episode_id = c.episode_id and a.organisation_id = c.organisation_id and a.until_at > now())`,
  'whoever is responsible reads the whole of it': `
    select c.episode_id::text as id from care.custody c where c.until_at is null and not exists (select from care.episode_access a
      where a.episode_id = c.episode_id and a.organisation_id = c.organisation_id and a.scope = 'full' and a.until_at > now())`,
  'two organisations never use one code': `select code as id from care.client_code group by code having count(*) > 1`,
};
