import { Module } from '@nestjs/common';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import { CertificateKey } from '#platform/erasure/certificate-key.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { ErasingService } from './erasing.service.js';
import { ErasureService } from './erasure.service.js';
import { LegalHoldService } from './legal-hold.service.js';

@Module({
  providers: [
    ErasureService,
    ErasingService,
    LegalHoldService,
    {
      provide: ErasureLedger,
      inject: [KEYS],
      useFactory: (keys: Keys) => ErasureLedger.of(keys),
    },
    { provide: CertificateKey, inject: [KEYS], useFactory: (keys: Keys) => new CertificateKey(keys) },
  ],
  exports: [ErasureService, ErasingService, LegalHoldService],
})
export class ErasureModule {}
