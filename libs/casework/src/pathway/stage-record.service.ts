import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import type { RecordedStage } from '#domain/charter/pathway.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import { recordRefusals } from '#domain/rules/pathway.js';
import type { ClientWritten, StageRecords } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { RECORD_FIELDS } from '../client/client-page.queries.js';
import { assertOwnCustody, assertVersion, locateForChange, nextVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { assertHealthPermit } from '../rights/permit.tx.js';
import type { StageRecordRow } from '../stage-record.row.js';

export interface StageRecording<S extends RecordedStage> {
  readonly action: Extract<Action, `${S}.record`>;
  readonly stage: S;
  readonly row: new () => StageRecordRow & StageRecords[S];
}

/** Writes the record of the current spell of a stage; what the four stage services have in common. */
@Injectable()
export class StageRecordService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async record<S extends RecordedStage>(
    recording: StageRecording<S>,
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    record: StageRecords[S],
  ): Promise<ClientWritten> {
    const { action, stage } = recording;
    return await this.uow.run(actor, { do: action, on: { client: target.code }, ...call }, async (tx) => {
      refuseIfAny(recordRefusals(stage, record, tx.now));
      await assertHealthPermit(tx, this.packs);
      const located = await locateForChange(tx, target.code);
      await assertOwnCustody(tx, located.episode_id);
      const spell = await tx.maybe<{ id: string; version: number | null }>(
        `select s.id, r.version from care.stage_spell s left join care.${stage} r on r.spell_id = s.id
         where s.episode_id = $1 and s.organisation_id = $2 and s.stage = $3 and s.ended_at is null`,
        [located.episode_id, tx.organisation, stage],
      );
      if (!spell) throw new Refusal('stage.record_not_current');
      assertVersion(target.version, spell.version ?? 0);
      const version = (spell.version ?? 0) + 1;
      await this.write(tx, recording, located.episode_id, spell.id, version, record);
      await nextVersion(tx, located.episode_id);
      return { client: located.code, version };
    });
  }

  private async write<S extends RecordedStage>(
    tx: Tx,
    { row, stage }: StageRecording<S>,
    episodeId: string,
    spellId: string,
    version: number,
    record: StageRecords[S],
  ): Promise<void> {
    const fields: readonly string[] = RECORD_FIELDS[stage];
    const values = fields.map((field) => (record as unknown as Record<string, unknown>)[field] ?? null);
    if (version === 1) {
      const known = {
        spell_id: spellId,
        episode_id: episodeId,
        organisation_id: tx.organisation,
        version,
        recorded_by: tx.actor.account,
      };
      await tx.insert(row as new () => StageRecordRow, {
        ...known,
        ...Object.fromEntries(fields.map((field, i) => [field, values[i]])),
      });
      return;
    }
    await tx.query(
      `update care.${stage} set version = $2, recorded_at = clock_timestamp(), recorded_by = $3,
         ${fields.map((field, i) => `${field} = $${i + 4}`).join(', ')} where spell_id = $1`,
      [spellId, version, tx.actor.account, ...values],
    );
  }
}
