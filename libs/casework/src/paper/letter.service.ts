import { Inject, Injectable } from '@nestjs/common';
import { HANDOFF_CONSENT_KINDS, type ConsentCategory, type RecipientClass } from '#domain/charter/consent.js';
import type { LetterKind, LetterRevokeReason } from '#domain/charter/document.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import { assertLetter } from '#domain/rules/letter.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import type { Labels } from '#domain/wire/common.js';
import type { LetterAnswer, LetterGiving, LetterView, LetterWritten } from '#domain/wire/document.js';
import { CONFIG, KEYS } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { PUBLIC_ACTOR, type Actor } from '#platform/db/actor.js';
import { Throttle } from '#platform/db/throttle.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { printPaper } from '#platform/paper/print-paper.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting, sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { randomCode } from '../client/admission.tx.js';
import { assertVersion, locate, type Located } from '../client/client.queries.js';
import { recordDisclosure } from '../consent/disclosure.tx.js';
import { HOUSE_ZONE, readDayOf } from '../day.queries.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import { readRecordAtRequest } from './own-record.queries.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  aboutClient,
  readLetter,
  readLetters,
  showLetter,
  type LetterFound,
} from '../document/document.queries.js';
import { attendanceLetter, careLetter, type CareLetterDrawn, type LetterFrame } from './letters.js';

/** What a letter may hold that goes into the client's own hand: all of it is theirs. */
const OWN_HAND: readonly ConsentCategory[] = ['treatment', 'diagnosis', 'safety', 'identity', 'pregnancy'];

interface Consented {
  reference: string;
  categories: ConsentCategory[];
  to: string | null;
  to_names: Labels | null;
  to_class: RecipientClass | null;
  id: string;
}

const CONSENT = `select k.id, k.reference, k.categories, k.recipient_organisation_id as to, r.names as to_names, k.recipient_class as to_class
  from care.consent k left join care.organisation r on r.id = k.recipient_organisation_id
  where k.reference = $1 and k.client_id = $2 and k.kind = any ($3) and k.withdrawn_at is null and k.until_at > clock_timestamp()`;

const DAYS = `select distinct to_char(a.attended_at at time zone ${HOUSE_ZONE}, 'YYYY-MM-DD') as day
  from care.contact_attendance a join care.organisation o on o.id = a.organisation_id
  where a.organisation_id = $1 and a.client_id = $2 and a.undone_at is null and a.happened in ('kept','late')
    and (a.attended_at at time zone ${HOUSE_ZONE})::date between $3::date and $4::date order by day`;

/**
 * Letters that a house gives out (ADR 0051): drawn from its own part of the record within a consent, or into the client's own hand; kept
 * byte for byte under the key of the client, written into the ledger, and each with a code by which anybody may ask whether it stands.
 */
@Injectable()
export class LetterService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly throttle: Throttle,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: { readonly base: Keys['base'] },
    @Inject(VaultKeys) private readonly vault: VaultKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Letters that the own house gave out, the newest first. */
  async list(actor: Actor, call: Call, code: string): Promise<LetterView[]> {
    return await this.uow.run(actor, { do: 'letter.list', on: { client: code }, ...call }, async (tx) => {
      const { client_id } = await locate(tx, code);
      return (await readLetters(tx, client_id)).map(showLetter);
    });
  }

  /** The letter as it left, byte for byte. */
  async open(actor: Actor, call: Call, letter: string): Promise<Buffer> {
    return await this.uow.run(actor, { do: 'letter.open', on: { letter }, ...call }, async (tx) => {
      const row = await known(tx, letter);
      const { content } = await tx.one<{ content: Buffer | null }>(
        'select content from care.letter where id = $1',
        [letter],
      );
      const opened = openWriting(this.vault, row, { record: letter, name: 'letter' }, content);
      if (opened === null) throw new Refusal('letter.unknown');
      tx.note({ kind: row.kind });
      return Buffer.from(opened, 'base64');
    });
  }

  /**
   * Gives out a letter. Refuses what assertLetter refuses, a consent that does not stand or does not open treatment, a house that is
   * not responsible, a summary of a stay that goes on, and an attendance of nobody.
   */
  async give(actor: Actor, call: Call, code: string, wanted: LetterGiving): Promise<LetterWritten> {
    return await this.uow.run(actor, { do: 'letter.give', on: { client: code }, ...call }, async (tx) => {
      // Somebody signs a letter: a key of a machine is nobody.
      if (actor.kind !== 'staff') throw new Refusal('permission.role');
      const located = await locate(tx, code);
      if (located.merged_into)
        throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
      const today = await readDayOf(tx);
      assertLetter(wanted, today);
      const frame: LetterFrame = {
        language: wanted.language,
        verifyCode: randomCode(),
        verifyAt: `${this.config.publicUrl.replace(/\/$/, '')}/verify`,
        clientCode: located.code,
        givenAt: tx.now,
        givenOn: today,
      };
      const consent = wanted.consent === null ? null : await this.consent(tx, located, wanted.consent);
      const drawn = await this.draw(tx, located, wanted, frame, consent);
      const bytes = await printPaper(drawn.paper);
      tx.note({ kind: wanted.kind, language: wanted.language, own_hand: consent === null });
      await this.tellLedger(tx, located, consent, drawn, bytes);
      const id = tx.newId();
      const key = await ownWritingKey(tx, this.vault, located.client_id);
      await tx.query(
        `insert into care.letter (id, episode_id, client_id, organisation_id, kind, language, code, consent_id, key_id, content, given_by, given_on)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          located.episode_id,
          located.client_id,
          tx.organisation,
          wanted.kind,
          wanted.language,
          frame.verifyCode,
          consent?.id ?? null,
          key.id,
          sealWriting(this.vault, key, { record: id, name: 'letter' }, bytes.toString('base64')),
          actor.account,
          today,
        ],
      );
      return { letter: id, code: formatClientCode(frame.verifyCode), version: 1 };
    });
  }

  /** From now on the page says that it does not stand; it stays to be read by the house. */
  async revoke(
    actor: Actor,
    call: Call,
    { letter, version }: { readonly letter: string; readonly version: number },
    reason: LetterRevokeReason,
  ): Promise<LetterWritten> {
    return await this.uow.run(actor, { do: 'letter.revoke', on: { letter }, ...call }, async (tx) => {
      await tx.query('select 1 from care.letter where id = $1 and organisation_id = $2 for update', [
        letter,
        tx.organisation,
      ]);
      const row = await known(tx, letter);
      if (row.revoked_at) throw new Refusal('letter.revoked');
      assertVersion(version, row.version);
      tx.note({ kind: row.kind, reason });
      await tx.query(
        `update care.letter set revoked_at = clock_timestamp(), revoked_by = $2, revoke_reason = $3, version = version + 1 where id = $1`,
        [letter, actor.account, reason],
      );
      return { letter, code: row.code === null ? '' : formatClientCode(row.code), version: row.version + 1 };
    });
  }

  /**
   * Whether a letter stands, for whoever holds its code. Known, revoked and unknown are the same work; a code that is mistyped is one
   * that nobody gave. `address` is where the request came from, for the pace alone.
   */
  async verify(code: string, address: string | null): Promise<LetterAnswer> {
    const slow = address === null ? undefined : await this.throttle.begin(['letter-address', address]);
    return await this.uow.run(PUBLIC_ACTOR, { do: 'letter.verify' }, async (tx): Promise<LetterAnswer> => {
      // In here, so that the audit knows that somebody tries too often.
      if (slow) throw slow;
      const parsed = parseClientCode(code);
      const row = await tx.maybe<{ kind: LetterKind; given_on: string; stands: boolean }>(
        `select kind, to_char(given_on, 'YYYY-MM-DD') as given_on, stands from care.letter_by_code($1)`,
        [parsed.ok ? parsed.code : ''],
      );
      tx.note({ found: row !== undefined });
      return row ? { found: true, ...row, issuer: this.config.messages.senderName } : { found: false };
    });
  }

  private async consent(tx: Tx, { client_id }: Located, reference: string): Promise<Consented> {
    const found = await tx.maybe<Consented>(`${CONSENT} for share of k`, [
      reference,
      client_id,
      HANDOFF_CONSENT_KINDS,
    ]);
    if (!found) throw new Refusal('consent.unknown', { field: 'consent' });
    if (!found.categories.includes('treatment'))
      throw new Refusal('letter.consent_too_narrow', { field: 'consent' });
    return found;
  }

  private async draw(
    tx: Tx,
    { client_id }: Located,
    wanted: LetterGiving,
    frame: LetterFrame,
    consent: Consented | null,
  ): Promise<CareLetterDrawn> {
    const { kind, language, words, from_on, until_on } = wanted;
    if (kind === 'attendance') {
      must(from_on !== null && until_on !== null, 'an attendance has days');
      const rows = await tx.query<{ day: string }>(DAYS, [tx.organisation, client_id, from_on, until_on]);
      if (rows.length === 0) throw new Refusal('letter.nothing_attended', { field: 'from_on' });
      const days = rows.map(({ day }) => day);
      const paper = attendanceLetter({ ...frame, from: from_on, until: until_on, days });
      return { paper, fields: ['attendance'], categories: [] };
    }
    must(words !== null, 'a letter about care has words');
    const record = await readRecordAtRequest(tx, client_id, this.keys.base);
    const { code: house, author } = await tx.one<{ code: string; author: string }>(
      'select o.code, a.display_name as author from care.organisation o join access.account a on a.id = $2 where o.id = $1',
      [tx.organisation, tx.actor.account],
    );
    const toClass = consent?.to_class;
    return careLetter(record, {
      ...frame,
      kind,
      house,
      to:
        consent?.to_names?.[language] ?? (toClass ? CONSENT_WORDS[language].recipient_class[toClass] : null),
      words: words.trim(),
      author,
      categories: consent?.categories ?? OWN_HAND,
      notice: (await packOf(tx, this.packs)).redisclosure_notice.texts[language],
    });
  }

  /** Every letter is a line of the ledger: under its consent, or as what the law gives the client themselves. */
  private async tellLedger(
    tx: Tx,
    { client_id }: Located,
    consent: Consented | null,
    drawn: CareLetterDrawn,
    content: Buffer,
  ): Promise<void> {
    const { fields, categories } = drawn;
    await recordDisclosure(tx, {
      client: client_id,
      channel: 'paper',
      fields,
      categories,
      content,
      notice_version: (await packOf(tx, this.packs)).redisclosure_notice.version,
      ...(consent
        ? {
            basis: 'consent',
            consent: consent.reference,
            ...(consent.to !== null
              ? { to: consent.to }
              : { to_class: consent.to_class ?? 'treating_providers' }),
          }
        : { basis: 'law', to_class: 'own_house' }),
    });
  }
}

async function known(tx: Tx, letter: string): Promise<LetterFound> {
  const row = await readLetter(tx, letter);
  if (!row) throw new Refusal('letter.unknown');
  await aboutClient(tx, row.client_id);
  return row;
}
