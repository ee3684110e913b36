/** Every role of the product and what it is for. A person holds roles inside one organisation; a machine holds them through an API key. */
export const ROLES = {
  clinician: 'Treats clients: records assessments, stage transitions and clinical observations.',
  case_manager: 'Walks with the client through the stages and sends them on to partners.',
  social_worker: 'Receives referrals, answers them and follows clients in the community.',
  employment_officer: 'Helps clients into training and work.',
  intake_officer: 'Receives people who walk in or are handed over, and decides on admission.',
  duty_manager: 'Answers for the shift: decides when somebody must, countersigns exceptions.',
  coordinator: 'Sees envelope, custody and clocks of handoffs across organisations, never content.',
  org_admin: 'Keeps accounts, units and services of the own organisation.',
  auditor: 'Checks who held whom, what was disclosed and what is late.',
  privacy_officer: 'Answers for identity data, consents and requests of clients about their data.',
  hotline_operator: 'Answers people who ring and shows them the way in.',
  trainer: 'Runs vocational training and records attendance.',
  bank_officer: 'Sees eligibility tokens for loans, never why.',
  employer: 'Sees eligibility tokens for work, never why.',
  commission_member: 'Steers the network; sees released aggregates only.',
  commission_analyst: 'Prepares aggregates; never sees a person.',
  client: 'The person the record is about, in a window of their own.',
  public: 'Anybody who looks for help.',
  'system:delivery': 'Delivers handoffs and notices to the inbox of the partner organisation.',
  'system:clock':
    'Acts when a clock of a handoff has run out: reminds, escalates, and ends what nobody answered.',
  'system:import': 'Takes records from public exchange formats into the custody of a named organisation.',
  'system:audit': 'Seals the audit, verifies it and reports how processes start and stop.',
} as const;

export type Role = keyof typeof ROLES;

export const ROLE_CODES = Object.keys(ROLES) as Role[];

/** Roles that look over the whole network: only the coordination office gives them to its staff. */
export const NETWORK_ROLES: readonly Role[] = ['coordinator', 'commission_member', 'commission_analyst'];

/** Roles an account of staff may hold; the others belong to the public, to clients and to processes. */
export const STAFF_ROLES = ROLE_CODES.filter(
  (role) => !role.startsWith('system:') && role !== 'public' && role !== 'client',
);

/** Roles of those who stand outside care: they see tokens at the partner desk, and nothing else of the product (ADR 0044). */
export const OUTSIDE_ROLES: readonly Role[] = ['bank_officer', 'employer'];

/** Roles that an organisation may give its own staff; `coordinates`: it is the coordination office of its jurisdiction. */
export function rolesToGive(coordinates: boolean): Role[] {
  return STAFF_ROLES.filter((role) => coordinates || !NETWORK_ROLES.includes(role));
}
