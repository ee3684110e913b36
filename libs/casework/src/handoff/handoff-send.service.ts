import { Inject, Injectable } from '@nestjs/common';
import type { HandoffKind, Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { emergency } from '#domain/rules/handoff-arrival.js';
import { send } from '#domain/rules/handoff-moves.js';
import type {
  HandoffDraftRequest,
  HandoffEmergencyRequest,
  HandoffSendRequest,
  HandoffWarning,
  HandoffWritten,
} from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { assertSignedOff } from '../assessment/sign-off.tx.js';
import { randomCode } from '../client/admission.tx.js';
import { assertOwnCustody, locate, locateForChange, type Located } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { assertFit, findPartner, findReceiver, type Receiver } from '../partner/partner.queries.js';
import { EffectsService } from './effects.service.js';
import { findConsent, standingConsent, type ConsentFound } from './handoff-consent.queries.js';
import { findGroup, findReplaced } from './handoff-ties.queries.js';
import { lockHandoff, type HandoffLockedBySide } from './handoff-lock.queries.js';
import { writeNote } from './handoff-note.tx.js';
import { HandoffRow } from './handoff.row.js';

interface Composed {
  readonly kind: HandoffKind;
  readonly stage: Stage;
  readonly urgency: Urgency;
  readonly reason?: string | undefined;
  readonly planned_return?: boolean | undefined;
}

/** Making handoffs: sent at once, prepared as a draft, in an emergency, or as information alone. */
@Injectable()
export class HandoffSendService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Sends a client on: the request is on its way, the card (D1) is disclosed, custody stays where it is. */
  async send(actor: Actor, call: Call, wanted: HandoffSendRequest): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: 'handoff.send', on: { client: wanted.client }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, wanted.client);
        await assertOwnCustody(tx, located.episode_id);
        return wanted.kind === 'information_only'
          ? await this.inform(tx, located, wanted)
          : await this.request(tx, located, { ...wanted, kind: wanted.kind });
      },
    );
  }

  /** Puts a request together without sending it; nobody else sees it, and it is thrown away when it lies too long. */
  async prepare(actor: Actor, call: Call, wanted: HandoffDraftRequest): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: 'handoff.prepare', on: { client: wanted.client }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, wanted.client);
        await assertOwnCustody(tx, located.episode_id);
        const receiver = await findReceiver(tx, wanted.receiver, wanted.stage);
        const consent = wanted.consent
          ? await findConsent(tx, located.client_id, receiver.id, wanted.consent)
          : null;
        const ties = await this.ties(tx, located, wanted);
        const handoff = await this.insert(tx, located, receiver, consent, wanted, {
          ...ties,
          state: 'draft',
          business_state: 'preparing',
          requested_at: null,
        });
        await writeNote(tx, handoff.id, 'reason', wanted.reason);
        await this.effects.begin(tx, handoff, [{ do: 'start_clock', kind: 'draft' }]);
        const { reference } = handoff;
        return { reference, state: 'draft', business_state: 'preparing', version: 1 };
      },
    );
  }

  /**
   * One tap when a life is at stake: no acceptance, consent, place or licence is waited for. What keeps the client alive is
   * disclosed on the basis of the emergency, custody stays, the stay here pauses, and coming back is somebody's work.
   */
  async emergency(actor: Actor, call: Call, wanted: HandoffEmergencyRequest): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: 'handoff.emergency', on: { client: wanted.client }, why: 'emergency', ...call },
      async (tx) => {
        const located = await locate(tx, wanted.client);
        if (located.closed_at) throw new Refusal('client.episode_closed');
        const receiver = await findPartner(tx, wanted.receiver);
        const composed = {
          kind: 'referral',
          stage: 'treatment',
          urgency: 'urgent',
          reason: wanted.reason,
        } as const;
        const handoff = await this.insert(tx, located, receiver, null, composed, {
          basis: 'emergency',
          state: 'accepted',
          business_state: 'awaiting-arrival',
          accepted_at: tx.now,
          departed_at: tx.now,
          due_at: tx.now,
        });
        await writeNote(tx, handoff.id, 'reason', wanted.reason);
        await this.effects.begin(tx, handoff, emergency());
        tx.emit('handoff.requested', { handoff_id: handoff.id });
        tx.note({ handoff: handoff.reference, receiver: receiver.code, basis: 'emergency' });
        const { reference } = handoff;
        return { reference, state: 'accepted', business_state: 'awaiting-arrival', version: 1 };
      },
    );
  }

  /** Sends a request of the custodian in a transaction that has begun: at once, or back to where the client came from. */
  async request(
    tx: Tx,
    located: Located,
    wanted: HandoffDraftRequest,
    replaces?: string,
  ): Promise<HandoffWritten> {
    if (wanted.kind === 'transfer') await assertSignedOff(tx, located.episode_id);
    const receiver = await findReceiver(tx, wanted.receiver, wanted.stage);
    const pack = this.packs.of(receiver.jurisdiction);
    const fit = await assertFit(tx, pack, receiver.id, located.client_id, wanted.stage);
    if (!wanted.consent) throw new Refusal('consent.unknown', { field: 'consent' });
    const consent = await standingConsent(tx, located.client_id, receiver.id, wanted.consent);
    const ties = await this.ties(tx, located, wanted);
    const draft = { business_state: 'preparing', kind: wanted.kind } as const;
    const handoff = await this.insert(tx, located, receiver, consent, wanted, {
      ...ties,
      ...(replaces && { replaces_id: replaces }),
      due_at: null,
    });
    await writeNote(tx, handoff.id, 'reason', wanted.reason);
    const { effects, ...next } = send({ ...handoff, ...draft });
    await tx.query('update care.handoff set due_at = $2 where id = $1', [
      handoff.id,
      this.effects.due(tx, handoff, 'acknowledge'),
    ]);
    const warnings = await this.effects.begin(tx, handoff, effects);
    if (wanted.urgency === 'urgent' && !fit.duty_at_night) warnings.push('no_duty_at_night');
    tx.emit('handoff.requested', { handoff_id: handoff.id });
    tx.note({
      handoff: handoff.reference,
      receiver: receiver.code,
      stage: wanted.stage,
      kind: wanted.kind,
    });
    return written(handoff.reference, next, warnings);
  }

  /** Tells the client where to go: a row of the sender's own, nothing disclosed, nobody asked. */
  private async inform(tx: Tx, located: Located, wanted: HandoffSendRequest): Promise<HandoffWritten> {
    const receiver = await findReceiver(tx, wanted.receiver, wanted.stage);
    const handoff = await this.insert(tx, located, receiver, null, wanted, {
      basis: 'none',
      state: 'completed',
      business_state: 'information-given',
      closed_at: tx.now,
    });
    await writeNote(tx, handoff.id, 'reason', wanted.reason);
    tx.note({ handoff: handoff.reference, receiver: receiver.code, stage: wanted.stage, kind: wanted.kind });
    return written(handoff.reference, { state: 'completed', business_state: 'information-given' }, []);
  }

  private async ties(
    tx: Tx,
    located: Located,
    wanted: HandoffDraftRequest,
  ): Promise<{ group_id?: string; replaces_id?: string }> {
    return {
      ...(wanted.group && { group_id: await findGroup(tx, located.episode_id, wanted.kind, wanted.group) }),
      ...(wanted.replaces && { replaces_id: await findReplaced(tx, located.client_id, wanted.replaces) }),
    };
  }

  private async insert(
    tx: Tx,
    located: Located,
    receiver: Receiver,
    consent: ConsentFound | null,
    wanted: Composed,
    rest: Partial<HandoffRow>,
  ): Promise<HandoffLockedBySide> {
    if (wanted.planned_return && wanted.kind !== 'referral')
      throw new Refusal('handoff.planned_return_referral', { field: 'planned_return' });
    const pack = this.packs.of(receiver.jurisdiction);
    const reference = randomCode();
    await tx.insert(HandoffRow, {
      id: tx.newId(),
      reference,
      kind: wanted.kind,
      jurisdiction: receiver.jurisdiction,
      planned_return: wanted.planned_return ?? false,
      episode_id: located.episode_id,
      client_id: located.client_id,
      audit_subject: located.audit_subject,
      sender_organisation_id: tx.organisation,
      receiver_organisation_id: receiver.id,
      stage: wanted.stage,
      urgency: wanted.urgency,
      consent_id: consent?.id ?? null,
      safety_withheld: consent !== null && !consent.categories.includes('safety'),
      pack_version: pack.version,
      requested_by: tx.actor.account as string,
      ...rest,
    });
    return await lockHandoff(tx, reference);
  }
}

function written(
  reference: string,
  next: Pick<HandoffWritten, 'state' | 'business_state'>,
  warnings: readonly HandoffWarning[],
): HandoffWritten {
  const { state, business_state } = next;
  return {
    reference,
    state,
    business_state,
    version: 1,
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  };
}
