import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { RehabilitationRules } from '#domain/charter/programme.js';
import type { ClientProgramme, EnrolmentView, IncidentView } from '#domain/wire/programme.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { isCareTeam, locate } from '../client/client.queries.js';
import { dayIn, readDay } from '../day.queries.js';
import { packOf } from '../rights/pack-of.tx.js';

const DAY_MS = 86_400_000;

type Sealed = 'words' | 'heard_words' | 'decision_words' | 'appeal_words';
type Dated = 'happened_at' | 'heard_at' | 'decided_at' | 'settled_at';
type IncidentFound = Omit<IncidentView, Sealed | Dated | 'appeal_until'> &
  Record<Sealed, Buffer | null> &
  Record<Exclude<Dated, 'happened_at'>, Date | null> & {
    enrolment_id: string;
    happened_at: Date;
    epoch: number;
    wrapped_key: Buffer | null;
  };
type EnrolmentFound = Omit<EnrolmentView, 'began_at' | 'ended_at' | 'incidents'> & {
  began_at: Date;
  ended_at: Date | null;
};

const at = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Programmes of a client with everything that is of one, in one statement; only the words of incidents come apart, to be opened. */
const ENROLMENTS = `
select e.id, e.version, jsonb_build_object('id', p.id, 'kind', p.kind, 'title', p.title) as programme, e.phase, e.began_at, e.ended_at, e.ending,
  (select jsonb_agg(jsonb_build_object('title', f.title, 'days', f.days) order by f.place) from care.programme_phase f where f.programme_id = p.id) as phases,
  (select coalesce(jsonb_agg(jsonb_build_object('from_phase', s.from_phase, 'to_phase', s.to_phase, 'reason', s.reason, 'at', ${at('s.at')}, 'by', a.display_name) order by s.at desc, s.id), '[]')
     from care.phase_step s left join access.account a on a.id = s.decided_by where s.enrolment_id = e.id) as steps,
  (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'version', l.version, 'kind', l.kind, 'from_at', ${at('l.from_at')}, 'until_at', ${at('l.until_at')},
       'ended_at', ${at('l.ended_at')}, 'outcome', l.outcome, 'overdue', l.ended_at is null and l.until_at < $3) order by l.from_at desc, l.id), '[]') from care.home_leave l where l.enrolment_id = e.id) as leaves,
  (select coalesce(jsonb_agg(jsonb_build_object('at', ${at('r.at')}, 'answer', r.answer, 'kept_until', ${at('r.kept_until')}) order by r.at desc, r.id), '[]') from care.relapse r where r.enrolment_id = e.id) as relapses,
  (select coalesce(jsonb_agg(jsonb_build_object('work', w.work, 'done_on', w.done_on, 'minutes', w.minutes, 'by', a.display_name) order by w.done_on desc, w.id), '[]')
     from (select * from care.therapy_work x where x.enrolment_id = e.id order by x.done_on desc, x.id limit $4) w left join access.account a on a.id = w.recorded_by) as work,
  (select jsonb_build_object('name', a.display_name, 'trained_on', s.trained_on, 'since', ${at('s.from_at')}) from care.peer_support s join access.account a on a.id = s.account_id
    where s.enrolment_id = e.id and s.until_at is null) as peer
from care.enrolment e join care.programme p on p.id = e.programme_id
where e.episode_id = $1 and e.organisation_id = $2 order by e.began_at desc, e.id limit $4`;

const INCIDENTS = `
select i.id, i.version, i.enrolment_id, i.kind, i.state, i.happened_at, i.words, r.display_name as reported_by, i.heard_words, i.heard_at, i.measure, i.decision_words,
  d.display_name as decided_by, i.decided_at, i.appeal_words, i.appeal_outcome, s.display_name as settled_by, i.settled_at, k.epoch, k.wrapped_key
from care.incident i join care.writing_key k on k.id = i.key_id left join access.account r on r.id = i.reported_by
  left join access.account d on d.id = i.decided_by left join access.account s on s.id = i.settled_by
where i.episode_id = $1 and i.organisation_id = $2 order by i.reported_at desc, i.id limit $3`;

const BESIDE = `
select exists (select from care.therapy_work_consent c where c.episode_id = $1 and c.organisation_id = $2 and c.withdrawn_at is null) as work_consented,
  exists (select from care.stage_spell s where s.episode_id = $1 and s.organisation_id = $2 and s.stage = 'rehabilitation' and s.ended_at is null) as in_rehabilitation,
  (select coalesce(sum(w.minutes), 0)::int from care.therapy_work w where w.episode_id = $1 and w.organisation_id = $2 and w.done_on = $3::date) as day,
  (select coalesce(sum(w.minutes), 0)::int from care.therapy_work w where w.episode_id = $1 and w.organisation_id = $2 and w.done_on > $3::date - 7) as week,
  (select a.display_name from care.key_worker k join access.account a on a.id = k.account_id where k.episode_id = $1 and k.organisation_id = $2 and k.until_at is null) as key_worker`;

interface Beside {
  work_consented: boolean;
  in_rehabilitation: boolean;
  day: number;
  week: number;
  key_worker: string | null;
}

/** What a client follows in this house, with everything that is of it (ADR 0055). */
@Injectable()
export class EnrolmentViewService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  async view(actor: Actor, call: Call, code: string): Promise<ClientProgramme> {
    return await this.uow.run(actor, { do: 'programme.view', on: { client: code }, ...call }, async (tx) => {
      const { episode_id: episode, closed_at, merged_into } = await locate(tx, code);
      const { rehabilitation: rules } = await packOf(tx, this.packs);
      const { zone } = await readDay(tx);
      const beside = await tx.one<Beside>(BESIDE, [episode, tx.organisation, dayIn(tx.now, zone)]);
      const enrolments = await this.read(tx, episode, rules);
      const [newest] = enrolments;
      const kept = newest?.ended_at === null ? newest.relapses[0]?.kept_until : undefined;
      return {
        enrolments,
        work_consented: beside.work_consented,
        work_minutes_left: Math.max(
          0,
          Math.min(
            rules.work_minutes_per_day_max - beside.day,
            rules.work_minutes_per_week_max - beside.week,
          ),
        ),
        place_kept_until: kept && Date.parse(kept) > tx.now.getTime() ? kept : null,
        key_worker: beside.key_worker,
        in_rehabilitation: beside.in_rehabilitation,
        writes: !closed_at && !merged_into && (await isCareTeam(tx, episode)),
      };
    });
  }

  private async read(tx: Tx, episode: string, rules: RehabilitationRules): Promise<EnrolmentView[]> {
    const max = LIMITS.programmes_shown_max;
    const found = await tx.query<EnrolmentFound>(ENROLMENTS, [episode, tx.organisation, tx.now, max]);
    const incidents = await tx.query<IncidentFound>(INCIDENTS, [episode, tx.organisation, max]);
    return found.map((row) => ({
      ...row,
      began_at: row.began_at.toISOString(),
      ended_at: row.ended_at?.toISOString() ?? null,
      incidents: incidents
        .filter(({ enrolment_id }) => enrolment_id === row.id)
        .map((incident) => this.show(incident, rules)),
    }));
  }

  private show(row: IncidentFound, { appeal_days }: RehabilitationRules): IncidentView {
    const { enrolment_id: _enrolment, epoch, wrapped_key, ...rest } = row;
    const open = (name: Sealed): string | null =>
      openWriting(this.keys, { epoch, wrapped_key }, { record: row.id, name }, row[name]);
    const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
    return {
      ...rest,
      happened_at: row.happened_at.toISOString(),
      words: open('words'),
      heard_words: open('heard_words'),
      heard_at: iso(row.heard_at),
      decision_words: open('decision_words'),
      decided_at: iso(row.decided_at),
      appeal_until:
        row.state === 'decided' && row.decided_at
          ? new Date(row.decided_at.getTime() + appeal_days * DAY_MS).toISOString()
          : null,
      appeal_words: open('appeal_words'),
      settled_at: iso(row.settled_at),
    };
  }
}
