import { Module, type DynamicModule } from '@nestjs/common';
import { HandoffClocksModule } from '#casework/handoff/handoff-clocks.module.js';
import { DeadlinesModule } from '#casework/rights/deadlines.module.js';
import { HandoffDeliveryModule } from '#casework/handoff/handoff-delivery.module.js';
import { NoticeDeliveryModule } from '#casework/notices/notice-delivery.module.js';
import { SealingService } from '#platform/audit/sealing.service.js';
import type { Config } from '#platform/config/config.js';
import { ConfigModule } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { Outbox } from '#platform/db/outbox.js';
import { loadPacks, PacksModule, type Packs } from '#platform/packs/packs.js';
import { queueModules } from '#platform/queue/queue.module.js';
import { VerificationService } from './audit/verification.service.js';
import { ClockWatchService } from './clock-watch.service.js';
import { DutySweepService } from './clocks/duty-sweep.service.js';
import { ClockSweepService } from './clocks/sweep.service.js';
import { DeadLettersService } from './dead-letters.service.js';
import { KeyKeeperService } from './key-keeper.service.js';
import { MessagesProcessor } from './messages.processor.js';
import { RelayService } from './relay/relay.service.js';
import { WaysOutService } from './ways-out.service.js';
import { Topics } from './topics.js';

/** The worker's shell: relay, processor, sweeper of clocks, sealer; the effects are written by the same services and doors as the api's. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, keys: Keys, packs: Packs = loadPacks()): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config, keys),
        DatabaseModule.forRoot('worker', [], false),
        PacksModule.forRoot(packs),
        ...queueModules(config, keys),
        HandoffDeliveryModule,
        NoticeDeliveryModule,
        HandoffClocksModule,
        DeadlinesModule,
      ],
      providers: [
        Outbox,
        RelayService,
        MessagesProcessor,
        Topics,
        SealingService,
        VerificationService,
        ClockWatchService,
        ClockSweepService,
        DutySweepService,
        DeadLettersService,
        KeyKeeperService,
        WaysOutService,
      ],
    };
  }
}
