// Loaded before a worker (node --import) by tests alone: its wall clock is off by as many milliseconds as a file says.
import { readFileSync } from 'node:fs';

const Right = Date;
const now = Right.now.bind(Right);
let shiftMs = 0;
function read() {
  shiftMs = Number(readFileSync(process.env.HANDRAIL_TEST_CLOCK_SHIFT_FILE, 'utf8'));
}
read();
setInterval(read, 200).unref();

globalThis.Date = class extends Right {
  constructor(...given) {
    if (given.length === 0) super(now() + shiftMs);
    else super(...given);
  }

  static now() {
    return now() + shiftMs;
  }
};
