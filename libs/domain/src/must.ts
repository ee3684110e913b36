/** A broken invariant: a defect of ours, answered with 500 and an alarm, never with an explanation to the outside. */
export class InvariantViolation extends Error {
  override name = 'InvariantViolation';
}

/** Asserts what must hold whatever a user sends; the sentence says what was expected. Not for user input: that is a `Refusal`. */
export function must(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InvariantViolation(sentence);
}
