import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { categoryOf, type AssessmentMend } from '#domain/charter/assessment.js';
import type { Instrument } from '#domain/charter/instrument.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { checkAssessment, isDuringWithdrawal, needsSignOff, partAnswers } from '#domain/rules/assessment.js';
import { resultOf } from '#domain/rules/instrument.js';
import type {
  AssessmentContent,
  AssessmentCorrection,
  AssessmentRequest,
  AssessmentView,
  SignOffRequest,
} from '#domain/wire/assessment.js';
import type { Actor } from '#platform/db/actor.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { INSTRUMENTS, type Instruments } from '#platform/instruments/instruments.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertOwnCustody, assertVersion, locateForChange, type Located } from '../client/client.queries.js';
import { assertHealthPermit } from '../rights/permit.tx.js';
import { fireFlags, stateRisk } from './alerts.tx.js';
import { readAssessment, toView, type AssessmentFound } from './assessment.queries.js';
import { AssessmentRow } from './assessment.row.js';
import { packOfHouse } from './instrument.service.js';
import { settleAssessmentWork } from './sign-off.tx.js';

/** One assessment of a client, as it was last read. */
export interface AssessmentTarget {
  readonly code: string;
  readonly id: string;
  readonly version: number;
}

/** Taking instruments, and what becomes of what was taken. Nothing is ever changed or deleted (ADR 0046). */
@Injectable()
export class AssessmentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(INSTRUMENTS) private readonly instruments: Instruments,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Writes down what was answered, scores it, and sets off what its flags ask for. */
  async record(actor: Actor, call: Call, code: string, wanted: AssessmentRequest): Promise<AssessmentView> {
    const intent = { do: 'assessment.record', on: { client: code }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await this.locate(tx, code);
      return await this.write(tx, located, wanted, null);
    });
  }

  /** Puts an assessment right by another that stands in for it; the first stays, and says so. */
  async correct(
    actor: Actor,
    call: Call,
    target: AssessmentTarget,
    wanted: AssessmentCorrection,
  ): Promise<AssessmentView> {
    const intent = {
      do: 'assessment.correct',
      on: { client: target.code, assessment: target.id },
      ...call,
    } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await this.locate(tx, target.code);
      const { reason, ...content } = wanted;
      const found = await this.mendable(tx, located, target);
      return await this.write(
        tx,
        located,
        { ...content, instrument: found.instrument },
        { id: found.id, reason },
      );
    });
  }

  /** Says that an assessment does not count, and why. It stays. */
  async void(
    actor: Actor,
    call: Call,
    target: AssessmentTarget,
    reason: AssessmentMend,
  ): Promise<AssessmentView> {
    const intent = {
      do: 'assessment.void',
      on: { client: target.code, assessment: target.id },
      ...call,
    } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await this.locate(tx, target.code);
      const found = await this.mendable(tx, located, target);
      await tx.query(
        `update care.assessment set voided_at = clock_timestamp(), voided_by = $2, void_reason = $3, version = version + 1 where id = $1`,
        [found.id, tx.actor.account, reason],
      );
      await settleAssessmentWork(tx, located.episode_id);
      tx.note({ instrument: found.instrument, reason });
      return toView(await readAssessment(tx, located.episode_id, found.id));
    });
  }

  /** A clinician has looked at a high risk, here or from afar, and says how high it is: planned steps go on. */
  async signOff(
    actor: Actor,
    call: Call,
    target: AssessmentTarget,
    { suicide_risk }: SignOffRequest,
  ): Promise<AssessmentView> {
    const intent = {
      do: 'assessment.sign_off',
      on: { client: target.code, assessment: target.id },
      ...call,
    } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await this.locate(tx, target.code);
      const found = await this.counting(tx, located, target);
      if (!needsSignOff(found.flags)) throw new Refusal('assessment.sign_off_not_needed');
      if (found.signed_off_at) throw new Refusal('assessment.signed_off');
      await tx.query(
        `update care.assessment set signed_off_at = clock_timestamp(), signed_off_by = $2, version = version + 1 where id = $1`,
        [found.id, tx.actor.account],
      );
      await stateRisk(tx, located.episode_id, suicide_risk);
      await settleAssessmentWork(tx, located.episode_id);
      tx.note({ instrument: found.instrument, suicide_risk });
      return toView(await readAssessment(tx, located.episode_id, found.id));
    });
  }

  private async locate(tx: Tx, code: string): Promise<Located> {
    const located = await locateForChange(tx, code);
    await assertOwnCustody(tx, located.episode_id);
    return located;
  }

  /** An assessment of the own house that still counts, in the version that was read. */
  private async counting(tx: Tx, located: Located, target: AssessmentTarget): Promise<AssessmentFound> {
    const found = await readAssessment(tx, located.episode_id, target.id);
    if (!found.own) throw new Refusal('assessment.of_others');
    assertVersion(target.version, found.version);
    if (found.voided_at) throw new Refusal('assessment.voided');
    if (found.corrected_by) throw new Refusal('assessment.corrected');
    return found;
  }

  /** The same for whoever mends: what waits for a clinician is not corrected away by somebody else. */
  private async mendable(tx: Tx, located: Located, target: AssessmentTarget): Promise<AssessmentFound> {
    const found = await this.counting(tx, located, target);
    if (needsSignOff(found.flags) && !found.signed_off_at && !tx.actor.roles.includes('clinician'))
      throw new Refusal('assessment.clinician_needed');
    return found;
  }

  private async write(
    tx: Tx,
    located: Located,
    wanted: AssessmentRequest,
    mends: { id: string; reason: AssessmentMend } | null,
  ): Promise<AssessmentView> {
    await assertHealthPermit(tx, this.packs);
    const instrument = this.instruments.find(wanted.instrument, wanted.version);
    if (!instrument) throw new Refusal('instrument.unknown', { field: 'instrument' });
    const { off, band_sets } = (await packOfHouse(tx, this.packs)).instruments;
    const setting = await readSetting(tx, located.episode_id);
    checkAssessment(instrument, wanted, { now: tx.now, off, ...setting });
    const band_set = band_sets[instrument.id] ?? 'default';
    const about = { sex: wanted.sex ?? null, substance: wanted.substance ?? null };
    const result = resultOf(instrument, wanted.answers, about, band_set);
    const { shared, kept } = partAnswers(instrument, wanted.answers);
    const id = tx.newId();
    await tx.insert(AssessmentRow, {
      id,
      episode_id: located.episode_id,
      organisation_id: tx.organisation,
      spell_id: setting.spell?.id ?? null,
      stage: setting.spell?.stage ?? null,
      category: categoryOf(instrument.id),
      instrument: instrument.id,
      instrument_version: instrument.version,
      language: wanted.language,
      ...wordingOf(instrument, wanted),
      mode: wanted.mode,
      moment: wanted.moment,
      substance: about.substance,
      taken_at: wanted.taken_at,
      recorded_by: tx.actor.account,
      answers: JSON.stringify(shared),
      kept_answers: JSON.stringify(kept),
      scores: JSON.stringify(result.scores),
      level: result.level,
      band_set,
      flags: [...result.flags],
      during_withdrawal: isDuringWithdrawal(
        instrument.id,
        new Date(wanted.taken_at),
        setting.spell,
        wanted.during_withdrawal,
      ),
      corrects_id: mends?.id ?? null,
      correction_reason: mends?.reason ?? null,
    });
    await fireFlags(tx, located, { id, instrument: instrument.id, level: result.level, flags: result.flags });
    tx.note({ instrument: instrument.id, version: instrument.version, flags: result.flags });
    return toView(await readAssessment(tx, located.episode_id, id));
  }
}

interface Setting {
  opened_at: Date;
  today: string;
  spell: { id: string; stage: Stage; started_at: Date } | null;
}

async function readSetting(tx: Tx, episodeId: string): Promise<Setting> {
  const { id, stage, started_at, ...rest } = await tx.one<{
    opened_at: Date;
    today: string;
    id: string | null;
    stage: Stage;
    started_at: Date;
  }>(
    `select lower(e.open_during) as opened_at, to_char(clock_timestamp() at time zone o.time_zone, 'YYYY-MM-DD') as today, s.id, s.stage, s.started_at
       from care.episode e join care.organisation o on o.id = $2
       left join lateral (select x.id, x.stage, x.started_at from care.stage_spell x
         where x.episode_id = e.id and x.organisation_id = $2 and x.ended_at is null order by x.started_at desc limit 1) s on true
      where e.id = $1`,
    [episodeId, tx.organisation],
  );
  return { ...rest, spell: id === null ? null : { id, stage, started_at } };
}

/** In which words it was asked: official ones are known by their hash, and where there are none that is marked. */
function wordingOf(
  instrument: Instrument,
  { language, numbers_only }: AssessmentContent,
): Pick<AssessmentRow, 'wording_sha256' | 'unofficial'> {
  const words = instrument.texts[language];
  return {
    wording_sha256:
      words && numbers_only !== true ? createHash('sha256').update(canonicalJson(words)).digest() : null,
    unofficial: words === undefined,
  };
}
