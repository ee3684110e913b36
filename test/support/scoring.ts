import type { Answers, Instrument } from '#domain/charter/instrument.js';
import type { Refusal } from '#domain/refusal.js';
import { checkAnswers, resultOf, type AssessmentAbout } from '#domain/rules/instrument.js';
import { loadInstruments } from '#platform/instruments/instruments.js';

/** Every instrument as it is delivered. */
export const INSTRUMENTS = loadInstruments();
/** One of them; that it is there is no matter of the test. */
export const the = (id: string): Instrument => {
  const found = INSTRUMENTS.find(id);
  if (!found) throw new Error(`no instrument ${id}`);
  return found;
};
/** Answers to the items in the order of the form. */
export const inOrder = (id: string, answers: readonly number[]): Answers =>
  Object.fromEntries(the(id).items.map((item, at) => [item.id, answers[at] as number]));
/** The same answer to every item. */
export const all = (id: string, answer: number): Answers =>
  Object.fromEntries(the(id).items.map((item) => [item.id, answer]));
/** What answers come to, each score by its name; illegal ones are refused. */
export const scored = (id: string, answers: Answers, about?: AssessmentAbout, bands?: string) => {
  checkAnswers(the(id), answers);
  const result = resultOf(the(id), answers, about, bands);
  return { ...result, of: Object.fromEntries(result.scores.map((one) => [one.score, one])) };
};
/** What is refused of answers, each with its field. */
export const refusals = (id: string, answers: Answers): string[] => {
  try {
    checkAnswers(the(id), answers);
    return [];
  } catch (error) {
    const refusal = error as Refusal;
    return [refusal, ...(refusal.details.also ?? [])].map(({ code, details }) => `${code} ${details.field}`);
  }
};
