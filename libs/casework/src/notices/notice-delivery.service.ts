import { Inject, Injectable } from '@nestjs/common';
import type { NoticeChannel, NoticeOutcome } from '#domain/charter/notices.js';
import { noticeTemplate, noticeText, type NoticeText } from '#domain/words/notices.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import { systemActor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import {
  CannotSend,
  type Destination,
  type OutgoingMessage,
  type Sending,
} from '#platform/messages/message-sender.js';
import { MessageSenders } from '#platform/messages/message-senders.js';
import { failPoint } from '#platform/process/fail-point.js';
import { channelsOf, dueFor, limitHours, planMessages, whenOf } from './notice-plan.js';
import { NoticeReaderService, type OpenedReader } from './notice-reader.service.js';

const DELIVERY = systemActor('system:delivery');
const HOUR_MS = 3_600_000;
/** Two clocks of the database a moment apart are the same time. */
const SLACK_MS = 2_000;

interface ToSend {
  channel: NoticeChannel;
  notice_id: string | null;
  digest: boolean;
  due_at: Date;
}

interface Prepared {
  readonly message: OutgoingMessage;
  /** The notice by whose reader it is looked at. */
  readonly noticeId: string | null;
}

/**
 * Tells people outside of the app (ADR 0042): plans the messages of a notice by the reader's rules, and sends each. The rules are
 * looked at again in the moment of sending. The database knows a message as sent only after it was taken, so a worker that is killed in
 * between sends it once more, under the same number.
 */
@Injectable()
export class NoticeDeliveryService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly senders: MessageSenders,
    private readonly readers: NoticeReaderService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Decides where and when a notice is told. Run twice it plans once: a notice leaves once by each channel. */
  async plan(messageId: string, noticeId: string): Promise<void> {
    await this.uow.run(DELIVERY, { do: 'notice.send', request: messageId }, async (tx) => {
      const opened = await this.readers.open(tx, noticeId);
      if (!opened) return tx.note({ taken_back: true });
      const { found, reader } = opened;
      // Put off: another message comes when its time has come.
      if (found.visible_at.getTime() > found.now.getTime() + SLACK_MS) return tx.note({ early: true });
      const since = new Date(found.now.getTime() - limitHours(found.client_id !== null) * HOUR_MS);
      const counted = await tx.query<{ channel: NoticeChannel; messages: number }>(
        'select * from care.messages_since($1, $2, $3)',
        [found.client_id, found.account_id, since],
      );
      const planned = planMessages(
        reader,
        Object.fromEntries(counted.map(({ channel, messages }) => [channel, messages])),
      );
      for (const { channel, dueAt, digestOn } of planned)
        await tx.query('select care.plan_delivery($1, $2, $3, $4)', [noticeId, channel, dueAt, digestOn]);
      tx.note({ kind: found.kind, channels: planned.map(({ channel }) => channel) });
    });
  }

  /** Sends one message, if its reader still may and wants to be told, and says what came of it. */
  async send(messageId: string, deliveryId: string): Promise<void> {
    const prepared = await this.prepare(messageId, deliveryId);
    if (!prepared) return;
    const { message, noticeId } = prepared;
    const sent = await this.senders.of(message.to.channel).send(message);
    failPoint('notices.after_send_before_mark');
    await this.end(messageId, deliveryId, noticeId, sent);
  }

  private async prepare(messageId: string, deliveryId: string): Promise<Prepared | undefined> {
    return await this.uow.run(DELIVERY, { do: 'notice.send', request: messageId }, async (tx) => {
      const due = await tx.maybe<ToSend>('select * from care.delivery_to_send($1)', [deliveryId]);
      if (!due) {
        tx.note({ ended: true });
        return undefined;
      }
      const opened = due.notice_id === null ? undefined : await this.readers.open(tx, due.notice_id);
      if (!opened) return await this.drop(tx, deliveryId, 'withdrawn');
      const { found, reader } = opened;
      if (due.due_at.getTime() > found.now.getTime() + SLACK_MS) {
        tx.note({ early: true });
        return undefined;
      }
      const to = destinationOf(due, opened);
      if (!to) return await this.drop(tx, deliveryId, 'not_allowed');
      const dueAt = due.digest ? found.now : dueFor(reader);
      if (dueAt > found.now) {
        await tx.query('select care.put_off_delivery($1, $2)', [deliveryId, dueAt]);
        tx.note({ put_off: true });
        return undefined;
      }
      tx.note({ kind: due.digest ? 'digest' : found.kind, channel: due.channel });
      const sayFrom = reader.rules?.say_from ?? true;
      const text = this.text(due, opened);
      const message = { id: deliveryId, to, text, language: reader.language, sayFrom };
      return { message, noticeId: due.notice_id };
    });
  }

  private async drop(tx: Tx, deliveryId: string, outcome: NoticeOutcome): Promise<undefined> {
    await tx.query('select care.end_delivery($1, $2, null)', [deliveryId, outcome]);
    tx.note({ outcome });
    return undefined;
  }

  private async end(
    messageId: string,
    deliveryId: string,
    noticeId: string | null,
    { outcome, reference, gone = [] }: Sending,
  ): Promise<void> {
    await this.uow.run(DELIVERY, { do: 'notice.send', request: messageId }, async (tx) => {
      if (noticeId !== null && gone.length > 0) await this.readers.letGo(tx, noticeId, gone);
      await tx.query('select care.end_delivery($1, $2, $3)', [deliveryId, outcome, reference]);
      tx.note({ outcome, devices_gone: gone.length });
    });
  }

  private text({ channel, digest }: ToSend, { found, reader }: OpenedReader): NoticeText {
    const saysWhen = found.happens_at !== null && (reader.rules?.say_when ?? false);
    const kind = digest ? 'digest' : found.kind;
    const when = found.happens_at ? whenOf(found.happens_at, reader.zone, reader.language) : '';
    const link = found.client_id === null ? this.config.publicUrl : `${this.config.publicUrl}/window`;
    return noticeText(noticeTemplate(kind, channel, reader.language, saysWhen), { when, link });
  }
}

/** Where a message goes, or undefined: the reader no longer allows it, or there is no address any more. */
function destinationOf(
  { channel, digest }: ToSend,
  { reader, devices, email }: OpenedReader,
): Destination | undefined {
  const allowed = channelsOf(reader);
  const may = digest ? reader.mode !== 'in_app' : allowed !== 'digest' && allowed.includes(channel);
  if (!may) return undefined;
  const phone = reader.rules?.phone ?? null;
  if (channel === 'email') return email === null ? undefined : { channel, address: email };
  if (channel === 'sms') return phone === null ? undefined : { channel, number: phone };
  return devices.length > 0 ? { channel, devices } : undefined;
}

/** Whether trying again would change nothing: the address itself was refused. */
export function isFinalRefusal(error: unknown): boolean {
  return error instanceof CannotSend && error.isFinal;
}
