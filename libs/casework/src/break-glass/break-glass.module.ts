import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { IdentityAccessModule } from '../identity/identity-access.module.js';
import { BreakGlassSecondService } from './break-glass-second.service.js';
import { BreakGlassService } from './break-glass.service.js';
import { EmergencyCardService } from './emergency-card.service.js';

@Module({
  imports: [ClientModule, IdentityAccessModule],
  providers: [BreakGlassService, BreakGlassSecondService, EmergencyCardService],
  exports: [BreakGlassService, BreakGlassSecondService, EmergencyCardService],
})
export class BreakGlassModule {}
