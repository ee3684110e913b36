import { Inject, Injectable } from '@nestjs/common';
import { createHmac, randomUUID } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import type { ComplaintChannel, ComplaintSubmitter, PassedOnReason } from '#domain/charter/rights.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import type { Labels } from '#domain/wire/common.js';
import type { ComplaintFiled, ComplaintFiling, ComplaintRecordRequest } from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import { deriveKey, type Keys } from '#platform/config/keys.js';
import { hashPassword } from '#platform/crypto/passwords.js';
import { PUBLIC_ACTOR, type Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { Throttle } from '#platform/db/throttle.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { randomCode } from '../client/admission.tx.js';
import { readOwnClientCode } from '../client/client.queries.js';
import { preparedPassphrase, sealWords } from './complaint-words.js';

const REFUSED: Readonly<Record<string, { code: RefusalCode; field?: string }>> = {
  unknown_house: { code: 'complaint.house_unknown', field: 'about' },
  unknown_colleague: { code: 'colleague.unknown', field: 'about_colleague' },
  unknown_client: { code: 'request.not_found', field: 'client' },
  no_office: { code: 'complaint.no_office' },
};

/** The network changes rarely: after so many looks it is read again. */
const HOUSES_LOOKS_MAX = 50;

export interface House {
  readonly code: string;
  readonly names: Labels;
}

interface Wanted {
  readonly id: string;
  readonly about: string;
  readonly about_colleague: string | null;
  readonly channel: ComplaintChannel;
  readonly submitter: ComplaintSubmitter;
  readonly client: string | null;
  readonly category: string;
  readonly concerns_minor: boolean;
  readonly words: string;
  readonly about_whom: string;
  readonly language: string;
  readonly passphrase_hash: string | null;
}

/**
 * How complaints come in (domain 09; ADR 0043): from anybody without an account, from a client in their window, or written down
 * by staff. Of whoever gives no name nothing is kept: no account, no client, no address, no number of the request, no hour.
 */
@Injectable()
export class ComplaintFilingService {
  private known: { houses: readonly House[]; looks: number } | undefined;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly throttle: Throttle,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /**
   * Files a complaint of anybody (`address`: where the request came from, for the pace alone) or of a client who acts. A passphrase
   * is needed unless a client gives their name. The same call filed twice is one complaint.
   */
  async file(
    actor: Actor,
    call: Call,
    wanted: ComplaintFiling,
    address: string | null,
  ): Promise<ComplaintFiled> {
    const byName = actor.kind === 'client' && !wanted.anonymous;
    assertFiling(wanted, byName);
    const slow = address === null ? undefined : await this.throttle.begin(['complaint-address', address]);
    if (slow) throw slow;
    const hash = wanted.passphrase ? await hashPassword(preparedPassphrase(wanted.passphrase)) : null;
    const filing: Wanted = {
      id: this.idOf(call),
      about: wanted.about,
      about_colleague: null,
      channel: byName ? 'window' : 'web',
      submitter: byName ? 'client' : wanted.anonymous ? 'anonymous' : 'other',
      client: null,
      category: wanted.category,
      concerns_minor: wanted.concerns_minor,
      words: wanted.words,
      about_whom: wanted.about_whom,
      language: wanted.language,
      passphrase_hash: hash,
    };
    // Without a name the client is nobody here either: another actor, and no number that a log would lead back by.
    const who = byName ? actor : PUBLIC_ACTOR;
    const how = byName ? call : {};
    return await this.uow.run(who, { do: 'complaint.file', ...how }, (tx) => this.write(tx, filing));
  }

  /** The organisations somebody may complain about, as the public knows them. Read again now and then. */
  async houses(): Promise<readonly House[]> {
    const known = this.known;
    if (known && known.looks < HOUSES_LOOKS_MAX) {
      known.looks += 1;
      return known.houses;
    }
    const houses = await this.uow.run(PUBLIC_ACTOR, { do: 'complaint.follow' }, (tx) =>
      tx.query<House>('select code, names from care.organisation where closed_at is null order by code'),
    );
    this.known = { houses, looks: 0 };
    return houses;
  }

  /** Staff write a complaint down for somebody who came, rang, put it in the box or sent others. */
  async record(actor: Actor, call: Call, wanted: ComplaintRecordRequest): Promise<ComplaintFiled> {
    const passphrase = wanted.passphrase ?? null;
    if (passphrase !== null) assertPassphrase(passphrase);
    const hash = passphrase === null ? null : await hashPassword(preparedPassphrase(passphrase));
    return await this.uow.run(actor, { do: 'complaint.record', ...call }, async (tx) => {
      const client = wanted.submitter === 'client' ? await readOwnClientCode(tx, wanted.client ?? '') : null;
      return await this.write(tx, {
        id: randomUUID(),
        about: wanted.about,
        about_colleague: wanted.about_colleague ?? null,
        channel: wanted.channel,
        submitter: wanted.submitter,
        client,
        category: wanted.category,
        concerns_minor: wanted.concerns_minor,
        words: wanted.words,
        about_whom: wanted.about_whom ?? '',
        language: wanted.language,
        passphrase_hash: hash,
      });
    });
  }

  private async write(tx: Tx, wanted: Wanted): Promise<ComplaintFiled> {
    const { id } = wanted;
    const sealed = sealWords(this.keys.base, id, 'words', {
      words: wanted.words.trim(),
      about_whom: wanted.about_whom.trim(),
    });
    const filed = await tx.one<{ answer: string; reference: string; pass_reason: PassedOnReason | null }>(
      'select * from care.file_complaint($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
      [
        id,
        randomCode(),
        wanted.passphrase_hash,
        wanted.about,
        wanted.about_colleague,
        wanted.channel,
        wanted.submitter,
        wanted.client,
        wanted.category,
        wanted.concerns_minor,
        sealed,
        wanted.language,
        LIMITS.complaint_acknowledge_days,
        LIMITS.complaint_decide_days,
      ],
    );
    const refused = REFUSED[filed.answer];
    if (refused) throw new Refusal(refused.code, refused.field ? { field: refused.field } : {});
    tx.note({ category: wanted.category, passed_on: filed.pass_reason });
    return { complaint: id, reference: formatClientCode(filed.reference), passed_on: filed.pass_reason };
  }

  /** A form that is posted twice names one complaint; the name cannot be guessed from the form. */
  private idOf(call: Call): string {
    if (!call.command) return randomUUID();
    const hex = createHmac('sha256', deriveKey(this.keys.base, 'complaint-id', 32))
      .update(call.command.key)
      .update(call.command.sha256)
      .digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}

function assertFiling(wanted: ComplaintFiling, byName: boolean): void {
  if (wanted.words.trim() === '') throw new Refusal('field.invalid', { field: 'words' });
  if (wanted.passphrase !== null) assertPassphrase(wanted.passphrase);
  else if (!byName) throw new Refusal('field.invalid', { field: 'passphrase' });
}

function assertPassphrase(passphrase: string): void {
  if (preparedPassphrase(passphrase).length < LIMITS.passphrase_characters_min)
    throw new Refusal('field.invalid', { field: 'passphrase' });
}
