import type { Substance } from '../charter/code-lists.js';
import type {
  ClientIdentifier,
  DoseOutcome,
  DoseReason,
  DoseSchedule,
  DoseState,
  DoseUnit,
  MedicalFact,
  MedicineClass,
  MedicineOrder,
  MedicineRoute,
  MedicineVoid,
  OrderPurpose,
  OrderStop,
  ToxicologyResult,
} from '../charter/medicine.js';
import type { Labels } from './common.js';

/** What a clinician orders; `starts_at` null: now. */
export interface OrderWriting extends Omit<MedicineOrder, 'schedule' | 'starts_at'> {
  starts_at: string | null;
  schedule: ScheduleWriting;
}

/** One of the three ways, with what belongs to it and null for what does not. */
export interface ScheduleWriting {
  kind: DoseSchedule['kind'];
  times: string[] | null;
  hours_between_min: number | null;
  doses_per_day_max: number | null;
  scale: 'ciwa_ar' | 'cows' | null;
}

export interface OrderStopping {
  reason: OrderStop;
}

export interface MedicineVoiding {
  reason: MedicineVoid;
}

/** What became of a dose. `at` null: now. */
export interface DoseWriting {
  /** Which dose of the clock; null where it is as needed or by a score. */
  due_at: string | null;
  at: string | null;
  outcome: DoseOutcome;
  identifiers: ClientIdentifier[];
  reason: DoseReason | null;
}

export interface FactWriting {
  kind: MedicalFact;
  at: string | null;
  substance: Substance | null;
  result: ToxicologyResult | null;
  long_acting: boolean | null;
}

/** What was written: its id, and the version of an order. */
export interface MedicineWritten {
  id: string;
  version: number;
}

export interface DoseView {
  id: string;
  order: string;
  due_at: string | null;
  at: string;
  outcome: DoseOutcome;
  identifiers: ClientIdentifier[];
  reason: DoseReason | null;
  score: number | null;
  by: string | null;
  voided_at: string | null;
  void_reason: MedicineVoid | null;
}

/** An order as it stands. Of another house: by the day, without whoever ordered it, and without an id to change it by. */
export interface OrderView {
  id: string | null;
  version: number;
  own: boolean;
  organisation: Labels;
  /** Null: the house that ordered it has forgotten the client. */
  medicine: string | null;
  allergy_override: string | null;
  class: MedicineClass;
  amount: number;
  unit: DoseUnit;
  route: MedicineRoute;
  schedule: ScheduleWriting;
  purpose: OrderPurpose;
  starts_at: string;
  ends_at: string | null;
  by: string | null;
  stopped_at: string | null;
  stopped_by: string | null;
  stop_reason: OrderStop | null;
}

export interface FactView {
  /** Null: another house wrote it. */
  id: string | null;
  kind: MedicalFact;
  at: string;
  substance: Substance | null;
  result: ToxicologyResult | null;
  long_acting: boolean | null;
  voided_at: string | null;
  void_reason: MedicineVoid | null;
}

/** Everything about the medicines of a client, the newest first. */
export interface MedicinesView {
  allergies: string | null;
  orders: OrderView[];
  doses: DoseView[];
  facts: FactView[];
}

/** One dose of the round, or an order as needed or by a score that may be given (`due_at` null). */
export interface RoundLine {
  client: string;
  order: string;
  medicine: string | null;
  amount: number;
  unit: DoseUnit;
  route: MedicineRoute;
  schedule: DoseSchedule['kind'];
  due_at: string | null;
  state: DoseState | null;
  /** Where it was as needed: when the last dose was given. */
  last_given_at: string | null;
  allergies: string | null;
}

export interface RoundView {
  day: string;
  lines: RoundLine[];
}
