import { Module } from '@nestjs/common';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { DueClocks } from '#platform/db/due-clocks.js';
import { MessageSenders } from '#platform/messages/message-senders.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { ConsentWarningService } from './consent-warning.service.js';
import { NoticeDeliveryService } from './notice-delivery.service.js';
import { NoticeReaderService } from './notice-reader.service.js';

/** The worker's part of notices: it opens the rules of one reader at a time, and no vault. */
@Module({
  providers: [
    { provide: VaultKeys, inject: [KEYS], useFactory: (keys: Keys) => new VaultKeys(keys.ring) },
    MessageSenders,
    NoticeReaderService,
    NoticeDeliveryService,
    DueClocks,
    ConsentWarningService,
  ],
  exports: [NoticeDeliveryService, ConsentWarningService, MessageSenders],
})
export class NoticeDeliveryModule {}
