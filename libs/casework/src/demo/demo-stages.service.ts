import { Injectable } from '@nestjs/common';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { Actor } from '#platform/db/actor.js';
import type { Call } from '../call.js';
import { EmploymentService } from '../employment/employment.service.js';
import { RehabilitationService } from '../rehabilitation/rehabilitation.service.js';
import { ReintegrationService } from '../reintegration/reintegration.service.js';
import { TreatmentService } from '../treatment/treatment.service.js';

const DAY_MS = 86_400_000;

/** What the staff of the demo have recorded of a stage. */
@Injectable()
export class DemoStagesService {
  constructor(
    private readonly treatment: TreatmentService,
    private readonly rehabilitation: RehabilitationService,
    private readonly reintegration: ReintegrationService,
    private readonly employment: EmploymentService,
  ) {}

  /** Records a stage so far that its criteria are met; with `complete: false` so far that some are not. */
  async record(
    actor: Actor,
    stage: RecordedStage,
    client: string,
    now: Date,
    complete = true,
    call: Call = {},
  ): Promise<void> {
    const target = { code: client, version: 0 };
    const at = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
    const on = (days: number): string => at(days).slice(0, 10);
    if (stage === 'treatment') {
      await this.treatment.record(actor, call, target, {
        substance: null,
        withdrawal_scale: 'cows',
        last_score: complete ? 2 : 9,
        last_score_at: at(0.1),
        previous_score: complete ? 3 : 13,
        previous_score_at: at(1.3),
        new_dosing_between: !complete,
        medically_stable: complete,
        overdose_risk_talk_on: complete ? on(1) : null,
      });
    } else if (stage === 'rehabilitation') {
      const record = {
        goals_total: 6,
        goals_met_or_revised: complete ? 5 : 2,
        last_use_on: on(complete ? 75 : 12),
      };
      await this.rehabilitation.record(actor, call, target, {
        ...record,
        aftercare_arranged_on: complete ? on(3) : null,
      });
    } else if (stage === 'reintegration') {
      await this.reintegration.record(actor, call, target, {
        housing_stable_since_on: on(complete ? 120 : 20),
        identity_documents_held: true,
        income_source: complete ? 'wages' : 'benefits',
        support_network_people: complete ? 3 : 1,
      });
    } else {
      const work_started_on = on(complete ? 100 : 20);
      await this.employment.record(actor, call, target, {
        wants_work: true,
        work_kind: 'vocational_training',
        work_started_on,
      });
    }
  }
}
