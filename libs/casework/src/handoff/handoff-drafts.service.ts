import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import { Refusal } from '#domain/refusal.js';
import { decide } from '#domain/rules/handoff.js';
import * as rules from '#domain/rules/handoff-moves.js';
import type { HandoffEditRequest, HandoffWarning, HandoffWritten } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { assertSignedOff } from '../assessment/sign-off.tx.js';
import { lockOwnCustody } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { assertFit, findReceiver } from '../partner/partner.queries.js';
import { EffectsService } from './effects.service.js';
import { findConsent, standingConsentById } from './handoff-consent.queries.js';
import { assertGroupOpen } from './handoff-ties.queries.js';
import type { HandoffLockedBySide } from './handoff-lock.queries.js';
import { moveHandoff, type HandoffTarget, type Move } from './handoff-moves.service.js';
import { writeNote } from './handoff-note.tx.js';

/** A request that has not gone out: changed, sent or thrown away by its author's organisation, and seen by nobody else. */
@Injectable()
export class HandoffDraftsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async edit(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    wanted: HandoffEditRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.edit', target, async (tx, handoff) => {
      const next = decide(handoff, 'edit', handoff.side);
      const stage = wanted.stage ?? handoff.stage;
      const receiver = await findReceiver(tx, wanted.receiver ?? (await codeOf(tx, handoff)), stage);
      const other = receiver.id !== handoff.receiver_organisation_id;
      const consent = wanted.consent
        ? await findConsent(tx, handoff.client_id, receiver.id, wanted.consent)
        : null;
      // A consent names its recipient: another partner needs another one.
      const consent_id = consent?.id ?? (other ? null : handoff.consent_id);
      await writeNote(tx, handoff.id, 'reason', wanted.reason);
      return {
        moved: { ...next, effects: [] },
        facts: {
          stage,
          urgency: wanted.urgency ?? handoff.urgency,
          receiver_organisation_id: receiver.id,
          consent_id,
        },
      };
    });
  }

  /** Sends the draft as it stands, with every check of a request that is sent at once. */
  async send(actor: Actor, call: Call, target: HandoffTarget): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.send', target, async (tx, handoff) => {
      const moved = rules.send(handoff, handoff.side);
      await lockOwnCustody(tx, handoff.episode_id);
      if (handoff.kind === 'transfer') await assertSignedOff(tx, handoff.episode_id);
      await assertGroupOpen(tx, handoff.id);
      const receiver = await findReceiver(tx, await codeOf(tx, handoff), handoff.stage);
      const pack = this.packs.of(receiver.jurisdiction);
      const fit = await assertFit(tx, pack, receiver.id, handoff.client_id, handoff.stage);
      if (handoff.consent_id === null) throw new Refusal('handoff.draft_incomplete', { field: 'consent' });
      const consent = await standingConsentById(tx, handoff.consent_id);
      const warnings: HandoffWarning[] =
        handoff.urgency === 'urgent' && !fit.duty_at_night ? ['no_duty_at_night'] : [];
      tx.emit('handoff.requested', { handoff_id: handoff.id });
      return {
        moved,
        facts: {
          requested_at: tx.now,
          requested_by: tx.actor.account,
          pack_version: pack.version,
          safety_withheld: !consent.categories.includes('safety'),
        },
        warnings,
      };
    });
  }

  async discard(actor: Actor, call: Call, target: HandoffTarget): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.discard', target, (tx, handoff) => ({
      moved: rules.discard(handoff, handoff.side),
      facts: { consent_id: null, closed_at: tx.now },
    }));
  }

  private async move(
    actor: Actor,
    call: Call,
    action: Extract<Action, `handoff.${string}`>,
    target: HandoffTarget,
    decideMove: Move['decide'],
  ): Promise<HandoffWritten> {
    return await moveHandoff(this.uow, this.effects, { actor, call, action, target, decide: decideMove });
  }
}

async function codeOf(tx: Tx, handoff: HandoffLockedBySide): Promise<string> {
  const { code } = await tx.one<{ code: string }>('select code from care.organisation where id = $1', [
    handoff.receiver_organisation_id,
  ]);
  return code;
}
