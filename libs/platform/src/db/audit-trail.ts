import { randomUUID } from 'node:crypto';
import type { RefusalCode } from '#domain/refusal.js';
import type { Actor } from './actor.js';

export interface AuditEntry {
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly at: Date;
  readonly actor: Actor | null;
  readonly role: string | null;
  readonly purpose: string | null;
  readonly subjects: readonly string[];
  readonly refusal?: RefusalCode | undefined;
  readonly why?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
  readonly request?: string | undefined;
}

/**
 * The numbering of the events of one process, without gaps: an event that vanishes leaves a hole that the verifier
 * names. Numbers of transactions that rolled back are declared in a later event (decisions: audit).
 */
export class AuditTrail {
  readonly boot = randomUUID();
  private last = 0;
  private readonly lost = new Set<number>();

  /** Writes the canonical body of an entry; `settle` must be told whether its transaction was committed. */
  draft(entry: AuditEntry): { body: string; settle: (committed: boolean) => void } {
    const number = ++this.last;
    const declared = [...this.lost];
    const body = canonicalJson({
      id: uuidv7(entry.at),
      at: entry.at.toISOString(),
      action: entry.action,
      outcome: entry.outcome,
      account: entry.actor?.account ?? null,
      organisation: entry.actor?.organisation ?? null,
      role: entry.role,
      purpose: entry.purpose,
      subjects: [...new Set(entry.subjects)].sort(),
      refusal: entry.refusal,
      why: entry.why,
      detail: entry.detail && Object.keys(entry.detail).length > 0 ? entry.detail : undefined,
      request: entry.request,
      process: { boot: this.boot, number, lost: declared.length > 0 ? declared : undefined },
    });
    return {
      body,
      settle: (committed) => {
        if (committed) for (const one of declared) this.lost.delete(one);
        else this.lost.add(number);
      },
    };
  }
}

/** JSON with sorted keys and without undefined members: the same value is always the same text, and so the same leaf. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}

/** A version 7 UUID (RFC 9562) for an instant of the database clock, so that ids sort by time on every machine alike. */
export function uuidv7(at: Date): string {
  const random = randomUUID().replaceAll('-', '');
  const time = at.getTime().toString(16).padStart(12, '0');
  const hex = `${time}7${random.slice(13, 16)}${random.slice(16)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
