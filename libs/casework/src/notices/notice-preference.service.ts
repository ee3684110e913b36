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
import { addDevice, readEmail } from './contact-rules.js';

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

function sealAddresses(base: Buffer, account: string, addresses: AccountAddresses): Buffer {
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
        leaving: this.senders.leaving,
        push_key: this.senders.pushKey,
        version: found.version,
      };
    });
  }

  /** Chooses how. `device`: this browser, to be told from now on; null: no browser any more. Refuses what is no address. */
  async choose(
    actor: Actor,
    call: Call,
    version: number,
    wanted: NoticePreferenceRequest & { readonly device?: PushDevice | null | undefined },
  ): Promise<ContactWritten> {
    return await this.uow.run(actor, { do: 'notice.prefer', ...call }, async (tx) => {
      const email = readEmail(wanted.email);
      const found = await find(tx);
      if (found.version !== version)
        throw new Refusal('version.stale', { parameters: { current: found.version } });
      const before = this.open(tx, found).devices;
      const { device, mode, quiet } = wanted;
      const hosts = this.config.messages.push?.hosts ?? [];
      const devices = device === null ? [] : device ? addDevice(before, device, hosts) : before;
      if (mode === 'digest' && email === null) throw new Refusal('field.required', { field: 'email' });
      const sealed = sealAddresses(this.keys.base, tx.actor.account as string, { email, devices });
      const row = await tx.one<{ version: number | null }>(PUT, [
        mode,
        sealed,
        quiet?.from ?? null,
        quiet?.until ?? null,
        version,
      ]);
      if (row.version === null) throw new Refusal('version.stale', { parameters: { current: version + 1 } });
      tx.note({ mode, devices: devices.length });
      return { version: row.version };
    });
  }

  private open(tx: Tx, { sealed }: PreferenceFound): AccountAddresses {
    return openAddresses(this.keys.base, tx.actor.account as string, sealed);
  }
}

async function find(tx: Tx): Promise<PreferenceFound> {
  const found = await tx.maybe<PreferenceFound>('select * from access.my_notice_preference()');
  return found ?? { mode: 'in_app', sealed: null, quiet_from: null, quiet_until: null, version: 0 };
}
