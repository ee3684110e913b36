import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import type { ContactRulesRequest, ContactView, ContactWritten, PushDevice } from '#domain/wire/notices.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { assertOwnCustody, locate, locateForChange } from '../client/client.queries.js';
import { openContact, rulesOf, sealContact, type KeptContact, type WrappedKey } from './contact-cipher.js';
import { addDevice, readRules } from './contact-rules.js';

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

  /** The client's own rules, in their window. */
  async own(actor: Actor, call: Call): Promise<ContactView> {
    return await this.uow.run(actor, { do: 'window.contact', ...call }, async (tx) =>
      this.show(await findOwn(tx)),
    );
  }

  /** The client says how they may be reached. `device`: this browser, to be told from now on; null: no browser any more. */
  async changeOwn(
    actor: Actor,
    call: Call,
    version: number,
    said: ContactRulesRequest,
    device?: PushDevice | null,
  ): Promise<ContactWritten> {
    return await this.uow.run(actor, { do: 'window.contact_change', ...call }, async (tx) => {
      const rules = readRules(said);
      const found = await findOwn(tx);
      if (!found) throw new Refusal('contact.anonymous');
      const { devices } = this.kept(found);
      const hosts = this.config.messages.push?.hosts ?? [];
      const kept = device === null ? [] : device ? addDevice(devices, device, hosts) : devices;
      tx.note({ channels: rules.channels, do_not_contact: rules.do_not_contact, devices: kept.length });
      return await written(tx, 'select care.own_put_contact($1, $2) as version', [
        sealContact(this.keys, found, { rules, devices: kept }),
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
