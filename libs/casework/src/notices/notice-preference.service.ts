import { Inject, Injectable } from '@nestjs/common';
import type { NoticeMode } from '#domain/charter/notices.js';
import { Refusal } from '#domain/refusal.js';
import type {
  ContactWritten,
  NoticePreferenceRequest,
  NoticePreferenceView,
  PushDevice,
} from '#domain/wire/notices.js';
import { CONFIG, KEYS } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { MessageSenders } from '#platform/messages/message-senders.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { addDevice, deviceMark, readEmail, withoutDevice } from './contact-rules.js';

/** Where a member of staff is told, beside the app; encrypted where it lies. */
export interface AccountAddresses {
  readonly email: string | null;
  readonly devices: readonly PushDevice[];
}

interface PreferenceFound {
  mode: NoticeMode;
  sealed: Buffer | null;
  quiet_from: string | null;
  quiet_until: string | null;
  version: number;
}

const NOWHERE: AccountAddresses = { email: null, devices: [] };
const PUT = 'select access.put_notice_preference($1, $2, $3, $4, $5) as version';

/** Opens what `sealAddresses` sealed for this account. */
export function openAddresses(base: Buffer, account: string, sealed: Buffer | null): AccountAddresses {
  return sealed
    ? (JSON.parse(openNote(base, { record: account, name: 'notices' }, sealed)) as AccountAddresses)
    : NOWHERE;
}

/** Seals where a member of staff is told, under a key of its own of this account. */
export function sealAddresses(base: Buffer, account: string, addresses: AccountAddresses): Buffer {
  return sealNote(base, { record: account, name: 'notices' }, JSON.stringify(addresses));
}

/** How a member of staff wants to be told. Until they choose, in the app alone. */
@Injectable()
export class NoticePreferenceService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly senders: MessageSenders,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async view(actor: Actor, call: Call): Promise<NoticePreferenceView> {
    return await this.uow.run(actor, { do: 'notice.preferences', ...call }, async (tx) => {
      const found = await find(tx);
      const { email, devices } = this.open(tx, found);
      return {
        mode: found.mode,
        email,
        quiet:
          found.quiet_from !== null && found.quiet_until !== null
            ? { from: found.quiet_from, until: found.quiet_until }
            : null,
        devices: devices.length,
        device_marks: devices.map(deviceMark),
        leaving: this.senders.leaving,
        push_key: this.senders.pushKey,
        version: found.version,
      };
    });
  }

  /** Chooses how; browsers that are told stay as they are. Refuses what is no address. */
  async choose(
    actor: Actor,
    call: Call,
    version: number,
    wanted: NoticePreferenceRequest,
  ): Promise<ContactWritten> {
    return await this.rewrite(actor, call, (found, { devices }) => {
      const email = readEmail(wanted.email);
      if (found.version !== version)
        throw new Refusal('version.stale', { parameters: { current: found.version } });
      const { mode, quiet } = wanted;
      if (mode === 'digest' && email === null) throw new Refusal('field.required', { field: 'email' });
      const row = { ...found, mode, quiet_from: quiet?.from ?? null, quiet_until: quiet?.until ?? null };
      return [row, { email, devices }];
    });
  }

  /** This browser is told from now on, of what is told at once. Refuses what is no address of a known push service. */
  async addBrowser(actor: Actor, call: Call, device: PushDevice): Promise<ContactWritten> {
    const hosts = this.config.messages.push?.hosts ?? [];
    return await this.rewrite(actor, call, (found, { email, devices }) => [
      found,
      { email, devices: addDevice(devices, device, hosts) },
    ]);
  }

  /** The browser of this mark is told no longer. */
  async forgetBrowser(actor: Actor, call: Call, mark: string): Promise<ContactWritten> {
    return await this.rewrite(actor, call, (found, { email, devices }) => [
      found,
      { email, devices: withoutDevice(devices, mark) },
    ]);
  }

  private async rewrite(
    actor: Actor,
    call: Call,
    change: (
      found: PreferenceFound,
      addresses: AccountAddresses,
    ) => readonly [PreferenceFound, AccountAddresses],
  ): Promise<ContactWritten> {
    return await this.uow.run(actor, { do: 'notice.prefer', ...call }, async (tx) => {
      const found = await find(tx);
      const [row, addresses] = change(found, this.open(tx, found));
      return await this.put(tx, row, addresses);
    });
  }

  private async put(tx: Tx, row: PreferenceFound, addresses: AccountAddresses): Promise<ContactWritten> {
    const sealed = sealAddresses(this.keys.base, tx.actor.account as string, addresses);
    const { mode, quiet_from, quiet_until, version } = row;
    const put = await tx.one<{ version: number | null }>(PUT, [
      mode,
      sealed,
      quiet_from,
      quiet_until,
      version,
    ]);
    if (put.version === null) throw new Refusal('version.stale', { parameters: { current: version + 1 } });
    tx.note({ mode, devices: addresses.devices.length });
    return { version: put.version };
  }

  private open(tx: Tx, { sealed }: PreferenceFound): AccountAddresses {
    return openAddresses(this.keys.base, tx.actor.account as string, sealed);
  }
}

async function find(tx: Tx): Promise<PreferenceFound> {
  const found = await tx.maybe<PreferenceFound>('select * from access.my_notice_preference()');
  return found ?? { mode: 'in_app', sealed: null, quiet_from: null, quiet_until: null, version: 0 };
}
