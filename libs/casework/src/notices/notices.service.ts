import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { isUuid } from '#domain/rules/uuid.js';
import type { Page } from '#domain/wire/common.js';
import type { NoticeView, OwnNoticeView, UnreadNotices } from '#domain/wire/notices.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import { systemActor, type Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { isSignedReceipt, type SmsReceipt } from '#platform/messages/sms-signature.js';
import type { Call } from '../call.js';
import { readLimit } from '../paging.js';

interface Told {
  id: string;
  kind: string;
  subject?: string | null;
  happens_at?: Date | null;
  told_at: Date;
  read_at: Date | null;
}

/** What people were told, for those who were told; and what a gateway says became of a message. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** What a member of staff was told, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<NoticeView>> {
    const limit = readLimit(page.limit);
    const before = readPlace(page.cursor);
    return await this.uow.run(actor, { do: 'notice.list', ...call }, async (tx) => {
      const rows = await tx.query<Told>('select * from care.notices_of_me($1, $2)', [before, limit + 1]);
      return pageOfTold(rows, limit, ({ id, kind, subject, told_at, read_at }) => ({
        id,
        kind: kind as NoticeView['kind'],
        subject: subject ?? null,
        told_at: told_at.toISOString(),
        read_at: read_at?.toISOString() ?? null,
      }));
    });
  }

  /** How much of it was not read yet. */
  async unread(actor: Actor, call: Call): Promise<UnreadNotices> {
    const most = LIMITS.notices_unread_shown_max;
    return await this.uow.run(actor, { do: 'notice.list', ...call }, async (tx) => {
      const { unread } = await tx.one<{ unread: number }>('select care.unread_of_me($1) as unread', [
        most + 1,
      ]);
      return { unread: Math.min(unread, most), more: unread > most };
    });
  }

  /** Marks one as read, or, with `until`, everything up to the newest that was seen. Refuses where neither is named. */
  async read(
    actor: Actor,
    call: Call,
    which: { readonly notice?: string | undefined; readonly until?: string | undefined },
  ): Promise<{ read: number }> {
    if (which.notice === undefined && which.until === undefined)
      throw new Refusal('field.required', { field: 'notice' });
    return await this.uow.run(actor, { do: 'notice.read', ...call }, async (tx) =>
      tx.one<{ read: number }>('select care.read_my_notices($1, $2) as read', [
        which.notice ?? null,
        which.until ?? null,
      ]),
    );
  }

  /** What a client was told, in their window, the newest first; showing them is reading them. */
  async own(
    actor: Actor,
    call: Call,
    page: { readonly cursor?: string | undefined; readonly limit?: number | undefined } = {},
  ): Promise<Page<OwnNoticeView>> {
    const limit = readLimit(page.limit);
    const before = readPlace(page.cursor);
    return await this.uow.run(actor, { do: 'window.notices', ...call }, async (tx) => {
      const rows = await tx.query<Told>('select * from care.own_notices($1, $2)', [before, limit + 1]);
      await tx.query('select care.own_read_notices()');
      return pageOfTold(rows, limit, ({ id, kind, happens_at, told_at, read_at }) => ({
        id,
        kind: kind as OwnNoticeView['kind'],
        happens_at: happens_at?.toISOString() ?? null,
        told_at: told_at.toISOString(),
        read_at: read_at?.toISOString() ?? null,
      }));
    });
  }

  /** How many notices the client has not read yet. */
  async ownUnread(actor: Actor, call: Call): Promise<number> {
    return await this.uow.run(actor, { do: 'window.view', ...call }, async (tx) => {
      return (await tx.one<{ unread: number }>('select care.own_unread() as unread')).unread;
    });
  }

  /** Takes what a gateway says of a message. Refuses what was not signed with the secret of this house; said twice it is said once. */
  async receive(call: Call, receipt: SmsReceipt, signature: string | undefined): Promise<void> {
    await this.uow.run(systemActor('system:delivery'), { do: 'notice.receipt', ...call }, async (tx) => {
      const { sms } = this.config.messages;
      if (!sms || !isSignedReceipt(sms.secret, receipt, signature, tx.now))
        throw new Refusal('receipt.unsigned');
      const { known } = await tx.one<{ known: boolean }>('select care.take_receipt($1, $2) as known', [
        receipt.id,
        receipt.state === 'delivered',
      ]);
      tx.note({ state: receipt.state, known });
    });
  }
}

function readPlace(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null;
  if (!isUuid(cursor)) throw new Refusal('page.cursor_invalid');
  return cursor;
}

function pageOfTold<T extends { id: string }>(rows: Told[], limit: number, show: (row: Told) => T): Page<T> {
  const items = rows.slice(0, limit).map(show);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
