import type { Role } from '#domain/charter/roles.js';

/** Who acts: a member of staff, a machine with a key, a job of the system, or the client in their own window. There is no way to data without one. */
export interface Actor {
  readonly kind: 'staff' | 'machine' | 'system' | 'client';
  /** Account of staff or key of a machine; a system job and a client have none. */
  readonly account: string | null;
  /** A client acts for no organisation: every policy shows them nothing, functions named `own_…` alone do (ADR 0040). */
  readonly organisation: string | null;
  /** The client who acts, and nobody else's id ever. */
  readonly client?: string;
  readonly roles: readonly Role[];
  /** Shown to colleagues and auditors. */
  readonly name: string;
}

/** A job of the system, with the one role it needs; `organisation` where it works on behalf of one. */
export function systemActor(
  role: Extract<Role, `system:${string}`>,
  organisation: string | null = null,
): Actor {
  return { kind: 'system', account: null, organisation, roles: [role], name: role };
}

/** Anybody, without an account: nothing of who they are is known, so nothing of it is written down. */
export const PUBLIC_ACTOR: Actor = {
  kind: 'system',
  account: null,
  organisation: null,
  roles: ['public'],
  name: 'public',
};

/** The client in their own window. Their name is never needed there, and so it is not here. */
export function clientActor(client: string): Actor {
  return { kind: 'client', account: null, organisation: null, client, roles: ['client'], name: 'client' };
}

/** Under whom a change is remembered (Idempotency-Key): the account, or the client. */
export function actorKey(actor: Actor): string | null {
  return actor.account ?? actor.client ?? null;
}
