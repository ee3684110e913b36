import type { HandoffSide } from '../charter/handoff.js';
import type { Labels } from './common.js';
import type { HandoffDetail } from './handoff.js';

/** What the receiver itself did or set: in its copy to the minute. Everything else is told by the day. */
export const RECEIVERS_OWN_ACTS = ['received_at', 'accepted_at', 'appointment_at', 'arrived_at'] as const;
export type ReceiversOwnAct = (typeof RECEIVERS_OWN_ACTS)[number];

/** A handoff as the sender keeps it: everything it may read, without who the person is and what could be done next. */
export type SenderCopy = Omit<HandoffDetail, 'identity' | 'moves'>;

/** The same with days instead of the instants of others: `requested_at` becomes `requested_on`. */
export type ByTheDay<T> = T extends readonly (infer E)[]
  ? ByTheDay<E>[]
  : T extends object
    ? {
        [
          K in keyof T as K extends ReceiversOwnAct ? K : K extends `${infer Name}_at` ? `${Name}_on` : K
        ]: ByTheDay<T[K]>;
      }
    : T;
export type ReceiverCopy = ByTheDay<SenderCopy>;

/** One line of an export (NDJSON): the notice first, then the handoffs, the newest first, and how many there were; how many of protected clients were left out. */
export type ExportLine =
  | {
      line: 'notice';
      side: HandoffSide;
      organisation: { code: string; names: Labels };
      exported_on: string;
      time_zone: string;
      redisclosure_notice: { version: string; short: Labels; texts: Labels };
    }
  | { line: 'handoff'; handoff: SenderCopy | ReceiverCopy }
  /** The last line: an export without it was cut off. */
  | { line: 'end'; handoffs: number; protected: number };
