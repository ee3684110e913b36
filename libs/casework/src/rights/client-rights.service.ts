import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { AskedBy, CorrectionField, LeaveOutcome, NoticeForm } from '#domain/charter/rights.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels } from '#domain/wire/common.js';
import type {
  ClientRightsView,
  LeaveAnswerRequest,
  LeaveWishView,
  RightsNoticeGiven,
  RightsNoticeRequest,
} from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertOwnCustody, locate } from '../client/client.queries.js';
import { AccessRequestService } from './access-request.service.js';
import { iso, isoOrNull } from './complaint-words.js';
import { readCorrections, showCorrection } from './correction.queries.js';
import { packOf } from './pack-of.tx.js';

interface WishFound {
  id: string;
  client_id: string;
  client: string;
  audit_subject: string;
  asked_by: AskedBy;
  asked_at: Date;
  answer_due_at: Date;
  outcome: LeaveOutcome | null;
  answered_by: string | null;
  answered_at: Date | null;
  version: number;
}

const WISHES = `
select w.id, w.client_id, k.code as client, k.audit_subject, w.asked_by, w.asked_at, w.answer_due_at, w.outcome, a.display_name as answered_by, w.answered_at, w.version
from (select * from care.leave_wish where organisation_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or client_id = $3) order by asked_at desc, id desc limit 50) w
join care.client_code k on k.organisation_id = $1 and k.client_id = w.client_id left join access.account a on a.id = w.answered_by order by w.asked_at desc, w.id desc`;

/** One client's rights on one page: what they were told, what they asked for, and that they want to leave (domain 09, H2, H4, H14). */
@Injectable()
export class ClientRightsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly access: AccessRequestService,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async view(actor: Actor, call: Call, code: string): Promise<ClientRightsView> {
    return await this.uow.run(actor, { do: 'rights.read', on: { client: code }, ...call }, async (tx) => {
      const { client_id: id, code: client } = await locate(tx, code);
      const corrections = [];
      for (const row of await readCorrections(tx, { client: id }))
        corrections.push(await showCorrection(tx, this.keys.base, row));
      const told = await tx.query<{ from: Labels; field: CorrectionField; told_at: Date }>(
        `select o.names as from, t.field, t.told_at from care.correction_told t join care.organisation o on o.id = t.from_organisation_id
          where t.organisation_id = $1 and t.client_id = $2 order by t.told_at desc limit 50`,
        [tx.organisation, id],
      );
      const { rights } = await packOf(tx, this.packs);
      return {
        client,
        notice: rights,
        given: await givenOf(tx, id),
        corrections,
        access: await this.access.ofClient(tx, id),
        told: told.map(({ told_at: at, ...one }) => ({ ...one, told_at: iso(at) })),
        leave: (await readWishes(tx, { client: id })).map((row) => showWish(tx, row)),
      };
    });
  }

  /** The client was told their rights: the version of today, in which language and form. */
  async give(
    actor: Actor,
    call: Call,
    code: string,
    wanted: RightsNoticeRequest,
  ): Promise<RightsNoticeGiven> {
    return await this.uow.run(actor, { do: 'rights.give', on: { client: code }, ...call }, async (tx) => {
      const { client_id: client } = await locate(tx, code);
      const { rights } = await packOf(tx, this.packs);
      const text = (wanted.form === 'full' ? rights.texts : rights.easy)[wanted.language];
      await tx.query(
        `insert into care.rights_notice (id, organisation_id, client_id, notice_id, text_sha256, form, language, given_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          tx.newId(),
          tx.organisation,
          client,
          rights.id,
          createHash('sha256').update(text).digest(),
          wanted.form,
          wanted.language,
          actor.account,
        ],
      );
      tx.note({ notice: rights.id, form: wanted.form, language: wanted.language });
      const [given] = await givenOf(tx, client);
      return given!;
    });
  }

  /** The client told somebody that they want to leave: work within two hours. Refuses where the wish is known already. */
  async askToLeave(actor: Actor, call: Call, code: string): Promise<LeaveWishView> {
    return await this.uow.run(actor, { do: 'leave.ask', on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      await assertOwnCustody(tx, located.episode_id);
      const id = tx.newId();
      const hours = LIMITS.leave_answer_hours;
      await tx.query(
        `insert into care.leave_wish (id, organisation_id, client_id, asked_by, recorded_by, asked_at, answer_due_at)
         values ($1, $2, $3, 'staff', $4, $5::timestamptz, $5::timestamptz + make_interval(hours => $6))`,
        [id, tx.organisation, located.client_id, actor.account, tx.now, hours],
      );
      await tx.query(
        `select care.start_own_deadline('leave.answer', $1, $2, $3, $3::timestamptz + make_interval(hours => $4))`,
        [id, located.client_id, tx.now, hours],
      );
      return await this.findWish(tx, id);
    });
  }

  /** What came of it. Nobody leaves without what is theirs, and nobody is kept because of what they have not got. */
  async answerLeave(
    actor: Actor,
    call: Call,
    { wish, version }: { wish: string; version: number },
    wanted: LeaveAnswerRequest,
  ): Promise<LeaveWishView> {
    return await this.uow.run(actor, { do: 'leave.answer', on: { wish }, ...call }, async (tx) => {
      await tx.query('select 1 from care.leave_wish where id = $1 and organisation_id = $2 for update', [
        wish,
        tx.organisation,
      ]);
      const [found] = await readWishes(tx, { id: wish });
      if (!found) throw new Refusal('leave.unknown');
      if (found.version !== version)
        throw new Refusal('version.stale', { parameters: { current: found.version } });
      if (found.outcome) throw new Refusal('leave.answered');
      if (wanted.outcome === 'left' && !(wanted.belongings_returned && wanted.documents_returned))
        throw new Refusal('leave.theirs_first', { field: 'belongings_returned' });
      await tx.query(
        `update care.leave_wish set outcome = $2, safety_talk = $3, belongings_returned = $4, documents_returned = $5, transport_arranged = $6, answered_by = $7,
           answered_at = clock_timestamp(), version = version + 1 where id = $1`,
        [
          wish,
          wanted.outcome,
          wanted.safety_talk,
          wanted.belongings_returned,
          wanted.documents_returned,
          wanted.transport_arranged,
          actor.account,
        ],
      );
      await tx.query('select care.settle_deadline($1, $2)', ['leave.answer', wish]);
      tx.note({ outcome: wanted.outcome });
      return await this.findWish(tx, wish);
    });
  }

  private async findWish(tx: Tx, id: string): Promise<LeaveWishView> {
    const [row] = await readWishes(tx, { id });
    if (!row) throw new Refusal('leave.unknown');
    return showWish(tx, row);
  }
}

async function readWishes(tx: Tx, only: { id?: string; client?: string }): Promise<WishFound[]> {
  return await tx.query<WishFound>(WISHES, [tx.organisation, only.id ?? null, only.client ?? null]);
}

function showWish(tx: Tx, row: WishFound): LeaveWishView {
  tx.about(row.audit_subject);
  return {
    wish: row.id,
    client: row.client,
    asked_by: row.asked_by,
    asked_at: iso(row.asked_at),
    answer_due_at: iso(row.answer_due_at),
    outcome: row.outcome,
    answered_by: row.answered_by,
    answered_at: isoOrNull(row.answered_at),
    version: row.version,
  };
}

async function givenOf(tx: Tx, client: string): Promise<RightsNoticeGiven[]> {
  const rows = await tx.query<{
    notice: string;
    form: NoticeForm;
    language: Language;
    given_at: Date;
    given_by: string | null;
  }>(
    `select n.notice_id as notice, n.form, n.language, n.given_at, a.display_name as given_by from care.rights_notice n left join access.account a on a.id = n.given_by
      where n.organisation_id = $1 and n.client_id = $2 order by n.given_at desc limit 20`,
    [tx.organisation, client],
  );
  return rows.map(({ given_at: at, ...one }) => ({ ...one, given_at: iso(at) }));
}
