import { Module } from '@nestjs/common';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { ClientService } from './client.service.js';
import { IdentityService } from './identity.service.js';

@Module({
  providers: [
    ClientService,
    IdentityService,
    { provide: VaultKeys, inject: [KEYS], useFactory: (keys: Keys) => new VaultKeys(keys.root) },
  ],
  exports: [ClientService, IdentityService, VaultKeys],
})
export class ClientModule {}
