import { Inject, Injectable } from '@nestjs/common';
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import type { ComplaintCategory, ComplaintOutcome, PassedOnReason } from '#domain/charter/rights.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import type { Labels } from '#domain/wire/common.js';
import type { ComplaintFollowed } from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import { deriveKey, type Keys } from '#platform/config/keys.js';
import { verifyPassword } from '#platform/crypto/passwords.js';
import { PUBLIC_ACTOR, type Actor } from '#platform/db/actor.js';
import { Throttle, type Try } from '#platform/db/throttle.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import {
  dayOf,
  iso,
  isoOrNull,
  openMessage,
  openWords,
  preparedPassphrase,
  sealMessage,
  stateOf,
  type ComplaintWords,
  type DecisionWords,
} from './complaint-words.js';

interface Found {
  id: string;
  reference: string;
  about: Labels;
  about_jurisdiction: string;
  handled_by: Labels;
  category: ComplaintCategory;
  concerns_minor: boolean;
  pass_reason: PassedOnReason | null;
  words: Buffer | null;
  received_at: Date;
  acknowledge_due_at: Date;
  decide_due_at: Date;
  acknowledged_at: Date | null;
  outcome: ComplaintOutcome | null;
  decision: Buffer | null;
  decided_at: Date | null;
  retaliation_checked_at: Date | null;
  version: number;
  with_name: boolean;
}

/** A complaint and the way back to it: by the client who acts, or by a ticket that code and passphrase have opened for half an hour. */
export interface Opened {
  readonly complaint: ComplaintFollowed;
  readonly ticket: string;
}

/**
 * How whoever complained follows it (domain 09): in their window, or by code and passphrase without an account. A code that is mistyped,
 * unknown or another's and a wrong passphrase are one refusal after the same work.
 */
@Injectable()
export class ComplaintFollowingService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly throttle: Throttle,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Opens a complaint by code and passphrase. `address` is where the request came from, for the pace alone. */
  async open(asked: { code: string; passphrase: string }, address: string | null): Promise<Opened> {
    const parsed = parseClientCode(asked.code);
    const reference = parsed.ok ? parsed.code : asked.code.slice(0, 64);
    const ofCode: Try = ['complaint-code', reference];
    const fromHere: Try[] = address === null ? [] : [['complaint-address', address]];
    const slow = await this.throttle.begin(...fromHere, ofCode);
    const opened = await this.uow.run(PUBLIC_ACTOR, { do: 'complaint.follow' }, async (tx) => {
      // In here, so that the audit knows that somebody tries too often.
      if (slow) throw slow;
      const key = await tx.maybe<{ complaint_id: string; passphrase_hash: string }>(
        'select * from care.find_complaint_key($1)',
        [reference],
      );
      const right = await verifyPassword(key?.passphrase_hash, preparedPassphrase(asked.passphrase));
      if (!key || !right) throw new Refusal('complaint.key_unknown', { field: 'passphrase' });
      const until = tx.now.getTime() + LIMITS.complaint_follow_minutes * 60_000;
      return {
        complaint: await this.show(tx, key.complaint_id, reference),
        ticket: this.sign(`${key.complaint_id}.${reference}.${until}`),
      };
    });
    await this.throttle.succeeded(...fromHere, ofCode);
    return opened;
  }

  /** The complaints of the client who acts, the newest first. Those they filed without a name are not among them. */
  async own(actor: Actor, call: Call): Promise<ComplaintFollowed[]> {
    return await this.uow.run(actor, { do: 'complaint.follow', ...call }, async (tx) => {
      const rows = await tx.query<{ own_complaints: string }>('select * from care.own_complaints()');
      const complaints: ComplaintFollowed[] = [];
      for (const { own_complaints: id } of rows) complaints.push(await this.show(tx, id, null));
      return complaints;
    });
  }

  /** One complaint: of the client who acts, or by a ticket. */
  async view(actor: Actor, call: Call, by: Way): Promise<ComplaintFollowed> {
    return await this.move(actor, 'complaint.follow', call, by, (tx, { complaint, reference }) =>
      this.show(tx, complaint, reference),
    );
  }

  /** Writes to those who look into it. Possible after the decision too. */
  async reply(actor: Actor, call: Call, by: Way, words: string): Promise<ComplaintFollowed> {
    if (words.trim() === '' || words.length > LIMITS.complaint_words_characters_max)
      throw new Refusal('field.invalid', { field: 'words' });
    return await this.move(actor, 'complaint.reply', call, by, async (tx, { complaint, reference }) => {
      const id = randomUUID();
      const { answer } = await tx.one<{ answer: string }>(
        'select care.reply_to_complaint($1, $2, $3, $4, $5) as answer',
        [
          complaint,
          reference,
          id,
          sealMessage(this.keys.base, id, words.trim()),
          LIMITS.complaint_messages_max,
        ],
      );
      if (answer === 'too_many') throw new Refusal('complaint.too_many');
      if (answer !== 'done') throw new Refusal('complaint.unknown');
      return await this.show(tx, complaint, reference);
    });
  }

  /** Takes it back; whether somebody was made to is asked for like after a decision. Twice is once. */
  async withdraw(actor: Actor, call: Call, by: Way): Promise<ComplaintFollowed> {
    return await this.move(actor, 'complaint.reply', call, by, async (tx, { complaint, reference }) => {
      const { answer } = await tx.one<{ answer: string }>(
        'select care.withdraw_complaint($1, $2, $3, $4) as answer',
        [complaint, reference, LIMITS.complaint_retaliation_days, LIMITS.complaint_retaliation_answer_days],
      );
      if (answer === 'decided') throw new Refusal('complaint.decided');
      if (answer !== 'done') throw new Refusal('complaint.unknown');
      return await this.show(tx, complaint, reference);
    });
  }

  /** Whoever has a ticket is nobody: what they do carries no number of a request either. */
  private async move<T>(
    actor: Actor,
    action: 'complaint.follow' | 'complaint.reply',
    call: Call,
    by: Way,
    work: (tx: Tx, at: { complaint: string; reference: string | null }) => Promise<T>,
  ): Promise<T> {
    const isClient = actor.kind === 'client' && 'complaint' in by;
    return await this.uow.run(
      isClient ? actor : PUBLIC_ACTOR,
      { do: action, ...(isClient ? call : {}) },
      async (tx) =>
        work(
          tx,
          'complaint' in by
            ? { complaint: by.complaint, reference: null }
            : this.readTicket(by.ticket, tx.now),
        ),
    );
  }

  private async show(tx: Tx, complaint: string, reference: string | null): Promise<ComplaintFollowed> {
    const row = await tx.maybe<Found>('select * from care.complaint_of($1, $2)', [complaint, reference]);
    if (!row) throw new Refusal('complaint.unknown');
    const { base } = this.keys;
    const written = openWords<ComplaintWords>(base, row.id, 'words', row.words);
    const decision = openWords<DecisionWords>(base, row.id, 'decision', row.decision);
    const messages = await tx.query<{
      id: string;
      from_complainant: boolean;
      words: Buffer | null;
      written_at: Date;
    }>('select * from care.complaint_messages_of($1, $2)', [complaint, reference]);
    return {
      complaint: row.id,
      reference: formatClientCode(row.reference),
      about: row.about,
      handled_by: row.handled_by,
      category: row.category,
      concerns_minor: row.concerns_minor,
      passed_on: row.pass_reason,
      with_name: row.with_name,
      words: written?.words ?? null,
      about_whom: written?.about_whom ?? '',
      state: stateOf(row),
      received_on: dayOf(row.received_at),
      acknowledge_due_at: iso(row.acknowledge_due_at),
      decide_due_at: iso(row.decide_due_at),
      acknowledged_at: isoOrNull(row.acknowledged_at),
      outcome: row.outcome,
      decision: decision?.words ?? null,
      remedy: decision?.remedy ?? null,
      decided_at: isoOrNull(row.decided_at),
      appeal_to: this.packs.of(row.about_jurisdiction).rights.appeal_to,
      messages: messages.map((one) => ({
        message: one.id,
        mine: one.from_complainant,
        words: openMessage(base, one.id, one.words),
        written_at: iso(one.written_at),
      })),
      version: row.version,
    };
  }

  private sign(text: string): string {
    const mark = createHmac('sha256', deriveKey(this.keys.base, 'complaint-ticket', 32)).update(text);
    return `${text}.${mark.digest('base64url')}`;
  }

  private readTicket(ticket: string, now: Date): { complaint: string; reference: string } {
    const [complaint = '', reference = '', until = ''] = ticket.split('.');
    const right = Buffer.from(this.sign(`${complaint}.${reference}.${until}`));
    const given = Buffer.from(ticket);
    if (given.length !== right.length || !timingSafeEqual(given, right))
      throw new Refusal('complaint.key_unknown');
    must(/^\d+$/.test(until), 'a ticket that we signed names its end');
    if (Number(until) <= now.getTime()) throw new Refusal('complaint.key_unknown');
    return { complaint, reference };
  }
}

/** By which way somebody comes to a complaint: the client who acts by its id, anybody else by a ticket. */
export type Way = { readonly complaint: string } | { readonly ticket: string };
