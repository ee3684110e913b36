import { Module } from '@nestjs/common';
import { ConsentRegisterService } from './consent-register.service.js';
import { ConsentService } from './consent.service.js';
import { OwnConsentService } from './own-consent.service.js';

@Module({
  providers: [ConsentService, OwnConsentService, ConsentRegisterService],
  exports: [ConsentService, OwnConsentService, ConsentRegisterService],
})
export class ConsentModule {}
