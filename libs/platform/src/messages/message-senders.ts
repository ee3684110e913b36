import { Inject, Injectable } from '@nestjs/common';
import { NOTICE_CHANNELS, type NoticeChannel } from '#domain/charter/notices.js';
import { CONFIG, KEYS } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import type { Keys } from '../config/keys.js';
import { DemoSender } from './demo-sender.js';
import { EmailSender } from './email-sender.js';
import type { MessageSender } from './message-sender.js';
import { PushSender } from './push-sender.js';
import { SimulatedSender } from './simulated-sender.js';
import { SmsSender } from './sms-sender.js';
import { vapidKeys } from './vapid.js';

/** The ways out of the house, as the operator has set them up; one that is not set up is simulated. */
@Injectable()
export class MessageSenders {
  /** With which a browser asks to be told. */
  readonly pushKey: string;
  private readonly senders: Readonly<Record<NoticeChannel, MessageSender>>;

  constructor(@Inject(CONFIG) { messages, demo, publicUrl }: Config, @Inject(KEYS) keys: Keys) {
    const { email, sms, push, senderName } = messages;
    const vapid = vapidKeys(keys.base);
    this.pushKey = vapid.publicKey;
    const nowhere = new SimulatedSender();
    const all: Record<NoticeChannel, MessageSender> = {
      email: email ? new EmailSender(email, senderName) : nowhere,
      sms: sms ? new SmsSender(sms, senderName, `${publicUrl}/api/receipts/sms`) : nowhere,
      push: push ? new PushSender(push, vapid) : nowhere,
    };
    this.senders = demo
      ? { email: new DemoSender(all.email), sms: new DemoSender(all.sms), push: new DemoSender(all.push) }
      : all;
  }

  of(channel: NoticeChannel): MessageSender {
    return this.senders[channel];
  }

  /** The channels by which messages really leave. */
  get leaving(): NoticeChannel[] {
    return NOTICE_CHANNELS.filter((channel) => this.senders[channel].leaves);
  }
}
