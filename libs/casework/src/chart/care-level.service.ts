import { Inject, Injectable } from '@nestjs/common';
import { CARE_NEEDS, type CareNeed } from '#domain/charter/chart.js';
import { decideCareLevel, recommendedLevel, type Needs } from '#domain/rules/chart.js';
import type { CareLevelWriting, ChartWritten } from '#domain/wire/chart.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { locateForWriting } from '../medicine/writing.tx.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import { readAdmission, type CareLevelWords } from './chart.queries.js';

/** Where somebody is looked after: rated from six sides with reasons, decided by a clinician, with what the client says (ADR 0052). */
@Injectable()
export class CareLevelService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Decides anew; every decision before stays to be read. Refuses an admission of somebody who was not told their rights or has not consented. */
  async decide(actor: Actor, call: Call, code: string, wanted: CareLevelWriting): Promise<ChartWritten> {
    return await this.uow.run(
      actor,
      { do: 'chart.care_level', on: { client: code }, ...call },
      async (tx) => {
        const { client_id, episode_id } = await locateForWriting(tx, this.packs, code);
        const rated = of(({ rating }) => rating, wanted) as Needs;
        decideCareLevel({ ...wanted, needs: rated }, await readAdmission(tx, client_id));
        const id = tx.newId();
        const key = await ownWritingKey(tx, this.keys, client_id);
        const words: CareLevelWords = {
          needs: of(({ words: why }) => why.trim(), wanted) as Record<CareNeed, string>,
          difference: wanted.difference?.trim() || null,
        };
        const recommended = recommendedLevel(rated);
        await tx.query(
          `insert into care.care_level (id, episode_id, client_id, organisation_id, key_id, level, recommended, words, client_answer, decided_by, ${CARE_NEEDS.join(', ')})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, ${CARE_NEEDS.map((_, place) => `$${place + 11}`).join(', ')})`,
          [
            id,
            episode_id,
            client_id,
            tx.organisation,
            key.id,
            wanted.level,
            recommended,
            sealWriting(this.keys, key, { record: id, name: 'words' }, JSON.stringify(words)),
            wanted.client_answer,
            actor.account,
            ...CARE_NEEDS.map((need) => rated[need]),
          ],
        );
        tx.note({ level: wanted.level, recommended });
        return { id };
      },
    );
  }
}

const of = <T>(
  what: (need: CareLevelWriting['needs'][CareNeed]) => T,
  { needs }: CareLevelWriting,
): Record<string, T> => Object.fromEntries(CARE_NEEDS.map((need) => [need, what(needs[need])]));
