import { DemoCrowdService } from '#casework/demo/demo-crowd.service.js';
import { DemoDesksService } from '#casework/demo/demo-desks.service.js';
import { DemoModule } from '#casework/demo/demo.module.js';
import type { DemoClockwork } from '#casework/demo/demo-walk.js';
import { HandoffClocksModule } from '#casework/handoff/handoff-clocks.module.js';
import { HandoffClocksService } from '#casework/handoff/handoff-clocks.service.js';
import { HandoffDeliveryModule } from '#casework/handoff/handoff-delivery.module.js';
import { HandoffDeliveryService } from '#casework/handoff/handoff-delivery.service.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import { must } from '#domain/must.js';
import { Outbox } from '#platform/db/outbox.js';
import { DemoLedger } from '#platform/demo/demo-ledger.js';
import type { PlantedAccount } from '#platform/packs/demo-network.js';
import type { Packs } from '#platform/packs/packs.js';
import { StartupError } from '#platform/process/startup-error.js';
import { Module } from '@nestjs/common';
import { withServices } from './casework.js';
import type { CliContext } from './context.js';

@Module({ providers: [Outbox], exports: [Outbox] })
class OutboxModule {}

/** A line about every so many clients. */
const EVERY = 50;

export interface Filling {
  readonly packs: Packs;
  readonly accounts: readonly PlantedAccount[];
  /** How many invented clients beside the core, over all networks. */
  readonly clients: number;
  readonly isStopping?: () => boolean;
}

/**
 * Fills the demonstration with its invented clients, as the services do it and with the owner's door to the past. Answers how
 * many stories could not be told to their end. Refuses where demo mode is off: nothing else may move what happened.
 */
export async function fillDemo(context: CliContext, filling: Filling): Promise<number> {
  const { databaseUrl, demo } = context.config;
  if (!demo || databaseUrl === undefined) {
    throw new StartupError(
      'Demo mode is off, so no invented clients are brought in.',
      'Set HANDRAIL_DEMO=1 to try the demo, never on a server that holds real people.',
    );
  }
  const { packs, accounts, clients } = filling;
  if (clients <= 0) return 0;
  const ledger = await DemoLedger.open(databaseUrl);
  try {
    if (!(await ledger.claim())) {
      context.log('Another process is bringing the invented clients in.');
      return 0;
    }
    return await withServices(
      context,
      packs,
      { role: 'worker', features: [OutboxModule, HandoffDeliveryModule, HandoffClocksModule] },
      (worker) =>
        withServices(context, packs, { role: 'api', features: [DemoModule] }, async (find) => {
          find(DemoDesksService).staff(accounts);
          const broken = await find(DemoCrowdService).fill(ledger, {
            each: Math.ceil(clients / packs.shown.length),
            clockwork: clockworkOf(
              worker(HandoffDeliveryService),
              worker(HandoffClocksService),
              worker(Outbox),
            ),
            isStopping: filling.isStopping ?? (() => false),
            say: ({ done, of }) => {
              if (done % EVERY === 0 || done === of)
                context.log(`${done} of ${of} invented clients are there.`);
            },
          });
          for (const { client, story, refusal } of broken)
            context.log(`The story "${story}" of ${client} was broken off: ${refusal}.`);
          return broken.length;
        }),
    );
  } finally {
    await ledger.close();
  }
}

/** What the worker does with messages and clocks, done at once instead of when it next looks. */
function clockworkOf(
  delivery: HandoffDeliveryService,
  clocks: HandoffClocksService,
  outbox: Outbox,
): DemoClockwork {
  return {
    async deliver({ id, topic, payload }) {
      const handoff = payload['handoff_id'];
      must(handoff !== undefined, 'a message about a handoff names it');
      if (topic === 'handoff.requested') await delivery.deliver(id, handoff);
      else if (topic === 'handoff.moved') await delivery.notify(id, handoff, payload['side'] as HandoffSide);
      await outbox.done(id);
    },
    fire: (clock) => clocks.fire(clock),
    expireOrphan: (handoff) => clocks.expireOrphan(handoff),
  };
}
