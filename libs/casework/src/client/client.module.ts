import { Module } from '@nestjs/common';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { ClientService } from './client.service.js';
import { IdentitySearchService } from './identity-search.service.js';
import { IdentityService } from './identity.service.js';
import { KeyWorkerService } from './key-worker.service.js';
import { TimelineService } from './timeline.service.js';

@Module({
  providers: [
    ClientService,
    IdentityService,
    IdentitySearchService,
    KeyWorkerService,
    TimelineService,
    { provide: VaultKeys, inject: [KEYS], useFactory: (keys: Keys) => new VaultKeys(keys.ring) },
  ],
  exports: [
    ClientService,
    IdentityService,
    IdentitySearchService,
    KeyWorkerService,
    TimelineService,
    VaultKeys,
  ],
})
export class ClientModule {}
