import { Injectable } from '@nestjs/common';
import type { ClientWritten, ReintegrationRecord } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Call } from '../call.js';
import { StageRecordService } from '../pathway/stage-record.service.js';
import { ReintegrationRow } from './reintegration.row.js';

@Injectable()
export class ReintegrationService {
  constructor(private readonly recorder: StageRecordService) {}

  /** Records what is known of the current reintegration spell; the criteria for moving on read it. */
  async record(
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    record: ReintegrationRecord,
  ): Promise<ClientWritten> {
    return await this.recorder.record(
      { action: 'reintegration.record', stage: 'reintegration', row: ReintegrationRow },
      actor,
      call,
      target,
      record,
    );
  }
}
