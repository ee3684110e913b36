import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import type {
  AccessAnswer,
  AccessForm,
  CorrectionDecision,
  CorrectionField,
  LeaveOutcome,
  NoticeForm,
} from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels } from '#domain/wire/common.js';
import type { CorrectionRequest, OwnLeaveView, OwnRequestView, OwnRightsView } from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { openNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { iso, isoOrNull } from './complaint-words.js';
import { sealCorrection } from './correction.queries.js';
import { wordsOf } from './correction.service.js';

interface RequestFound {
  id: string;
  kind: 'correction' | 'access';
  house: Labels;
  what: CorrectionField | AccessForm;
  words: Buffer | null;
  received_at: Date;
  due_at: Date;
  decision: CorrectionDecision | AccessAnswer | null;
  reason: Buffer | null;
  decided_at: Date | null;
  applied_at: Date | null;
  statement: Buffer | null;
}

/** What a client does about their rights in their own window; every method needs the client as the actor. Complaints are followed elsewhere. */
@Injectable()
export class OwnRightsService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** What the client asked for and what became of it: corrections and access alike, the newest first. */
  async requests(actor: Actor, call: Call): Promise<OwnRequestView[]> {
    return await this.uow.run(actor, { do: 'rights.read', ...call }, (tx) => this.readRequests(tx));
  }

  /** Asks whoever is responsible, or was last, to correct something. */
  async askCorrection(actor: Actor, call: Call, wanted: CorrectionRequest): Promise<OwnRequestView[]> {
    if (wanted.says.trim() === '') throw new Refusal('field.invalid', { field: 'says' });
    if (wanted.should_say.trim() === '') throw new Refusal('field.invalid', { field: 'should_say' });
    return await this.uow.run(actor, { do: 'correction.request', ...call }, async (tx) => {
      const id = tx.newId();
      const sealed = sealCorrection(this.keys.base, id, 'correction', wordsOf(wanted));
      await this.ask(tx, [id, wanted.field, sealed, null, LIMITS.correction_decide_days]);
      return await this.readRequests(tx);
    });
  }

  /** Asks for the record: on paper, as a file, or to look at it together. */
  async askAccess(actor: Actor, call: Call, form: AccessForm): Promise<OwnRequestView[]> {
    return await this.uow.run(actor, { do: 'access.request', ...call }, async (tx) => {
      await this.ask(tx, [tx.newId(), null, null, form, LIMITS.access_answer_days]);
      return await this.readRequests(tx);
    });
  }

  /** The client's words beside what was not corrected. */
  async state(actor: Actor, call: Call, correction: string, words: string): Promise<OwnRequestView[]> {
    if (words.trim() === '') throw new Refusal('field.invalid', { field: 'words' });
    return await this.uow.run(actor, { do: 'correction.state', ...call }, async (tx) => {
      const { answer } = await tx.one<{ answer: string }>(
        'select care.own_correction_statement($1, $2) as answer',
        [correction, sealCorrection(this.keys.base, correction, 'statement', words.trim())],
      );
      if (answer === 'not_refused') throw new Refusal('correction.not_refused');
      if (answer !== 'done') throw new Refusal('correction.unknown');
      return await this.readRequests(tx);
    });
  }

  /** "I want to leave": whoever is responsible has work within two hours. Saying it twice is saying it once. */
  async askToLeave(actor: Actor, call: Call): Promise<OwnLeaveView[]> {
    return await this.uow.run(actor, { do: 'leave.ask', ...call }, async (tx) => {
      const { answer } = await tx.one<{ answer: string }>('select answer from care.ask_to_leave($1, $2)', [
        tx.newId(),
        LIMITS.leave_answer_hours,
      ]);
      if (answer === 'not_here') throw new Refusal('leave.not_here');
      return await readLeave(tx);
    });
  }

  /** The wishes to leave that are known, the newest first. */
  async leave(actor: Actor, call: Call): Promise<OwnLeaveView[]> {
    return await this.uow.run(actor, { do: 'rights.read', ...call }, readLeave);
  }

  /** The rights, in the words of today and in easy words, and when the client was told them. */
  async notice(actor: Actor, call: Call): Promise<OwnRightsView> {
    return await this.uow.run(actor, { do: 'rights.read', ...call }, async (tx) => {
      const rows = await tx.query<{
        jurisdiction: string;
        house: Labels;
        notice_id: string | null;
        form: NoticeForm;
        language: Language;
        given_at: Date;
      }>('select * from care.own_rights_notices()');
      const [first] = rows;
      if (!first) throw new Refusal('rights.no_house');
      return {
        notice: this.packs.of(first.jurisdiction).rights,
        given: rows.flatMap(({ house, notice_id: notice, form, language, given_at: at }) =>
          notice === null ? [] : [{ house, notice, form, language, given_at: iso(at) }],
        ),
      };
    });
  }

  private async ask(tx: Tx, values: unknown[]): Promise<void> {
    const { house } = await tx.one<{ house: string | null }>(
      'select care.own_rights_ask($1, $2, $3, $4, $5) as house',
      values,
    );
    if (house === null) throw new Refusal('rights.no_house');
  }

  private async readRequests(tx: Tx): Promise<OwnRequestView[]> {
    const rows = await tx.query<RequestFound>('select * from care.own_rights_requests()');
    return rows.map((row) => {
      const open = (name: string, sealed: Buffer | null) =>
        sealed && openNote(this.keys.base, { record: row.id, name }, sealed);
      const words = open('correction', row.words);
      const asked = words === null ? null : (JSON.parse(words) as { says: string; should_say: string });
      return {
        request: row.id,
        kind: row.kind,
        house: row.house,
        what: row.what,
        says: asked?.says ?? null,
        should_say: asked?.should_say ?? null,
        received_at: iso(row.received_at),
        due_at: iso(row.due_at),
        decision: row.decision,
        reason: open('reason', row.reason),
        decided_at: isoOrNull(row.decided_at),
        corrected_at: isoOrNull(row.applied_at),
        statement: open('statement', row.statement),
      };
    });
  }
}

async function readLeave(tx: Tx): Promise<OwnLeaveView[]> {
  const rows = await tx.query<{
    asked_at: Date;
    due_at: Date;
    outcome: LeaveOutcome | null;
    answered_at: Date | null;
  }>('select * from care.own_leave_wishes()');
  return rows.map((row) => ({
    asked_at: iso(row.asked_at),
    due_at: iso(row.due_at),
    outcome: row.outcome,
    answered_at: isoOrNull(row.answered_at),
  }));
}
