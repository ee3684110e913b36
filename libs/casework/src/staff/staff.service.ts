import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal, type RefusalCode } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type {
  StaffChangeRequest,
  StaffInvited,
  StaffInviteRequest,
  StaffLeaveRequest,
  StaffLeft,
  StaffMember,
  StaffState,
} from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readCursor, readLimit } from '../paging.js';
import { hashInvitationCode, newInvitationCode } from './invitation-code.js';
import { freeTurns, rehome } from './rehoming.tx.js';
import { readStaff } from './staff.queries.js';

const VALID_FOR = `${LIMITS.invitation_hours} hours`;

/** What the functions that write accounts say no with, and the field it is about. */
const NO: Readonly<Record<string, readonly [RefusalCode, string?]>> = {
  not_keeper: ['staff.person_needed'],
  unknown: ['staff.unknown'],
  left: ['staff.has_left'],
  role: ['staff.role_not_here', 'roles'],
  login_taken: ['staff.login_taken', 'login'],
  last_admin: ['staff.last_admin'],
  successor: ['staff.successor_unknown', 'successor'],
};

interface Answered {
  readonly answer: string;
}

/** Who works in the own organisation. Accounts are written by functions that look for themselves whether the actor may (ADR 0005). */
@Injectable()
export class StaffService {
  constructor(private readonly uow: UnitOfWork) {}

  /** The staff of the own organisation, in the order in which their accounts were made. */
  async list(
    actor: Actor,
    call: Call,
    asked: {
      readonly state?: StaffState | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    },
  ): Promise<Page<StaffMember>> {
    const page = { state: asked.state, cursor: readCursor(asked.cursor), limit: readLimit(asked.limit) };
    return await this.uow.run(actor, { do: 'staff.list', ...call }, (tx) => readStaff(tx, page));
  }

  /**
   * Makes an account without a password and a code with which its owner chooses one. Refuses a login that is taken, and roles
   * that the organisation does not give.
   */
  async invite(actor: Actor, call: Call, wanted: StaffInviteRequest): Promise<StaffInvited> {
    return await this.issue(actor, call, async (tx, hash) => {
      const { answer, account, expires_at } = await tx.one<Answered & { account: string; expires_at: Date }>(
        'select * from access.invite($1, $2, $3, $4, $5, $6)',
        [wanted.login, wanted.display_name.trim(), wanted.roles, wanted.language, hash, VALID_FOR],
      );
      assertDone(answer);
      tx.note({ account, roles: wanted.roles });
      return { colleague: account, expires_at };
    });
  }

  /** A new code for somebody who lost theirs, or their password; the one before ends. A password they have works until the code is used. */
  async inviteAgain(actor: Actor, call: Call, colleague: string): Promise<StaffInvited> {
    return await this.issue(actor, call, async (tx, hash) => {
      const { answer, expires_at } = await tx.one<Answered & { expires_at: Date }>(
        'select * from access.invite_again($1, $2, $3)',
        [colleague, hash, VALID_FOR],
      );
      tx.note({ account: colleague, again: true });
      assertDone(answer);
      return { colleague, expires_at };
    });
  }

  /** The code leaves in the answer alone: not even the kept answer of the request holds it, so a repeated request shows none. */
  private async issue(
    actor: Actor,
    call: Call,
    write: (tx: Tx, hash: Buffer) => Promise<{ colleague: string; expires_at: Date }>,
  ): Promise<StaffInvited> {
    let code: string | null = null;
    const invited = await this.uow.run(actor, { do: 'staff.invite', ...call }, async (tx) => {
      code = newInvitationCode();
      const { colleague, expires_at } = await write(tx, hashInvitationCode(code));
      return { colleague, expires_at: expires_at.toISOString() };
    });
    return { ...invited, code };
  }

  /**
   * Name and roles; they count from the next request on. Duty turns ahead that need a role they no longer hold are freed.
   * Refuses to take the last administrator of the house away.
   */
  async change(
    actor: Actor,
    call: Call,
    colleague: string,
    version: number,
    wanted: StaffChangeRequest,
  ): Promise<StaffMember> {
    const on = { account: colleague };
    return await this.uow.run(actor, { do: 'staff.change', on, ...call }, async (tx) => {
      const { answer, ...found } = await tx.one<Answered & { version: number }>(
        'select * from access.change_account($1, $2, $3, $4)',
        [colleague, version, wanted.display_name?.trim() ?? null, wanted.roles ?? null],
      );
      if (answer === 'stale') throw new Refusal('version.stale', { parameters: { current: found.version } });
      assertDone(answer);
      const turns_freed = wanted.roles ? await freeTurns(tx, colleague, wanted.roles) : 0;
      tx.note({ ...(wanted.roles ? { roles: wanted.roles } : {}), turns_freed });
      return await this.one(tx, colleague);
    });
  }

  /**
   * Somebody leaves: their sessions end at once, what they had taken and whom they looked after goes to the successor, or back
   * to all and to the duty manager. Refuses to take the last administrator of the house away.
   */
  async leave(actor: Actor, call: Call, colleague: string, said: StaffLeaveRequest): Promise<StaffLeft> {
    const on = { account: colleague };
    return await this.uow.run(actor, { do: 'staff.leave', on, ...call }, async (tx) => {
      const successor = said.successor ?? null;
      const { answer, sessions_ended } = await tx.one<Answered & { sessions_ended: number }>(
        'select * from access.leave_house($1, $2)',
        [colleague, successor],
      );
      assertDone(answer);
      const left = { sessions_ended, ...(await rehome(tx, colleague, successor)) };
      const turns_freed = await freeTurns(tx, colleague, []);
      tx.note({ ...left, turns_freed, ...(successor ? { successor } : {}) });
      return left;
    });
  }

  private async one(tx: Tx, colleague: string): Promise<StaffMember> {
    const { items } = await readStaff(tx, { of: colleague, cursor: readCursor(undefined), limit: 1 });
    const [member] = items;
    must(member !== undefined, 'who was changed is still of the house');
    return member;
  }
}

function assertDone(answer: string): void {
  if (answer === 'done') return;
  const [code, field] = NO[answer] ?? [];
  must(code !== undefined, 'the functions that write accounts answer with what is known here');
  throw new Refusal(code, field === undefined ? {} : { field });
}
