import type { Role } from '#domain/charter/roles.js';

/** Who acts: a member of staff, a machine with a key, or a job of the system. There is no way to data without one. */
export interface Actor {
  readonly kind: 'staff' | 'machine' | 'system';
  /** Account of staff or key of a machine; a system job has none. */
  readonly account: string | null;
  readonly organisation: string | null;
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
