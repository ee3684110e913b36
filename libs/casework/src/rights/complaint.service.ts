import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type {
  ComplaintCheckRequest,
  ComplaintDecisionRequest,
  ComplaintView,
  ComplaintWritten,
} from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { findColleague } from '../colleague/colleague.queries.js';
import { pageOf, readCursor, readLimit } from '../paging.js';
import {
  findComplaint,
  lockComplaint,
  readComplaints,
  showComplaint,
  type ComplaintFound,
} from './complaint.queries.js';
import { sealMessage, sealWords } from './complaint-words.js';

/** Which complaint, on the version somebody acted on. */
export interface ComplaintTarget {
  readonly complaint: string;
  readonly version: number;
}

const REFUSED: Readonly<Record<string, RefusalCode>> = {
  unknown: 'complaint.unknown',
  decided: 'complaint.decided',
  there_already: 'complaint.there_already',
  no_office: 'complaint.no_office',
  unknown_colleague: 'colleague.unknown',
};

/**
 * Looking into complaints (domain 09; ADR 0043). The database shows a complaint to the house that handles it, never to the
 * colleague it is about, and to nobody who complained. What is critical is never here: it left for the coordination office as it came in.
 */
@Injectable()
export class ComplaintService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Complaints the own organisation handles, the newest first; with `open` those that still have a clock. */
  async list(
    actor: Actor,
    call: Call,
    asked: { open?: boolean | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<ComplaintView>> {
    const [cursor, limit] = [readCursor(asked.cursor, 'descending'), readLimit(asked.limit)];
    return await this.uow.run(actor, { do: 'complaint.list', ...call }, async (tx) => {
      const rows = await readComplaints(tx, { cursor, limit: limit + 1, open: asked.open ?? false });
      const shown = new Map<string, ComplaintView>();
      for (const row of rows) shown.set(row.id, await this.show(tx, row, false));
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        ({ id }) => shown.get(id)!,
      );
    });
  }

  /** One complaint with what was written back and forth. */
  async view(actor: Actor, call: Call, complaint: string): Promise<ComplaintView> {
    return await this.uow.run(actor, { do: 'complaint.list', on: { complaint }, ...call }, async (tx) => {
      const row = await findComplaint(tx, complaint);
      if (!row) throw new Refusal('complaint.unknown');
      return await this.show(tx, row, true);
    });
  }

  /** Tells the complainant that somebody looks into it. Once. */
  async acknowledge(actor: Actor, call: Call, target: ComplaintTarget): Promise<ComplaintView> {
    return await this.handle(actor, call, target, async (tx, found) => {
      assertOpen(found);
      if (found.acknowledged_at) throw new Refusal('complaint.acknowledged');
      await tx.query(
        'update care.complaint set acknowledged_by = $2, acknowledged_at = clock_timestamp(), version = version + 1 where id = $1',
        [found.id, actor.account],
      );
      await settle(tx, 'complaint.acknowledge', found.id);
      await tell(tx, found.id, 'acknowledged');
    });
  }

  /** Names who looks into it: `me` or a colleague who may. Never whom it is about. */
  async name(actor: Actor, call: Call, target: ComplaintTarget, colleague: string): Promise<ComplaintView> {
    return await this.handle(actor, call, target, async (tx, found) => {
      assertOpen(found);
      const account = await findColleague(tx, colleague, 'complaint.decide');
      if (account === found.about_account_id) throw new Refusal('complaint.own', { field: 'colleague' });
      await tx.query('update care.complaint set investigator_id = $2, version = version + 1 where id = $1', [
        found.id,
        account,
      ]);
    });
  }

  /** Writes to the complainant. */
  async write(actor: Actor, call: Call, target: ComplaintTarget, words: string): Promise<ComplaintView> {
    return await this.handle(actor, call, target, async (tx, found) => {
      const id = randomUUID();
      const { place } = await tx.one<{ place: number }>(
        'select coalesce(max(place), 0) + 1 as place from care.complaint_message where complaint_id = $1',
        [found.id],
      );
      if (place > LIMITS.complaint_messages_max) throw new Refusal('complaint.too_many');
      await tx.query(
        `insert into care.complaint_message (id, complaint_id, place, from_complainant, words, written_at, written_by)
         values ($1, $2, $3, false, $4, clock_timestamp(), $5)`,
        [id, found.id, place, sealMessage(this.keys.base, id, words.trim()), actor.account],
      );
      await tx.query('update care.complaint set version = version + 1 where id = $1', [found.id]);
      await tell(tx, found.id, `message-${place}`);
    });
  }

  /**
   * Decides, in words the complainant reads, with what is done about it. Only what was acknowledged is decided; where somebody was
   * named to look into it, by them alone. After a month somebody asks whether anybody took revenge.
   */
  async decide(
    actor: Actor,
    call: Call,
    target: ComplaintTarget,
    wanted: ComplaintDecisionRequest,
  ): Promise<ComplaintView> {
    const { complaint, version } = target;
    return await this.uow.run(actor, { do: 'complaint.decide', on: { complaint }, ...call }, async (tx) => {
      const found = await lockComplaint(tx, complaint, version);
      assertOpen(found);
      if (!found.acknowledged_at) throw new Refusal('complaint.not_acknowledged');
      if (found.investigator_id !== null && found.investigator_id !== actor.account)
        throw new Refusal('complaint.other_investigator');
      const sealed = sealWords(this.keys.base, found.id, 'decision', {
        words: wanted.words.trim(),
        remedy: wanted.remedy?.trim() || null,
      });
      await tx.query(
        `update care.complaint set outcome = $2, decision = $3, decided_by = $4, decided_at = clock_timestamp(),
           retaliation_due_at = clock_timestamp() + make_interval(days => $5), version = version + 1 where id = $1`,
        [found.id, wanted.outcome, sealed, actor.account, LIMITS.complaint_retaliation_days],
      );
      await settle(tx, 'complaint.decide', found.id);
      await tx.query(
        `select care.start_own_deadline('complaint.retaliation', $1, null, clock_timestamp() + make_interval(days => $2), clock_timestamp() + make_interval(days => $3))`,
        [
          found.id,
          LIMITS.complaint_retaliation_days,
          LIMITS.complaint_retaliation_days + LIMITS.complaint_retaliation_answer_days,
        ],
      );
      await tell(tx, found.id, 'decided');
      tx.note({ outcome: wanted.outcome });
      return await this.find(tx, found.id);
    });
  }

  /** What was found when somebody asked whether anybody took revenge. */
  async check(
    actor: Actor,
    call: Call,
    target: ComplaintTarget,
    wanted: ComplaintCheckRequest,
  ): Promise<ComplaintView> {
    return await this.handle(actor, call, target, async (tx, found) => {
      if (!found.outcome) throw new Refusal('complaint.not_decided');
      if (found.retaliation_checked_at) throw new Refusal('complaint.checked');
      await tx.query(
        `update care.complaint set retaliation_found = $2, retaliation_words = $3, retaliation_checked_by = $4, retaliation_checked_at = clock_timestamp(),
           version = version + 1 where id = $1`,
        [
          found.id,
          wanted.found,
          sealWords(this.keys.base, found.id, 'retaliation', { words: wanted.words.trim() }),
          actor.account,
        ],
      );
      await settle(tx, 'complaint.retaliation', found.id);
      tx.note({ found: wanted.found });
    });
  }

  /** Gives it to the coordination office, with its clocks. */
  async passOn(actor: Actor, call: Call, target: ComplaintTarget): Promise<ComplaintWritten> {
    return await this.through(actor, call, target, 'select care.pass_complaint_on($1, $2) as answer', []);
  }

  /** Says which colleague it is about; from then on they neither read nor decide it, and where they would decide it leaves the house. */
  async nameConcerned(
    actor: Actor,
    call: Call,
    target: ComplaintTarget,
    colleague: string,
  ): Promise<ComplaintWritten> {
    return await this.through(actor, call, target, 'select care.name_concerned($1, $2, $3) as answer', [
      colleague,
    ]);
  }

  private async through(
    actor: Actor,
    call: Call,
    { complaint, version }: ComplaintTarget,
    sql: string,
    more: unknown[],
  ): Promise<ComplaintWritten> {
    return await this.uow.run(actor, { do: 'complaint.handle', on: { complaint }, ...call }, async (tx) => {
      const { answer } = await tx.one<{ answer: string }>(sql, [complaint, version, ...more]);
      if (answer === 'stale') throw new Refusal('version.stale', { parameters: { current: version + 1 } });
      if (answer !== 'done') throw new Refusal(REFUSED[answer] ?? 'complaint.unknown');
      const after = await findComplaint(tx, complaint);
      return { complaint, version: after?.version ?? version + 1, left: after === undefined };
    });
  }

  private async handle(
    actor: Actor,
    call: Call,
    { complaint, version }: ComplaintTarget,
    work: (tx: Tx, found: ComplaintFound) => Promise<void>,
  ): Promise<ComplaintView> {
    return await this.uow.run(actor, { do: 'complaint.handle', on: { complaint }, ...call }, async (tx) => {
      await work(tx, await lockComplaint(tx, complaint, version));
      return await this.find(tx, complaint);
    });
  }

  private async find(tx: Tx, complaint: string): Promise<ComplaintView> {
    const row = await findComplaint(tx, complaint);
    if (!row) throw new Refusal('complaint.unknown');
    return await this.show(tx, row, true);
  }

  private async show(tx: Tx, row: ComplaintFound, whole: boolean): Promise<ComplaintView> {
    const { appeal_to } = this.packs.of(row.about_jurisdiction).rights;
    return await showComplaint(tx, row, { base: this.keys.base, appeal_to, whole });
  }
}

function assertOpen(found: ComplaintFound): void {
  if (found.outcome) throw new Refusal('complaint.decided');
}

async function settle(tx: Tx, kind: string, complaint: string): Promise<void> {
  await tx.query('select care.settle_deadline($1, $2)', [kind, complaint]);
}

async function tell(tx: Tx, complaint: string, cause: string): Promise<void> {
  await tx.query('select care.tell_complainant($1, $2)', [complaint, cause]);
}
