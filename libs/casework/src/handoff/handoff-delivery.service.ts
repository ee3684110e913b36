import { Injectable } from '@nestjs/common';
import type { HandoffSide, HandoffState } from '#domain/charter/handoff.js';
import { systemActor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';

const DELIVERY = systemActor('system:delivery');

interface Envelope {
  id: string;
  audit_subject: string;
  episode_id: string;
  client_id: string;
  sender_organisation_id: string;
  receiver_organisation_id: string;
  state: HandoffState;
  due_at: Date | null;
  delivered_at: Date | null;
}

const RAISE = `insert into care.work_item (id, organisation_id, kind, episode_id, client_id, handoff_id, due_at)
  values ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()))
  on conflict (handoff_id, organisation_id, kind) where done_at is null and handoff_id is not null and message_id is null do nothing`;

/** Brings handoffs and news of them into inboxes. Every handler may run twice: the inbox row makes the second a no-op. */
@Injectable()
export class HandoffDeliveryService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Puts a new request into the receiver's inbox, unless it has moved on meanwhile. */
  async deliver(messageId: string, handoffId: string): Promise<void> {
    await this.once('handoff.deliver', messageId, handoffId, async (tx, envelope) => {
      if (!envelope.delivered_at)
        await tx.query('update care.handoff set delivered_at = clock_timestamp() where id = $1', [
          envelope.id,
        ]);
      if (envelope.state === 'requested')
        await this.raise(tx, envelope, 'receiver', 'handoff.answer', envelope.due_at);
    });
  }

  /** Tells the other side that something happened: accepted, recalled, arrived, reported. */
  async notify(messageId: string, handoffId: string, side: HandoffSide): Promise<void> {
    await this.once('handoff.notify', messageId, handoffId, (tx, envelope) =>
      this.raise(tx, envelope, side, 'handoff.notice', null),
    );
  }

  private async raise(
    tx: Tx,
    envelope: Envelope,
    side: HandoffSide,
    kind: string,
    dueAt: Date | null,
  ): Promise<void> {
    const organisation =
      side === 'sender' ? envelope.sender_organisation_id : envelope.receiver_organisation_id;
    await tx.query(RAISE, [
      tx.newId(),
      organisation,
      kind,
      envelope.episode_id,
      envelope.client_id,
      envelope.id,
      dueAt,
    ]);
  }

  private async once(
    consumer: string,
    messageId: string,
    handoffId: string,
    work: (tx: Tx, envelope: Envelope) => Promise<void>,
  ): Promise<void> {
    await this.uow.run(DELIVERY, { do: 'handoff.deliver', request: messageId }, async (tx) => {
      const [first] = await tx.query(
        'insert into bus.inbox (consumer, message_id) values ($1, $2) on conflict do nothing returning message_id',
        [consumer, messageId],
      );
      if (!first) return tx.note({ repeated: true });
      // Locked: an answer that is being given now is waited for, or it would be asked for again after it was given.
      const envelope = await tx.maybe<Envelope>(
        `select id, audit_subject, episode_id, client_id, sender_organisation_id, receiver_organisation_id, state, due_at, delivered_at
         from care.handoff where id = $1 for update`,
        [handoffId],
      );
      if (!envelope) return tx.note({ missing: true });
      tx.about(envelope.audit_subject);
      tx.note({ consumer, state: envelope.state });
      await work(tx, envelope);
    });
  }
}
