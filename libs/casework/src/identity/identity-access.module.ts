import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { IdentityJoiningService } from './identity-joining.service.js';
import { IdentityStandingService } from './identity-standing.service.js';
import { PhotoService } from './photo.service.js';
import { ReturnKeyService } from './return-key.service.js';

@Module({
  imports: [ClientModule],
  providers: [IdentityStandingService, IdentityJoiningService, PhotoService, ReturnKeyService],
  exports: [IdentityStandingService, IdentityJoiningService, PhotoService, ReturnKeyService],
})
export class IdentityAccessModule {}
