import type {
  DoseSchedule,
  DoseUnit,
  MedicineClass,
  MedicineRoute,
  OrderPurpose,
} from '#domain/charter/medicine.js';
import type { OrderWriting, ScheduleWriting } from '#domain/wire/medicine.js';
import { instantOf } from '../kit/time.js';
import { amountOf, timesOf } from '../kit/typed.js';

/** The proper names of the scales that an order may go by, the same in every language. */
export const SCALE_NAMES = { ciwa_ar: 'CIWA-Ar', cows: 'COWS' } as const;

/** An order while it is written, as it was typed. */
export interface OrderDraft {
  readonly medicine: string;
  readonly class: MedicineClass;
  readonly amount: string;
  readonly unit: DoseUnit;
  readonly route: MedicineRoute;
  readonly kind: DoseSchedule['kind'];
  readonly times: string;
  readonly hours: number | null;
  readonly most: number | null;
  readonly scale: 'ciwa_ar' | 'cows';
  readonly purpose: OrderPurpose;
  readonly ends_on: string;
  readonly override: string;
}

export const EMPTY_ORDER: OrderDraft = {
  medicine: '',
  class: 'other',
  amount: '',
  unit: 'mg',
  route: 'oral',
  kind: 'times',
  times: '',
  hours: null,
  most: null,
  scale: 'ciwa_ar',
  purpose: 'other',
  ends_on: '',
  override: '',
};

const LAST_MINUTE = '23:59';

/** As the api is asked: from now on, until the last minute of the day that was named. */
export function orderOf(draft: OrderDraft, zone: string): OrderWriting {
  const { ends_on, override } = draft;
  return {
    medicine: draft.medicine,
    class: draft.class,
    amount: amountOf(draft.amount),
    unit: draft.unit,
    route: draft.route,
    schedule: scheduleOf(draft),
    purpose: draft.purpose,
    starts_at: null,
    ends_at: ends_on === '' ? null : (instantOf({ date: ends_on, time: LAST_MINUTE }, zone) ?? ends_on),
    allergy_override: override.trim() === '' ? null : override,
  };
}

function scheduleOf({ kind, times, hours, most, scale }: OrderDraft): ScheduleWriting {
  return {
    kind,
    times: kind === 'times' ? timesOf(times) : null,
    hours_between_min: kind === 'as_needed' ? hours : null,
    doses_per_day_max: kind === 'times' ? null : most,
    scale: kind === 'by_score' ? scale : null,
  };
}
