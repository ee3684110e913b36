// Loaded before a worker (node --import) by tests alone: its wall clock is off by HANDRAIL_TEST_CLOCK_SHIFT_MS.
const shiftMs = Number(process.env.HANDRAIL_TEST_CLOCK_SHIFT_MS);
const Right = Date;
const now = Right.now.bind(Right);

globalThis.Date = class extends Right {
  constructor(...given) {
    if (given.length === 0) super(now() + shiftMs);
    else super(...given);
  }

  static now() {
    return now() + shiftMs;
  }
};
