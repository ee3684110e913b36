import { Injectable } from '@nestjs/common';
import { TRANSPORT_STATES, type TransportState } from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { QueueView } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';

interface TroubledFound {
  topic: string;
  state: TransportState;
  attempts: number;
  queued_at: Date;
  next_try_at: Date | null;
  reference: string | null;
  work: string | null;
}

const WAITING: readonly TransportState[] = ['queued', 'sent', 'failed'];

/** Where the messages about handoffs of the own organisation are; they are the sender's to see (ADR 0008). */
@Injectable()
export class QueueService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Counts by state, and what could not be delivered yet: the dead first, each with the work item through which it is sent again. */
  async view(actor: Actor, call: Call): Promise<QueueView> {
    return await this.uow.run(actor, { do: 'queue.view', ...call }, async (tx) => {
      const found = await tx.query<{ state: TransportState; messages: number; oldest_at: Date }>(
        'select state, messages, oldest_at from bus.counts_of_house()',
      );
      const troubled = await tx.query<TroubledFound>('select * from bus.troubled_of_house($1)', [
        LIMITS.queue_troubled_max,
      ]);
      const subjects = await tx.query<{ audit_subject: string }>(
        'select h.audit_subject from care.handoff h where h.sender_organisation_id = $1 and h.reference = any ($2)',
        [tx.organisation, troubled.flatMap(({ reference }) => reference ?? [])],
      );
      tx.about(...subjects.map(({ audit_subject }) => audit_subject));
      const count = (state: TransportState): number =>
        found.find((one) => one.state === state)?.messages ?? 0;
      const waiting = found.filter(({ state }) => WAITING.includes(state));
      const [oldest] = waiting.map(({ oldest_at }) => oldest_at.toISOString()).sort();
      return {
        counts: Object.fromEntries(
          TRANSPORT_STATES.map((state) => [state, count(state)]),
        ) as QueueView['counts'],
        oldest_waiting_at: oldest ?? null,
        troubled: troubled.map(({ queued_at, next_try_at, ...row }) => ({
          ...row,
          queued_at: queued_at.toISOString(),
          next_try_at: next_try_at?.toISOString() ?? null,
        })),
      };
    });
  }
}
