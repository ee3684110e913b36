import { Injectable } from '@nestjs/common';
import type { ClientWritten, TreatmentRecord } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Call } from '../call.js';
import { StageRecordService } from '../pathway/stage-record.service.js';
import { TreatmentRow } from './treatment.row.js';

@Injectable()
export class TreatmentService {
  constructor(private readonly recorder: StageRecordService) {}

  /** Records what is known of the current treatment spell; the criteria for moving on read it. */
  async record(
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    record: TreatmentRecord,
  ): Promise<ClientWritten> {
    return await this.recorder.record(
      { action: 'treatment.record', stage: 'treatment', row: TreatmentRow },
      actor,
      call,
      target,
      record,
    );
  }
}
