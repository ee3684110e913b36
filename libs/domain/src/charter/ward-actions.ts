import { CARE_TEAM, type ActionSpec } from './action-spec.js';

const ON_THE_WARD = ['clinician', 'duty_manager'] as const;
const BED_GIVERS = ['clinician', 'duty_manager', 'intake_officer'] as const;
const READS = { on: 'client', purpose: 'care', audit: 'read', condition: 'own_organisation' } as const;
const OF_A_CLIENT = { on: 'client', purpose: 'care', audit: 'write', condition: 'has_access' } as const;
const OF_THE_HOUSE = {
  on: 'organisation',
  purpose: 'care',
  audit: 'write',
  condition: 'own_organisation',
} as const;

/** Actions of the ward: its board, beds, the round and the handover of a shift (ADR 0054). Part of `ACTIONS`. */
export const WARD_ACTIONS = {
  'ward.board': { ...READS, roles: CARE_TEAM },
  'bed.list': { ...READS, roles: CARE_TEAM },
  'bed.add': { ...OF_THE_HOUSE, roles: ['duty_manager'] },
  'bed.change': { ...OF_THE_HOUSE, roles: ['duty_manager'] },
  'bed.close': { ...OF_THE_HOUSE, roles: ['duty_manager', 'clinician'] },
  'bed.open': { ...OF_THE_HOUSE, roles: ['duty_manager', 'clinician'] },
  'bed.place': { ...OF_A_CLIENT, roles: BED_GIVERS },
  'bed.release': { ...OF_A_CLIENT, roles: BED_GIVERS },
  'bed.reserve': {
    roles: BED_GIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'bed.unreserve': {
    roles: BED_GIVERS,
    on: 'handoff',
    purpose: 'handoff',
    audit: 'write',
    condition: 'own_side',
  },
  'round.note': { ...OF_A_CLIENT, roles: ON_THE_WARD },
  'handover.read': { ...READS, roles: CARE_TEAM },
  'handover.give': { ...OF_THE_HOUSE, roles: ON_THE_WARD },
  'handover.take': { ...OF_THE_HOUSE, roles: ON_THE_WARD },
} as const satisfies Record<string, ActionSpec>;
