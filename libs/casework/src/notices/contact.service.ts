import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import type {
  ContactRules,
  ContactRulesRequest,
  ContactView,
  ContactWritten,
  OwnContactView,
  PushDevice,
} from '#domain/wire/notices.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import { MessageSenders } from '#platform/messages/message-senders.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { assertOwnCustody, locate, locateForChange } from '../client/client.queries.js';
import { openContact, rulesOf, sealContact, type KeptContact, type WrappedKey } from './contact-cipher.js';
import { addDevice, deviceMark, readRules, withoutDevice } from './contact-rules.js';

interface ContactFound extends WrappedKey {
  ciphertext: Buffer | null;
  version: number;
  changed_by: 'client' | 'staff' | null;
  changed_at: Date | null;
}

const FOUND = `select p.client_id as person, p.epoch, p.wrapped_key, c.ciphertext, coalesce(c.version, 0) as version, c.changed_by, c.changed_at
  from vault.person p left join vault.contact c on c.client_id = p.client_id where p.client_id = $1 and p.erased_at is null`;

/** Before anything was said: a client who is told in the window alone. */
const NOTHING_SAID: KeptContact = {
  rules: {
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
  },
  devices: [],
};

/**
 * How a client may be reached (ADR 0042): their own words, encrypted under the key of the person. The house that is responsible writes
 * them down, and the client changes them in their own window. Of whoever came without a name nothing is kept.
 */
@Injectable()
export class ContactService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: VaultDoor,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
    @Inject(CONFIG) private readonly config: Config,
    private readonly senders: MessageSenders,
  ) {}

  /** The rules, for the house that is responsible; the look is in the audit before the vault is opened. */
  async view(actor: Actor, call: Call, code: string): Promise<ContactView> {
    const { client, last } = await this.uow.run(
      actor,
      { do: 'contact.view', on: { client: code }, ...call },
      async (tx) => {
        const located = await locate(tx, code);
        await assertOwnCustody(tx, located.episode_id);
        const rows = await tx.query<{ channel: string; outcome: string; at: Date }>(
          'select * from care.last_messages_to($1)',
          [located.client_id],
        );
        return { client: located.client_id, last: rows };
      },
    );
    const view = this.show(await this.find(actor, client));
    const shown = last.map(({ channel, outcome, at }) => ({ channel, outcome, at: at.toISOString() }));
    return { ...view, last: shown as ContactView['last'] };
  }

  /** Writes down what the client said. Refuses a client without a name, and a channel without an address. */
  async change(
    actor: Actor,
    call: Call,
    target: { readonly code: string; readonly version: number },
    said: ContactRulesRequest,
  ): Promise<ContactWritten> {
    const { code } = target;
    return await this.uow.run(actor, { do: 'contact.change', on: { client: code }, ...call }, async (tx) => {
      const rules = readRules(said);
      const located = await locateForChange(tx, code);
      await assertOwnCustody(tx, located.episode_id);
      const found = await this.find(actor, located.client_id);
      if (!found) throw new Refusal('contact.anonymous');
      const sealed = sealContact(this.keys, found, { rules, devices: this.kept(found).devices });
      tx.note({ channels: rules.channels, do_not_contact: rules.do_not_contact });
      return await written(tx, 'select vault.put_contact($1, $2, $3) as version', [
        located.client_id,
        sealed,
        target.version,
      ]);
    });
  }

  /** The rules alone, for whoever asks after a client and has written in the audit that they look. Null: nothing was said. */
  async rulesOf(actor: Actor, client: string): Promise<ContactRules | null> {
    return this.show(await this.find(actor, client)).rules;
  }

  /** The client's own rules, in their window. */
  async own(actor: Actor, call: Call): Promise<OwnContactView> {
    return await this.uow.run(actor, { do: 'window.contact', ...call }, async (tx) => {
      const found = await findOwn(tx);
      const device_marks = found ? this.kept(found).devices.map(deviceMark) : [];
      const push_key = this.senders.leaving.includes('push') ? this.senders.pushKey : null;
      return { ...this.show(found), device_marks, push_key };
    });
  }

  /** The client says how they may be reached; browsers that are told stay as they are. */
  async changeOwn(
    actor: Actor,
    call: Call,
    version: number,
    said: ContactRulesRequest,
  ): Promise<ContactWritten> {
    return await this.rewriteOwn(actor, call, version, ({ devices }) => ({
      rules: readRules(said),
      devices,
    }));
  }

  /** The client lets this browser be told from now on: pressing its button is the permission. Refuses what is no address of a known push service. */
  async addOwnBrowser(
    actor: Actor,
    call: Call,
    version: number,
    device: PushDevice,
  ): Promise<ContactWritten> {
    const hosts = this.config.messages.push?.hosts ?? [];
    return await this.rewriteOwn(actor, call, version, ({ rules, devices }) => ({
      rules: { ...rules, channels: [...rules.channels.filter((one) => one !== 'push'), 'push'] },
      devices: addDevice(devices, device, hosts),
    }));
  }

  /** A browser of the client is told no longer; with the last one goes the permission. */
  async forgetOwnBrowser(actor: Actor, call: Call, version: number, mark: string): Promise<ContactWritten> {
    return await this.rewriteOwn(actor, call, version, (before) => {
      const devices = withoutDevice(before.devices, mark);
      const channels = before.rules.channels.filter((one) => one !== 'push' || devices.length > 0);
      return { rules: { ...before.rules, channels }, devices };
    });
  }

  private async rewriteOwn(
    actor: Actor,
    call: Call,
    version: number,
    change: (before: KeptContact) => KeptContact,
  ): Promise<ContactWritten> {
    return await this.uow.run(actor, { do: 'window.contact_change', ...call }, async (tx) => {
      const found = await findOwn(tx);
      if (!found) throw new Refusal('contact.anonymous');
      const after = change(this.kept(found));
      const { channels, do_not_contact } = after.rules;
      tx.note({ channels, do_not_contact, devices: after.devices.length });
      return await written(tx, 'select care.own_put_contact($1, $2) as version', [
        sealContact(this.keys, found, after),
        version,
      ]);
    });
  }

  private async find(actor: Actor, client: string): Promise<ContactFound | undefined> {
    const [found] = await this.vault.read(actor, (query) => query<ContactFound>(FOUND, [client]));
    return found;
  }

  private kept(found: ContactFound): KeptContact {
    return found.ciphertext ? openContact(this.keys, found, found.ciphertext) : NOTHING_SAID;
  }

  private show(found: ContactFound | undefined): ContactView {
    if (!found)
      return { rules: null, anonymous: true, changed_by: null, changed_at: null, last: [], version: 0 };
    return {
      rules: found.ciphertext ? rulesOf(this.kept(found)) : null,
      anonymous: false,
      changed_by: found.changed_by,
      changed_at: found.changed_at?.toISOString() ?? null,
      last: [],
      version: found.version,
    };
  }
}

async function findOwn(tx: Tx): Promise<ContactFound | undefined> {
  return await tx.maybe<ContactFound>('select * from care.own_contact()');
}

async function written(tx: Tx, text: string, values: unknown[]): Promise<ContactWritten> {
  const { version } = await tx.one<{ version: number | null }>(text, values);
  if (version === null) throw new Refusal('version.stale', { parameters: { current: '?' } });
  return { version };
}
