import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ContactRulesRequest } from '#domain/wire/notices.js';
import type { MessageSettings } from '#platform/config/message-settings.js';
import { SmsSimulator } from '#platform/messages/sms-simulator.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { startApplication, type TestApplication } from './application.js';
import { granted } from './journey.js';
import { PostOffice } from './post-office.js';
import { PushService } from './push-service.js';
import type { Staff } from './staff.js';
import { Tap } from './tap.js';

export const SMS_SECRET = 'a secret of both sides';

/** A house with every way out: a mail server, a gateway for text messages and a push service, all on this machine. */
export interface TellingHouse {
  readonly house: TestApplication;
  readonly post: PostOffice;
  readonly gateway: SmsSimulator;
  readonly push: PushService;
  readonly messages: MessageSettings;
  /** Every byte that went to the mail server and to the gateway. */
  readonly lines: { readonly smtp: Tap; readonly sms: Tap };
  /** The real worker beside the api, whose gateway answers to it. */
  startWorker(): Promise<INestApplicationContext>;
  close(): Promise<void>;
}

export async function openTellingHouse(): Promise<TellingHouse> {
  const post = new PostOffice();
  const gateway = new SmsSimulator(SMS_SECRET);
  const push = new PushService();
  const lines = { smtp: new Tap(), sms: new Tap() };
  const [servers] = await Promise.all([Promise.all([post.open(), gateway.listen()]), push.open()]);
  const [smtp, sms] = await Promise.all([lines.smtp.on(servers[0]), lines.sms.on(servers[1])]);
  const messages: MessageSettings = {
    senderName: 'Handrail',
    email: { url: smtp, from: 'notices@window.example', tls: 'off' },
    sms: { url: sms, secret: SMS_SECRET },
    push: { contact: 'mailto:notices@window.example', hosts: ['127.0.0.1'] },
  };
  const house = await startApplication({ messages });
  let worker: INestApplicationContext | undefined;
  return {
    house,
    post,
    gateway,
    push,
    messages,
    lines,
    async startWorker() {
      worker ??= await NestFactory.createApplicationContext(
        WorkerModule.forRoot({ ...house.config, publicUrl: house.url }, house.database.keys),
        { logger: false, abortOnError: false },
      );
      return worker;
    },
    async close() {
      await worker?.close();
      await house.close();
      lines.smtp.close();
      lines.sms.close();
      await Promise.all([post.close(), gateway.close(), push.close()]);
    },
  };
}

/** What a client says who may be told by nothing but their window. */
export const SAYS_NOTHING: ContactRulesRequest = {
  do_not_contact: false,
  channels: [],
  email: null,
  phone: null,
  hours: null,
  leave_message: false,
  say_from: false,
  say_when: false,
  language: null,
  phone_read_by: 'not_said',
  note: null,
};

/** Writes down what a client said, as the staff of the responsible house does. */
export async function writeContact(
  staff: Staff,
  client: string,
  rules: Partial<ContactRulesRequest>,
  version = 0,
): Promise<void> {
  granted(await staff.put(`/api/clients/${client}/contact`, { ...SAYS_NOTHING, ...rules }, { version }));
}

/** Turns the clock on the wall of every house: it is `hour` there now. */
export async function turnWallClock(house: TestApplication, hour: number): Promise<void> {
  const offset = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  const zone = `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
  await house.rows('update care.site set time_zone = $1', [offset === 0 ? 'Etc/UTC' : zone]);
}

/** The notices of a client as they are kept, and what became of their messages. */
export async function deliveriesTo(
  house: TestApplication,
  client: string,
): Promise<{ kind: string; channel: string | null; outcome: string | null }[]> {
  return await house.rows(
    `select n.kind, d.channel, d.outcome from care.notice n join care.client_code k on k.client_id = n.client_id and k.code = $1
       left join care.notice_delivery d on d.notice_id = n.id order by n.id, d.channel`,
    [client],
  );
}
