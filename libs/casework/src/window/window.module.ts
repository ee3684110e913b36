import { Module } from '@nestjs/common';
import { ClientModule } from '../client/client.module.js';
import { WindowAsking } from './window-asking.service.js';
import { WindowDoor } from './window-door.service.js';
import { WindowPasskeys } from './window-passkey.service.js';
import { WindowRecords } from './window-record.service.js';

@Module({
  imports: [ClientModule],
  providers: [WindowAsking, WindowDoor, WindowPasskeys, WindowRecords],
  exports: [WindowAsking, WindowDoor, WindowPasskeys, WindowRecords],
})
export class WindowModule {}
