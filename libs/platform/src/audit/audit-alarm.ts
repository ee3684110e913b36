import { InvariantViolation } from '#domain/must.js';

/**
 * The log and what was signed about it disagree: never an expected "no", always something for a human to look at.
 * Carries a code to alert on and the place that was found.
 */
export class AuditAlarm extends InvariantViolation {
  override name = 'AuditAlarm';

  constructor(
    readonly code: `audit.${string}`,
    readonly place: string,
    readonly what: string,
  ) {
    super(`${code}: ${place}: ${what}`);
  }
}
