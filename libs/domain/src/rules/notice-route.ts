import { noticeSpec, type NoticeChannel, type NoticeKind, type NoticeMode } from '../charter/notices.js';
import type { ContactRules } from '../wire/notices.js';

/**
 * By which channels a client is told of something, beside their window: what they allowed, and can be done. Without a rule of
 * theirs nothing leaves the house. A telephone that others read gets nothing unless the client said that a message may be left.
 */
export function channelsForClient(kind: NoticeKind, rules: ContactRules | null): NoticeChannel[] {
  if (!rules || rules.do_not_contact) return [];
  const possible: Readonly<Record<NoticeChannel, boolean>> = {
    email: rules.email !== null,
    sms: rules.phone !== null && (rules.leave_message || rules.phone_read_by === 'only_me'),
    push: rules.devices > 0,
  };
  return noticeSpec(kind).channels.filter((channel) => rules.channels.includes(channel) && possible[channel]);
}

/** What a member of staff has chosen, as far as it can be done. */
export interface AccountReach {
  readonly mode: NoticeMode;
  readonly hasEmail: boolean;
  readonly devices: number;
}

/** By which channels a member of staff is told at once; `digest`: it waits for the mail of the morning. */
export function channelsForAccount(
  kind: NoticeKind,
  { mode, hasEmail, devices }: AccountReach,
): readonly NoticeChannel[] | 'digest' {
  const { urgency, channels } = noticeSpec(kind);
  if (mode === 'in_app') return [];
  // What is urgent does not wait for the morning, or it would not be urgent.
  if (mode === 'digest' && urgency !== 'urgent') return hasEmail ? 'digest' : [];
  return channels.filter((channel) => (channel === 'email' ? hasEmail : channel === 'push' && devices > 0));
}
