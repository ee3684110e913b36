import { Injectable } from '@nestjs/common';
import type { ClientWritten, EmploymentRecord } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Call } from '../call.js';
import { StageRecordService } from '../pathway/stage-record.service.js';
import { EmploymentRow } from './employment.row.js';

@Injectable()
export class EmploymentService {
  constructor(private readonly recorder: StageRecordService) {}

  /** Records what is known of the current employment spell; the criteria for moving on read it. */
  async record(
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    record: EmploymentRecord,
  ): Promise<ClientWritten> {
    return await this.recorder.record(
      { action: 'employment.record', stage: 'employment', row: EmploymentRow },
      actor,
      call,
      target,
      record,
    );
  }
}
