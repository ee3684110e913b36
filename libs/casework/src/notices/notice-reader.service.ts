import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import type { NoticeKind, NoticeMode } from '#domain/charter/notices.js';
import type { PushDevice } from '#domain/wire/notices.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Tx } from '#platform/db/tx.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { openContact, rulesOf } from './contact-cipher.js';
import type { NoticeReader } from './notice-plan.js';
import { openAddresses } from './notice-preference.service.js';

interface ReaderFound {
  client_id: string | null;
  account_id: string | null;
  kind: NoticeKind;
  happens_at: Date | null;
  visible_at: Date;
  language: Language;
  zone: string;
  jurisdiction: string;
  person: string | null;
  epoch: number | null;
  wrapped_key: Buffer | null;
  contact: Buffer | null;
  mode: NoticeMode;
  sealed: Buffer | null;
  quiet_from: string | null;
  quiet_until: string | null;
  on_duty: boolean;
  now: Date;
  audit_subject: string | null;
}

/** Whoever is told, with their rules and addresses opened: known for as long as one message is decided about. */
export interface OpenedReader {
  readonly found: ReaderFound;
  readonly reader: NoticeReader;
  readonly email: string | null;
  readonly devices: readonly PushDevice[];
}

/** Opens who a notice is for, and how they may be reached. */
@Injectable()
export class NoticeReaderService {
  constructor(
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly vaultKeys: VaultKeys,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Undefined: the notice was taken back, or is gone. Whoever may not be reached has no rules. */
  async open(tx: Tx, noticeId: string): Promise<OpenedReader | undefined> {
    const found = await tx.maybe<ReaderFound>('select * from care.reader_of_notice($1)', [noticeId]);
    if (!found) return undefined;
    tx.about(found.audit_subject);
    return found.account_id === null ? this.client(found) : this.account(found, found.account_id);
  }

  private client(found: ReaderFound): OpenedReader {
    const { person, epoch, wrapped_key, contact: sealed } = found;
    const kept =
      sealed && person !== null && epoch !== null && wrapped_key
        ? openContact(this.vaultKeys, { person, epoch, wrapped_key }, sealed)
        : null;
    const rules = kept && rulesOf(kept);
    const devices = kept?.devices ?? [];
    const own = { rules, mode: 'at_once', hasEmail: false, devices: devices.length, ownQuiet: null } as const;
    const reader = { ...this.common(found), ...own, language: rules?.language ?? found.language };
    return { found, reader, email: rules?.email ?? null, devices };
  }

  private account(found: ReaderFound, account: string): OpenedReader {
    const { email, devices } = openAddresses(this.keys.base, account, found.sealed);
    const { quiet_from: from, quiet_until: until, mode, language } = found;
    const ownQuiet = from !== null && until !== null ? { from, until } : null;
    const own = { mode, hasEmail: email !== null, devices: devices.length, ownQuiet, language };
    return { found, reader: { ...this.common(found), ...own }, email, devices };
  }

  private common({ kind, now, zone, jurisdiction, on_duty }: ReaderFound) {
    const { quiet_hours: quiet } = this.packs.of(jurisdiction);
    return { kind, now, zone, quiet, onDuty: on_duty };
  }
}
