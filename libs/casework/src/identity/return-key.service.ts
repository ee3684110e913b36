import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import type {
  ReturnFindRequest,
  ReturnFound,
  ReturnIssued,
  ReturnIssueRequest,
} from '#domain/wire/identity.js';
import { KEYS } from '#platform/config/config.module.js';
import { deriveKey, type Keys } from '#platform/config/keys.js';
import { hashPassword, verifyPassword } from '#platform/crypto/passwords.js';
import type { Actor } from '#platform/db/actor.js';
import { Throttle, type Try } from '#platform/db/throttle.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { randomCode } from '../client/admission.tx.js';
import { assertOwnCustody, assertVersion, locateForChange, nextVersion } from '../client/client.queries.js';
import type { ClientTarget } from './identity-joining.service.js';
import { preparedPassphrase, windowMac } from '#platform/crypto/return-code.js';

const KEY_BYTES = 32;

/**
 * How somebody comes back without a name (domain 05, R-P05), and how every client opens their own window: a code on a card and a
 * passphrase in their head. The code is not the one staff work with, so a list of clients is no half of the credential; of the code
 * keyed hashes are kept, of the passphrase argon2id.
 */
@Injectable()
export class ReturnKeyService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly throttle: Throttle,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Gives a client a code to come back with; the one before ends, and with it what was open. The code is in this answer and nowhere else. */
  async issue(
    actor: Actor,
    call: Call,
    { code, version }: ClientTarget,
    wanted: ReturnIssueRequest,
  ): Promise<ReturnIssued> {
    const passphrase = preparedPassphrase(wanted.passphrase);
    if (passphrase.length < LIMITS.passphrase_characters_min)
      throw new Refusal('field.invalid', { field: 'passphrase' });
    const hash = await hashPassword(passphrase);
    let returnCode: string | null = null;
    const written = await this.uow.run(
      actor,
      { do: 'return.issue', on: { client: code }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, code);
        await assertOwnCustody(tx, located.episode_id);
        assertVersion(version, located.version);
        returnCode = randomCode();
        await tx.query('select care.set_return_key($1, $2, $3, $4)', [
          located.client_id,
          this.macOf(tx.organisation, returnCode),
          hash,
          windowMac(this.keys.base, returnCode),
        ]);
        return { client: located.code, version: await nextVersion(tx, located.episode_id) };
      },
    );
    // Typed in by the compiler as never changed: the callback sets it, unless the same request was answered before.
    const shown = returnCode as string | null;
    return { ...written, return_code: shown && formatClientCode(shown) };
  }

  /**
   * Finds whom a code and a passphrase belong to. A code that is mistyped, unknown or of another house and a wrong passphrase are
   * one refusal, after the same work.
   */
  async find(actor: Actor, call: Call, wanted: ReturnFindRequest): Promise<ReturnFound> {
    const { organisation } = actor;
    must(organisation !== null, 'the acting organisation is known');
    const parsed = parseClientCode(wanted.return_code);
    const mac = this.macOf(organisation, parsed.ok ? parsed.code : wanted.return_code);
    const tries: Try[] = [
      ['return-house', organisation],
      ['return-code', mac.toString('hex')],
    ];
    const slowDown = await this.throttle.begin(...tries);
    const found = await this.uow.run(actor, { do: 'return.find', ...call }, async (tx) => {
      // In here, so that the audit knows that somebody tries too often.
      if (slowDown) throw slowDown;
      const key = await tx.maybe<{ client_id: string; passphrase_hash: string }>(
        'select * from care.find_return_key($1)',
        [mac],
      );
      const right = await verifyPassword(key?.passphrase_hash, preparedPassphrase(wanted.passphrase));
      if (!key || !right) throw new Refusal('return.unknown', { field: 'passphrase' });
      const client = await tx.one<{ code: string; audit_subject: string }>(
        'select code, audit_subject from care.client_code where organisation_id = $1 and client_id = $2',
        [tx.organisation, key.client_id],
      );
      tx.about(client.audit_subject);
      return { client: client.code };
    });
    await this.throttle.succeeded(...tries);
    return found;
  }

  private macOf(organisation: string, code: string): Buffer {
    const key = deriveKey(this.keys.base, 'return-code', KEY_BYTES);
    return createHmac('sha256', key).update(`${organisation}\n${code}`).digest();
  }
}
