import type {
  BedClosing,
  BedDesignation,
  BedFeature,
  BedStay,
  HandoverLineKind,
  RoundConcern,
  RoundFinding,
} from '../charter/ward.js';
import type { WARD_ACTIONS } from '../charter/ward-actions.js';

/** Values of the ward in English words. */
export const wardCodes = {
  bed_designation: {
    any: 'Anybody',
    women: 'Women',
    men: 'Men',
    family: 'With a child',
  } satisfies Record<BedDesignation, string>,
  bed_feature: {
    near_staff: 'Near the staff',
    step_free: 'Step-free',
    single_room: 'Single room',
    low_bed: 'Low bed',
    oxygen: 'Oxygen',
    cot: 'Cot',
  } satisfies Record<BedFeature, string>,
  bed_closing: {
    cleaning: 'Cleaning',
    repair: 'Repair',
    infection: 'Infection',
    staffing: 'Too few staff',
    given_up: 'Given up for good',
  } satisfies Record<BedClosing, string>,
  bed_stay: {
    reserved: 'Kept for somebody who is to come',
    occupied: 'Taken',
  } satisfies Record<BedStay, string>,
  round_finding: {
    no_change: 'Seen, no change',
    attention: 'Seen, needs attention',
    not_there: 'Not there',
  } satisfies Record<RoundFinding, string>,
  round_concern: {
    withdrawal: 'Withdrawal',
    breathing: 'Breathing',
    drowsy: 'Drowsy',
    confused: 'Confused',
    pain: 'Pain',
    fluids: 'Eating and drinking',
    sleep: 'Sleep',
    mood: 'Mood',
    agitated: 'Agitated',
    asks_for_doctor: 'Asks for a doctor',
    wants_to_leave: 'Wants to leave',
    other: 'Something else',
  } satisfies Record<RoundConcern, string>,
  handover_line: {
    came: 'Came',
    left: 'Left',
    away: 'Away',
    attention: 'Needs attention',
    risk: 'Suicide risk',
    not_seen: 'Not seen on this shift',
    dose: 'Medicine late or missed',
    due: 'Overdue',
  } satisfies Record<HandoverLineKind, string>,
};

/** What the audit says of these actions. */
export const wardActionWords = {
  'ward.board': 'Read the ward board',
  'bed.list': 'Read the beds',
  'bed.add': 'Wrote down a bed',
  'bed.change': 'Changed a bed',
  'bed.close': 'Took a bed out of service',
  'bed.open': 'Took a bed back into service',
  'bed.place': 'Gave a bed',
  'bed.release': 'Released a bed',
  'bed.reserve': 'Kept a bed for a handoff',
  'bed.unreserve': 'Let go of a kept bed',
  'round.note': 'Wrote a round note',
  'handover.read': 'Read the handovers of shifts',
  'handover.give': 'Gave a shift',
  'handover.take': 'Took a shift',
} satisfies Record<keyof typeof WARD_ACTIONS, string>;
