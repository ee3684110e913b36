import type { EnrolmentView } from '#domain/wire/programme.js';

/** What every part of the programme of a client is given. */
export interface ProgrammePart {
  readonly code: string;
  readonly enrolment: EnrolmentView;
  readonly writes: boolean;
}
