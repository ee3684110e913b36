import { Inject, Injectable } from '@nestjs/common';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import { grantOf } from '#domain/rules/break-glass.js';
import type { BreakGlassDecision, BreakGlassReviewRequest, BreakGlassView } from '#domain/wire/identity.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { sealNote } from '#platform/vault/sealed-note.js';
import type { Call } from '../call.js';
import { keepPromise, promiseToTell } from './break-glass-tell.tx.js';
import { findOpening, toView } from './break-glass.queries.js';

/** Which opening, on the version somebody decided on. */
export interface OpeningTarget {
  readonly opening: string;
  readonly version: number;
}

interface Answered {
  readonly answer: string;
  readonly current: number | null;
  readonly subject: string | null;
}

const NO: Readonly<Record<string, RefusalCode>> = {
  unknown: 'break_glass.unknown',
  decided: 'break_glass.decided',
  lapsed: 'break_glass.lapsed',
  own: 'break_glass.own',
  more: 'break_glass.more_than_asked',
  reviewed: 'break_glass.reviewed',
  still_open: 'break_glass.still_open',
};

/** The second person: grants or refuses what can wait, and reviews what was opened. Never whoever asked. */
@Injectable()
export class BreakGlassSecondService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Opens for an hour at most, what was asked for or less, or says no. By another person in another session. */
  async decide(
    actor: Actor,
    call: Call,
    { opening, version }: OpeningTarget,
    wanted: BreakGlassDecision,
    session: string | null,
  ): Promise<BreakGlassView> {
    return await this.uow.run(actor, { do: 'glass.decide', on: { opening }, ...call }, async (tx) => {
      const asked = await findOpening(tx, opening);
      const { fields, minutes } = grantOf(asked, wanted);
      const answered = await tx.one<Answered>(
        'select * from care.decide_break_glass($1, $2, $3, $4, $5, $6)',
        [opening, version, wanted.open, fields, minutes, session],
      );
      settle(tx, answered);
      tx.note({ open: wanted.open, ...(wanted.open ? { fields, minutes } : {}) });
      await promiseToTell(tx, await findOpening(tx, opening));
      return await this.show(tx, opening);
    });
  }

  /** Says whether an opening was right, and whether the client was told. By somebody who neither opened nor granted it. */
  async review(
    actor: Actor,
    call: Call,
    { opening, version }: OpeningTarget,
    said: BreakGlassReviewRequest,
  ): Promise<BreakGlassView> {
    return await this.uow.run(actor, { do: 'glass.review', on: { opening }, ...call }, async (tx) => {
      const words = said.words?.trim();
      const sealed = words ? sealNote(this.keys.base, { record: opening, name: 'review' }, words) : null;
      const answered = await tx.one<Answered>('select * from care.review_break_glass($1, $2, $3, $4, $5)', [
        opening,
        version,
        said.verdict,
        sealed,
        said.client_told,
      ]);
      settle(tx, answered);
      tx.note({ verdict: said.verdict, client_told: said.client_told });
      await keepPromise(tx, await findOpening(tx, opening), said.client_told);
      return await this.show(tx, opening);
    });
  }

  private async show(tx: Tx, opening: string): Promise<BreakGlassView> {
    const { account } = tx.actor;
    const row = await findOpening(tx, opening);
    return toView(row, { account, overlooks: true, base: this.keys.base, now: tx.now });
  }
}

function settle(tx: Tx, { answer, current, subject }: Answered): void {
  tx.about(subject);
  if (answer === 'stale') throw new Refusal('version.stale', { parameters: { current: current ?? 0 } });
  const refused = NO[answer];
  if (refused) throw new Refusal(refused);
}
