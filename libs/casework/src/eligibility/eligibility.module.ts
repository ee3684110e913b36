import { Module } from '@nestjs/common';
import { EligibilityService } from './eligibility.service.js';
import { PartnerDeskService } from './partner-desk.service.js';
import { TokenCodes } from './token-codes.service.js';

@Module({
  providers: [EligibilityService, PartnerDeskService, TokenCodes],
  exports: [EligibilityService, PartnerDeskService],
})
export class EligibilityModule {}
