import { Injectable } from '@nestjs/common';
import { BUSINESS_STATES } from '#domain/charter/handoff.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { decide } from '#domain/rules/handoff.js';
import type { HandoffWithdrawRequest, HandoffWritten } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { assertVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { loseConsent } from '../consent/consent-loss.tx.js';
import { EffectsService } from './effects.service.js';
import { lockHandoff } from './handoff-lock.queries.js';
import type { HandoffTarget } from './handoff-moves.service.js';

/** Either side records that the client withdrew the consent a handoff stands on (t14). */
@Injectable()
export class HandoffWithdrawalService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
  ) {}

  /**
   * From this commit on nothing more is disclosed under the consent, and every handoff that stands on it goes where the
   * charter says: ended before acceptance, paused after it, narrowed after arrival.
   */
  async withdraw(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: HandoffWithdrawRequest,
  ): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: 'handoff.withdraw', on: { handoff: target.reference }, ...call },
      async (tx) => {
        const handoff = await lockHandoff(tx, target.reference);
        decide(handoff, 'withdraw', handoff.side);
        if (handoff.consent_id === null) throw new Refusal('consent.unknown');
        assertVersion(target.version, handoff.version);
        const moved = await loseConsent(
          tx,
          this.effects.pack(handoff),
          handoff.time_zone,
          handoff.consent_id,
          said.how,
        );
        const own = moved.find(({ handoff_id }) => handoff_id === handoff.id);
        must(own !== undefined, 'a withdrawal moves the handoff it was recorded at');
        const { business_state } = own;
        tx.note({ from: handoff.business_state, to: business_state, handoffs_narrowed: moved.length });
        const { reference } = handoff;
        return {
          reference,
          state: BUSINESS_STATES[business_state],
          business_state,
          version: handoff.version + 1,
        };
      },
    );
  }
}
