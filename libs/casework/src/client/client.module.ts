import { Module } from '@nestjs/common';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { ClientService } from './client.service.js';
import { IdentityStore } from './identity-store.js';

@Module({
  providers: [
    ClientService,
    IdentityStore,
    { provide: VaultKeys, inject: [KEYS], useFactory: (keys: Keys) => new VaultKeys(keys.root) },
  ],
  exports: [ClientService, IdentityStore, VaultKeys],
})
export class ClientModule {}
