import type { OrganisationKind } from '../charter/eligibility.js';
import { OUTSIDE_ROLES, type Role } from '../charter/roles.js';

/**
 * Whether somebody works at the partner desk and nowhere else: they hold a role of those who stand outside care, or train
 * in an organisation that is none of care. Such an account is never shown the staff app, whatever else it holds (ADR 0044).
 */
export function isOutside(kind: OrganisationKind, roles: readonly Role[]): boolean {
  return roles.some((role) => OUTSIDE_ROLES.includes(role)) || (kind !== 'care' && roles.includes('trainer'));
}
