import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.js';
import { JoiningService } from './joining.service.js';
import { StaffService } from './staff.service.js';

@Module({
  imports: [SessionModule],
  providers: [JoiningService, StaffService],
  exports: [JoiningService, StaffService],
})
export class StaffModule {}
