import { Module } from '@nestjs/common';
import { MessageSenders } from '#platform/messages/message-senders.js';
import { ClientModule } from '../client/client.module.js';
import { ContactService } from './contact.service.js';
import { NoticePreferenceService } from './notice-preference.service.js';
import { NoticesService } from './notices.service.js';

/** What people were told, and how they want to be: for the api, the staff app and the client's window. */
@Module({
  imports: [ClientModule],
  providers: [MessageSenders, ContactService, NoticePreferenceService, NoticesService],
  exports: [ContactService, NoticePreferenceService, NoticesService],
})
export class NoticesModule {}
