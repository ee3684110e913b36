import { Module } from '@nestjs/common';
import { WindowAsking } from './window-asking.service.js';
import { WindowDoor } from './window-door.service.js';
import { WindowPasskeys } from './window-passkey.service.js';
import { WindowRecords } from './window-record.service.js';

@Module({
  providers: [WindowAsking, WindowDoor, WindowPasskeys, WindowRecords],
  exports: [WindowAsking, WindowDoor, WindowPasskeys, WindowRecords],
})
export class WindowModule {}
