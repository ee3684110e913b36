import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { systemActor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';

const DELIVERY = systemActor('system:delivery');

/** Messages whose last attempt has failed become work for the people whose messages they were. */
@Injectable()
export class DeadLettersService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Buries a message and raises its work, in one transaction. Run twice: the second finds it buried. */
  async bury(messageId: string): Promise<void> {
    await this.uow.run(DELIVERY, { do: 'handoff.deliver', request: messageId }, async (tx) => {
      const { dead } = await tx.one<{ dead: boolean }>('select bus.bury_message($1, $2) as dead', [
        messageId,
        LIMITS.outbox_attempts_max,
      ]);
      tx.note({ dead });
    });
  }
}
