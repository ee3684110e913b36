import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import {
  decideIncidentStep,
  decideMeasure,
  type IncidentFacts,
  type IncidentStep,
} from '#domain/rules/programme.js';
import type {
  IncidentDeciding,
  IncidentReporting,
  IncidentSettling,
  ProgrammeWritten,
} from '#domain/wire/programme.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { assertVersion } from '../client/client.queries.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import { knownId, lockEnrolment, ROW, rowOf, type Following } from './enrolment.tx.js';

export interface IncidentTarget {
  readonly code: string;
  readonly incident: string;
  readonly version: number;
}

interface Locked extends IncidentFacts {
  id: string;
  version: number;
}

/** Incidents and the fair procedure about them (ADR 0055): heard, decided by somebody else, an appeal settled by a third. */
@Injectable()
export class IncidentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  async report(actor: Actor, call: Call, code: string, wanted: IncidentReporting): Promise<ProgrammeWritten> {
    return await this.uow.run(actor, { do: 'incident.report', on: { client: code }, ...call }, async (tx) => {
      const following = await lockEnrolment(tx, this.packs, code);
      const happened = wanted.happened_at === null ? tx.now : new Date(wanted.happened_at);
      if (happened > tx.now) throw new Refusal('incident.in_the_future', { field: 'happened_at' });
      const key = await ownWritingKey(tx, this.keys, following.located.client_id);
      const id = tx.newId();
      await tx.query(
        `insert into care.incident (${ROW}, key_id, kind, happened_at, words, reported_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...rowOf(tx, following, id),
          key.id,
          wanted.kind,
          happened,
          sealWriting(this.keys, key, { record: id, name: 'words' }, wanted.words.trim()),
          actor.account,
        ],
      );
      tx.note({ kind: wanted.kind });
      return { id, version: 1 };
    });
  }

  /** What the client says to it, in their words. Nobody is decided about unheard. */
  async hear(actor: Actor, call: Call, target: IncidentTarget, words: string): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'incident.hear', on: { client: target.code }, ...call },
      async (tx) => {
        const { following, incident } = await this.lock(tx, target, 'hear');
        const sealed = await this.seal(tx, following, { record: incident.id, name: 'heard_words' }, words);
        await tx.query(
          `update care.incident set version = version + 1, state = 'heard', heard_words = $2, heard_by = $3, heard_at = clock_timestamp() where id = $1`,
          [incident.id, sealed, actor.account],
        );
        return next(incident);
      },
    );
  }

  /** Decides: somebody else than whoever reported, with a measure out of the closed list and the reason. */
  async decide(
    actor: Actor,
    call: Call,
    target: IncidentTarget,
    { measure, words }: IncidentDeciding,
  ): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'incident.decide', on: { client: target.code }, ...call },
      async (tx) => {
        const { following, incident } = await this.lock(tx, target, 'decide');
        decideMeasure(incident.kind, measure);
        const sealed = await this.seal(tx, following, { record: incident.id, name: 'decision_words' }, words);
        await tx.query(
          `update care.incident set version = version + 1, state = 'decided', measure = $2, decision_words = $3, decided_by = $4, decided_at = clock_timestamp() where id = $1`,
          [incident.id, measure, sealed, actor.account],
        );
        tx.note({ measure });
        return next(incident);
      },
    );
  }

  /** The client does not agree, and says why. */
  async appeal(actor: Actor, call: Call, target: IncidentTarget, words: string): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'incident.appeal', on: { client: target.code }, ...call },
      async (tx) => {
        const { following, incident } = await this.lock(tx, target, 'appeal');
        const sealed = await this.seal(tx, following, { record: incident.id, name: 'appeal_words' }, words);
        await tx.query(
          `update care.incident set version = version + 1, state = 'appealed', appeal_words = $2, appeal_written_by = $3, appealed_at = clock_timestamp() where id = $1`,
          [incident.id, sealed, actor.account],
        );
        return next(incident);
      },
    );
  }

  /** Settles the appeal: a third person, who neither reported nor decided. */
  async settle(
    actor: Actor,
    call: Call,
    target: IncidentTarget,
    { outcome }: IncidentSettling,
  ): Promise<ProgrammeWritten> {
    return await this.uow.run(
      actor,
      { do: 'incident.settle', on: { client: target.code }, ...call },
      async (tx) => {
        const { incident } = await this.lock(tx, target, 'settle');
        await tx.query(
          `update care.incident set version = version + 1, state = 'closed', appeal_outcome = $2, settled_by = $3, settled_at = clock_timestamp() where id = $1`,
          [incident.id, outcome, actor.account],
        );
        tx.note({ outcome });
        return next(incident);
      },
    );
  }

  /** The incident, held, at the version somebody decided on, with its turn looked at. */
  private async lock(
    tx: Tx,
    { code, incident, version }: IncidentTarget,
    step: IncidentStep,
  ): Promise<{ following: Following; incident: Locked }> {
    const following = await lockEnrolment(tx, this.packs, code);
    const found = await tx.maybe<Locked>(
      'select id, version, state, kind, reported_by, decided_by, decided_at from care.incident where id = $1 and enrolment_id = $2 for update',
      [knownId(incident, 'incident.unknown'), following.enrolment.id],
    );
    if (!found) throw new Refusal('incident.unknown');
    const { rehabilitation } = await packOf(tx, this.packs);
    decideIncidentStep(step, found, tx.actor.account ?? '', rehabilitation, tx.now);
    assertVersion(version, found.version);
    return { following, incident: found };
  }

  private async seal(
    tx: Tx,
    { located }: Following,
    place: { record: string; name: string },
    words: string,
  ): Promise<Buffer> {
    const key = await ownWritingKey(tx, this.keys, located.client_id);
    return sealWriting(this.keys, key, place, words.trim());
  }
}

const next = ({ id, version }: Locked): ProgrammeWritten => ({ id, version: version + 1 });
