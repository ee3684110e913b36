import { Injectable } from '@nestjs/common';
import type { ClientWritten, RehabilitationRecord } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Call } from '../call.js';
import { StageRecordService } from '../pathway/stage-record.service.js';
import { RehabilitationRow } from './rehabilitation.row.js';

@Injectable()
export class RehabilitationService {
  constructor(private readonly recorder: StageRecordService) {}

  /** Records what is known of the current rehabilitation spell; the criteria for moving on read it. */
  async record(
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    record: RehabilitationRecord,
  ): Promise<ClientWritten> {
    return await this.recorder.record(
      { action: 'rehabilitation.record', stage: 'rehabilitation', row: RehabilitationRow },
      actor,
      call,
      target,
      record,
    );
  }
}
