import { describe, expect, it } from '@jest/globals';
import { REFUSALS_EN } from '#domain/words/refusals.en.js';
import { REFUSAL_STATUSES } from './refusal-status.js';

describe('the HTTP status of a refusal', () => {
  it('is given exactly once for every refusal there is', () => {
    expect(REFUSAL_STATUSES.flatMap((part) => Object.values(part).flat()).sort()).toEqual(
      Object.keys(REFUSALS_EN).sort(),
    );
  });
});
