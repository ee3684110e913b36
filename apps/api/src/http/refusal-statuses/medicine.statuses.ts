import type { Statuses } from './statuses.js';

export const MEDICINE_STATUSES = {
  409: ['medicine.dose_twice'],
  422: [
    'medicine.amount',
    'medicine.starts_in_the_past',
    'medicine.ends_before_it_starts',
    'medicine.times',
    'medicine.most_per_day',
    'medicine.hours_between',
    'medicine.allergy',
    'medicine.not_lawful_here',
    'medicine.opioid_use_unknown',
    'medicine.opioids_too_recent',
    'medicine.opioid_test_needed',
    'medicine.pregnancy_review_needed',
    'medicine.no_dosing_by_score',
    'medicine.dose_in_the_future',
    'medicine.dose_long_ago',
    'medicine.order_not_in_force',
    'medicine.reason_needed',
    'medicine.two_identifiers',
    'medicine.due_time_needed',
    'medicine.dose_too_early',
    'medicine.dose_too_soon',
    'medicine.dose_too_many',
  ],
} as const satisfies Statuses;
