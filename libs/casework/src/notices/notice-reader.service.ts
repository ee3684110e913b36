import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import type { NoticeKind, NoticeMode } from '#domain/charter/notices.js';
import type { PushDevice } from '#domain/wire/notices.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Tx } from '#platform/db/tx.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { openContact, rulesOf, sealContact } from './contact-cipher.js';
import type { NoticeReader } from './notice-plan.js';
import { openAddresses, sealAddresses } from './notice-preference.service.js';

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

  /** Browsers that were thrown away are kept no longer; whoever changed their rules meanwhile is left alone. */
  async letGo(tx: Tx, noticeId: string, gone: readonly PushDevice[]): Promise<void> {
    const found = await tx.maybe<ReaderFound>('select * from care.reader_of_notice($1)', [noticeId]);
    if (!found) return;
    const staying = (devices: readonly PushDevice[]): PushDevice[] =>
      devices.filter(({ endpoint }) => !gone.some((one) => one.endpoint === endpoint));
    const { account_id: account } = found;
    const before = account === null ? found.contact : found.sealed;
    let after: Buffer | undefined;
    if (account === null) {
      const kept = this.kept(found);
      if (kept)
        after = sealContact(this.vaultKeys, kept.key, {
          rules: kept.rules,
          devices: staying(kept.devices),
        });
    } else {
      const { email, devices } = openAddresses(this.keys.base, account, found.sealed);
      after = sealAddresses(this.keys.base, account, { email, devices: staying(devices) });
    }
    if (before && after) await tx.query('select care.let_devices_go($1, $2, $3)', [noticeId, before, after]);
  }

  private kept({ person, epoch, wrapped_key, contact: sealed }: ReaderFound) {
    if (!sealed || person === null || epoch === null || !wrapped_key) return null;
    const key = { person, epoch, wrapped_key };
    const { rules, devices } = openContact(this.vaultKeys, key, sealed);
    return { key, rules, devices };
  }

  private client(found: ReaderFound): OpenedReader {
    const kept = this.kept(found);
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
