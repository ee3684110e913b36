import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import { checkEpisode, isAnswered, tooManyUnknown, type EpisodeFacts } from '#domain/rules/episode-checks.js';
import type { EntryQualityView, EntryRecord, EntryView } from '#domain/wire/exit.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import {
  assertOwnCustody,
  assertVersion,
  locate,
  locateForChange,
  nextVersion,
} from '../client/client.queries.js';
import { HOUSE_ZONE } from '../day.queries.js';
import { packOf } from '../rights/pack-of.tx.js';

interface Found extends EntryRecord {
  id: string;
  stage: Stage;
  started_on: string;
  today: string;
  birth_year: number | null;
}

const DAYS = [
  'requested_on',
  'first_contact_on',
  'first_appt_offered_on',
  'admitted_on',
  'planned_end_on',
  'legal_until_on',
] as const;
const WORDS = [
  'legal_basis_of_entry',
  'legal_document',
  'legal_reviewer',
  'prev_treated',
  'referral_source',
] as const;
const FIELDS = [...DAYS, ...WORDS];
/** What must be known of everybody, and is looked at for how often it is not (V11). */
const MANDATORY = ['legal_basis_of_entry', 'prev_treated', 'referral_source'] as const;

const day = (instant: string): string => `to_char(${instant}, 'YYYY-MM-DD')`;
const FOUND = `
select s.id, s.stage, ${day(`s.started_at at time zone ${HOUSE_ZONE}`)} as started_on, ${day(`clock_timestamp() at time zone ${HOUSE_ZONE}`)} as today, c.birth_year,
  ${DAYS.map((name) => `${day(`s.${name}`)} as ${name}`).join(', ')}, ${WORDS.map((name) => `s.${name}`).join(', ')}
from care.stage_spell s join care.organisation o on o.id = s.organisation_id join care.episode e on e.id = s.episode_id join care.client c on c.id = e.client_id
where s.episode_id = $1 and s.organisation_id = $2 and s.ended_at is null order by s.started_at desc limit 1`;

/** Without a choice of the person the ground is looked at again a day from now, and every day from then (H1). */
const WRITE = `
update care.stage_spell set ${FIELDS.map((name, at) => `${name} = $${at + 2}`).join(', ')},
  legal_checked_at = case when $${FIELDS.indexOf('legal_basis_of_entry') + 2}::text = 'involuntary_medical' then clock_timestamp() end where id = $1`;

/** How somebody came into the stage they are in, and how much of it the house does not know (domain 02, 2.5 and 2.7). */
@Injectable()
export class EntryService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async view(actor: Actor, call: Call, code: string): Promise<EntryView> {
    return await this.uow.run(
      actor,
      { do: 'stage.entry_view', on: { client: code }, ...call },
      async (tx) => {
        const { episode_id: episode, code: client, version } = await locate(tx, code);
        const found = await find(tx, episode);
        const { warnings } = checkEpisode(await this.factsOf(tx, found));
        return show(found, { client, version, warnings });
      },
    );
  }

  /** Writes it down. Refuses days that cannot be and a legal ground without its papers, all at once; what is odd is a warning and blocks nothing. */
  async record(
    actor: Actor,
    call: Call,
    target: { readonly code: string; readonly version: number },
    said: EntryRecord,
  ): Promise<EntryView> {
    const intent = { do: 'stage.entry', on: { client: target.code }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await locateForChange(tx, target.code);
      await assertOwnCustody(tx, located.episode_id);
      assertVersion(target.version, located.version);
      const found = { ...(await find(tx, located.episode_id)), ...said };
      const { refusals, warnings } = checkEpisode(await this.factsOf(tx, found));
      refuseIfAny(refusals);
      await tx.query(WRITE, [found.id, ...FIELDS.map((name) => said[name])]);
      tx.note({ basis: said.legal_basis_of_entry, warnings: warnings.length });
      const version = await nextVersion(tx, located.episode_id);
      return show(found, { client: located.code, version, warnings });
    });
  }

  /** How much of what must be known is not, over the stages begun in 90 days; more than one in ten is said, and nobody is stopped (V11). */
  async quality(actor: Actor, call: Call): Promise<EntryQualityView> {
    return await this.uow.run(actor, { do: 'stage.entry_quality', ...call }, async (tx) => {
      const rows = await tx.query<Record<(typeof MANDATORY)[number], string | null>>(
        `select ${MANDATORY.join(', ')} from care.stage_spell where organisation_id = $1 and started_at > clock_timestamp() - make_interval(days => $2)
           and stage <> 'follow_up' and outcome is distinct from 'error' order by started_at desc limit $3`,
        [tx.organisation, LIMITS.entries_looked_at_days, LIMITS.entries_looked_at_max],
      );
      const items = MANDATORY.map((item) => {
        const values = rows.map((row) => row[item]);
        const unanswered = values.filter((value) => !isAnswered(value)).length;
        const missing = values.filter((value) => value === null).length;
        const refused = values.filter((value) => value === 'refused').length;
        const alert = tooManyUnknown(unanswered, rows.length);
        return { item, unknown: unanswered - missing, refused, missing, alert };
      });
      return { entries: rows.length, items };
    });
  }

  private async factsOf(tx: Tx, found: Found): Promise<EpisodeFacts> {
    const { consents } = await packOf(tx, this.packs);
    return { ...found, age_min: consents.profile.min_age_own_consent };
  }
}

async function find(tx: Tx, episode: string): Promise<Found> {
  const found = await tx.maybe<Found>(FOUND, [episode, tx.organisation]);
  if (!found) throw new Refusal('stage.no_open_spell');
  return found;
}

function show(found: Found, of: Pick<EntryView, 'client' | 'version' | 'warnings'>): EntryView {
  const entry = Object.fromEntries(FIELDS.map((name) => [name, found[name]])) as unknown as EntryRecord;
  return { ...of, stage: found.stage, started_on: found.started_on, entry };
}
