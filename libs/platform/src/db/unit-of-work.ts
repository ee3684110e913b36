import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ACTIONS, type Action } from '#domain/charter/actions.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import { parseClientCode } from '#domain/rules/client-code.js';
import { KEYS } from '../config/config.module.js';
import type { Keys } from '../config/keys.js';
import { failPoint } from '../process/fail-point.js';
import type { Actor } from './actor.js';
import { AuditTrail, type AuditEntry } from './audit-trail.js';
import { beginIdempotent, storeAnswerSql, type Command } from './idempotency.js';
import { readGathered } from './hint-lines.js';
import { isRetryable, translateDatabaseError } from './database-errors.js';
import { Tx, type Connection } from './tx.js';

/** What somebody wants to do: the action is permission and audit entry in one, so the two cannot drift (ADR 0003). */
export interface Intent {
  readonly do: Action;
  /** Neutral names of what it is done to, for the audit of a refusal: a code, a reference. */
  readonly on?: Readonly<Record<string, string>> | undefined;
  readonly why?: string | undefined;
  /** Present for every change that comes over HTTP. */
  readonly command?: Command | undefined;
  /** Number of the request, the same in log, answer and audit. */
  readonly request?: string | undefined;
}

/** Told after a commit: that it wrote messages, so that the relay need not wait for its next look, and which screens it concerns. */
export interface OutboxBell {
  ring(): void;
  /** Lines that the change has gathered, `organisation topic [reference]` (ADR 0031). */
  tell(lines: readonly string[]): void;
}
export const OUTBOX_BELL = Symbol('OUTBOX_BELL');

/**
 * The door: the only way to case data. Authorise, begin, tell PostgreSQL who asks, work, outbox, audit, commit; refusals
 * are audited too. The work is run again on serialization failures and deadlocks, so it must have no outside effects.
 */
@Injectable()
export class UnitOfWork {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
    @Inject(OUTBOX_BELL) private readonly bell: OutboxBell,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async run<T>(actor: Actor, intent: Intent, work: (tx: Tx) => Promise<T>): Promise<T> {
    const role = await this.roleFor(actor, intent);
    const subjects: string[] = [];
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(actor, role, intent, work, subjects);
      } catch (error) {
        if (attempt < LIMITS.retry_attempts_max && isRetryable(error)) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
          continue;
        }
        const refusal = translateDatabaseError(error);
        if (refusal instanceof Refusal) await this.auditRefusal(actor, role, intent, refusal, subjects);
        throw refusal;
      }
    }
  }

  /** An entry beside the actions: a process started or stopped, or, with an actor, somebody signed in or out or failed to. */
  async report(
    entry: Pick<AuditEntry, 'action' | 'refusal' | 'detail' | 'request'>,
    actor: Actor | null = null,
  ): Promise<void> {
    await this.withConnection(async (connection) => {
      const now = await begin(connection, actor, 'system:audit', 'operation');
      await this.commit(connection, [], {
        ...entry,
        at: now,
        outcome: entry.refusal ? 'refused' : 'done',
        actor,
        role: 'system:audit',
        purpose: 'operation',
        subjects: [],
      });
    });
  }

  private async roleFor(actor: Actor, intent: Intent): Promise<string> {
    const decision = authorize(actor.roles, intent.do);
    if (decision.allowed) return decision.role;
    const refusal = new Refusal('permission.role');
    await this.auditRefusal(actor, actor.roles[0] ?? 'public', intent, refusal, []);
    throw refusal;
  }

  private async attempt<T>(
    actor: Actor,
    role: string,
    intent: Intent,
    work: (tx: Tx) => Promise<T>,
    subjects: string[],
  ): Promise<T> {
    return await this.withConnection(async (connection) => {
      const { purpose } = ACTIONS[intent.do];
      const now = await begin(connection, actor, role, purpose);
      const tx = new Tx(connection, this.dataSource, actor, now, subjects);
      // Whatever a client does is about themselves, and about every record that was joined with theirs.
      if (actor.client !== undefined)
        for (const { subject } of await tx.query<{ subject: string }>('select * from care.own_subjects()'))
          tx.about(subject);
      const { base } = this.keys;
      const earlier = intent.command && (await beginIdempotent<T>(tx, intent.do, intent.command, base));
      const answer = earlier ? earlier.answer : await work(tx);
      if (earlier) tx.note({ replayed: true });
      const last: string[] = tx.outbox.map(
        ({ topic, payload }) =>
          `insert into bus.outbox (id, topic, payload) values ('${tx.newId()}', ${connection.escapeLiteral(topic)}, ${connection.escapeLiteral(JSON.stringify(payload))})`,
      );
      if (intent.command && !earlier)
        last.push(storeAnswerSql(connection, tx, { command: intent.command, answer, base }));
      const hints = await this.commit(connection, last, {
        action: intent.do,
        outcome: 'done',
        at: now,
        actor,
        role,
        purpose,
        subjects: tx.subjects,
        why: intent.why,
        detail: { ...neutralNames(intent.on), ...tx.detail },
        request: intent.request,
      });
      if (tx.outbox.length > 0) this.bell.ring();
      if (hints.length > 0) this.bell.tell(hints);
      return answer;
    });
  }

  /**
   * Last statements, audit and COMMIT travel in one round trip; the first that fails takes all with it. Answers whom the
   * change concerns, as its triggers have gathered it.
   */
  private async commit(connection: Connection, statements: string[], entry: AuditEntry): Promise<string[]> {
    const { body, settle } = this.trail.draft(entry);
    failPoint('door.before_commit', entry.action);
    let committed = false;
    try {
      const append = `select audit.append(${connection.escapeLiteral(body)}), current_setting('app.hints', true) as hints`;
      const results = await connection.query([...statements, append, 'commit'].join(';\n'));
      committed = true;
      return readGathered(Array.isArray(results) ? results.at(-2)?.rows[0]?.['hints'] : undefined);
    } finally {
      settle(committed);
    }
  }

  /**
   * A refusal leaves a trace of its own, with those it was about as far as they were known. Where that cannot be written
   * the caller hears of it instead: no answer without its trace.
   */
  private async auditRefusal(
    actor: Actor,
    role: string,
    intent: Intent,
    refusal: Refusal,
    subjects: readonly string[],
  ): Promise<void> {
    if (refusal.code.startsWith('service.')) return;
    await this.withConnection(async (connection) => {
      const { purpose } = ACTIONS[intent.do];
      const now = await begin(connection, actor, role, purpose);
      const hints = await this.commit(connection, alarmsOf(connection, refusal, subjects), {
        action: intent.do,
        outcome: 'refused',
        at: now,
        actor,
        role,
        purpose,
        subjects,
        refusal: refusal.code,
        detail: neutralNames(intent.on),
        request: intent.request,
      });
      if (hints.length > 0) this.bell.tell(hints);
    });
  }

  private async withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection = (await runner.connect()) as Connection;
      try {
        return await work(connection);
      } catch (error) {
        await connection.query('rollback').catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw error instanceof Refusal || isRetryable(error) ? error : translateDatabaseError(error);
    } finally {
      await runner.release();
    }
  }
}

/**
 * What a refusal sets off beside its trace: whoever reaches for a protected record is told to the privacy officer, although
 * what they tried was rolled back.
 */
function alarmsOf(connection: Connection, refusal: Refusal, subjects: readonly string[]): string[] {
  if (refusal.code !== 'client.protected' || subjects.length === 0) return [];
  return [`select care.alert_protected(${connection.escapeLiteral(`{${subjects.join(',')}}`)}::uuid[])`];
}

const NEUTRAL_NAME = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z0-9-]{2,40})$/;

/**
 * What an action is done to, as far as it is a code: what somebody typed instead (a name, control characters) has no place
 * in a log that is kept for ever.
 */
function neutralNames(on: Intent['on'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(on).map(([what, name]) => {
      const code = parseClientCode(name);
      return [what, code.ok ? code.code : NEUTRAL_NAME.test(name) ? name : 'malformed'];
    }),
  );
}

/** Begins a transaction and tells PostgreSQL who asks, in one round trip; answers the database's clock. */
export async function begin(
  connection: Connection,
  actor: Actor | null,
  role: string,
  purpose: string,
): Promise<Date> {
  const settings: [string, string][] = [
    ['app.account', actor?.account ?? ''],
    ['app.organisation', actor?.organisation ?? ''],
    ['app.client_id', actor?.client ?? ''],
    ['app.role', role],
    ['app.purpose', purpose],
  ];
  const set = settings
    .map(([name, value]) => `set_config('${name}', ${connection.escapeLiteral(value)}, true)`)
    .join(', ');
  const results = await connection.query(`begin; select ${set}, clock_timestamp() as now`);
  const answer = (Array.isArray(results) ? results[1] : results)?.rows[0]?.['now'];
  return answer as Date;
}
