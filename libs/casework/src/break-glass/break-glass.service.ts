import { Inject, Injectable } from '@nestjs/common';
import { BREAK_GLASS_FIELDS, type ClientTold } from '#domain/charter/identity.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import { assertSaysWhy } from '#domain/rules/break-glass.js';
import type { Page } from '#domain/wire/common.js';
import type {
  BreakGlassListView,
  BreakGlassRequest,
  BreakGlassView,
  EmergencyRequest,
} from '#domain/wire/identity.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { keepPromise, promiseToTell } from './break-glass-tell.tx.js';
import { randomCode } from '../client/admission.tx.js';
import { readClientCode } from '../client/client.queries.js';
import { readCursor, readLimit } from '../paging.js';
import {
  findOpening,
  readOpenings,
  readOpeningsOf,
  toView,
  type OpeningFound,
} from './break-glass.queries.js';

/** What the functions that open say no with. */
const NO: Readonly<Record<string, RefusalCode>> = {
  nobody: 'permission.role',
  overdue: 'break_glass.overdue',
  unknown: 'request.not_found',
  asked: 'break_glass.asked_already',
};

/**
 * Opening what one does not see every day (ADR 0037): in an emergency alone and at once, otherwise with a second person. Every
 * opening is a row with an end, and is reviewed; the functions of the database look for themselves whether it may be.
 */
@Injectable()
export class BreakGlassService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /**
   * One person opens the whole emergency card for four hours: by a code of the own house, or by the card another house gave out.
   * Refuses only an unknown code, and whoever has a review that is overdue. Twice is once while it is open.
   */
  async emergency(actor: Actor, call: Call, code: string, wanted: EmergencyRequest): Promise<BreakGlassView> {
    return await this.uow.run(actor, { do: 'glass.emergency', on: { client: code }, ...call }, async (tx) => {
      const { answer, opening, subject } = await tx.one<{
        answer: string;
        opening: string | null;
        subject: string | null;
      }>('select * from care.break_glass_alone($1, $2, $3, $4, $5, $6)', [
        tx.newId(),
        wanted.issuer ?? null,
        readClientCode(code),
        wanted.reason,
        [...BREAK_GLASS_FIELDS],
        randomCode(),
      ]);
      tx.about(subject);
      if (opening === null) throw new Refusal(NO[answer] ?? 'request.not_found');
      tx.note({ opening, reason: wanted.reason, again: answer === 'open' });
      const found = await findOpening(tx, opening);
      await promiseToTell(tx, found);
      return this.show(tx, found);
    });
  }

  /** Asks a second person. Refuses a reason of fewer than 20 characters, and a second request while the first waits. */
  async ask(
    actor: Actor,
    call: Call,
    code: string,
    wanted: BreakGlassRequest,
    session: string | null,
  ): Promise<BreakGlassView> {
    return await this.uow.run(actor, { do: 'glass.request', on: { client: code }, ...call }, async (tx) => {
      assertSaysWhy(wanted.words);
      const opening = tx.newId();
      const words = sealNote(this.keys.base, { record: opening, name: 'why' }, wanted.words.trim());
      const { answer, subject } = await tx.one<{ answer: string; subject: string | null }>(
        'select * from care.ask_break_glass($1, $2, $3, $4, $5, $6, $7)',
        [opening, readClientCode(code), wanted.reason, words, wanted.fields, wanted.minutes, session],
      );
      tx.about(subject);
      const refused = NO[answer];
      if (refused) throw new Refusal(refused);
      tx.note({ opening, reason: wanted.reason, fields: wanted.fields, minutes: wanted.minutes });
      return this.show(tx, await findOpening(tx, opening));
    });
  }

  /** Openings of the own house, the newest first; whoever neither decides nor reviews sees their own. */
  async list(
    actor: Actor,
    call: Call,
    asked: {
      readonly view?: BreakGlassListView | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    },
  ): Promise<Page<BreakGlassView>> {
    const page = { cursor: readCursor(asked.cursor, 'descending'), limit: readLimit(asked.limit) };
    return await this.uow.run(actor, { do: 'glass.list', ...call }, (tx) =>
      readOpenings(tx, asked.view ?? 'all', overlooks(actor) ? null : actor.account, page, (row) =>
        this.show(tx, row),
      ),
    );
  }

  /** Who opened the record of a client, for the client: also other houses, while the own one was responsible. Refuses a protected record to whoever is not of its team. */
  async account(actor: Actor, call: Call, code: string): Promise<{ items: BreakGlassView[] }> {
    return await this.uow.run(actor, { do: 'glass.account', on: { client: code }, ...call }, async (tx) => {
      const client = await tx.maybe<{ client_id: string; audit_subject: string; guarded: boolean }>(
        'select client_id, audit_subject, care.is_guarded(client_id) as guarded from care.client_code where organisation_id = $1 and code = $2',
        [tx.organisation, readClientCode(code)],
      );
      if (!client) throw new Refusal('request.not_found');
      tx.about(client.audit_subject);
      // Why somebody had to be opened says as much as the record; whoever reviews openings has seen it already.
      if (client.guarded && !authorize(actor.roles, 'glass.review').allowed)
        throw new Refusal('client.protected');
      const rows = await readOpeningsOf(tx, client.client_id);
      return { items: rows.map((row) => this.show(tx, row)) };
    });
  }

  /** Ends an opening before its time: whoever opened it, and the privacy officer. */
  async close(actor: Actor, call: Call, opening: string): Promise<BreakGlassView> {
    return await this.uow.run(actor, { do: 'glass.close', on: { opening }, ...call }, async (tx) => {
      const found = await findOpening(tx, opening);
      if (found.asked_by_id !== actor.account && !actor.roles.includes('privacy_officer'))
        throw new Refusal('break_glass.not_yours');
      const { answer } = await tx.one<{ answer: string }>('select care.close_break_glass($1) as answer', [
        opening,
      ]);
      if (answer !== 'done') throw new Refusal('break_glass.over');
      return this.show(tx, await findOpening(tx, opening));
    });
  }

  /** The client was told after the review, or it was found that telling is dangerous. */
  async tell(actor: Actor, call: Call, opening: string, told: ClientTold): Promise<BreakGlassView> {
    return await this.uow.run(actor, { do: 'glass.tell', on: { opening }, ...call }, async (tx) => {
      const found = await findOpening(tx, opening);
      const { answer } = await tx.one<{ answer: string }>('select care.tell_client($1, $2) as answer', [
        opening,
        told,
      ]);
      if (answer !== 'done') throw new Refusal('break_glass.unknown');
      await keepPromise(tx, found, told);
      tx.note({ client_told: told });
      return this.show(tx, await findOpening(tx, opening));
    });
  }

  private show(tx: Tx, row: OpeningFound): BreakGlassView {
    const { account } = tx.actor;
    return toView(row, { account, overlooks: overlooks(tx.actor), base: this.keys.base, now: tx.now });
  }
}

/** Whether somebody decides about openings or reviews them. */
export function overlooks({ roles }: Pick<Actor, 'roles'>): boolean {
  return authorize(roles, 'glass.decide').allowed || authorize(roles, 'glass.review').allowed;
}
