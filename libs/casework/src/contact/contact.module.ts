import { Module } from '@nestjs/common';
import { ContactMovesService } from './contact-moves.service.js';
import { ContactPlanService } from './contact-plan.service.js';
import { GroupService } from './group.service.js';

@Module({
  providers: [ContactMovesService, ContactPlanService, GroupService],
  exports: [ContactMovesService, ContactPlanService, GroupService],
})
export class ContactModule {}
