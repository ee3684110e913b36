import { setTimeout as sleep } from 'node:timers/promises';
import { House, type Backend } from './house.js';
import { Storm, type Blows, type StormOptions } from './storm.js';
import { judge, type Finding } from './verdict.js';
import { Walks } from './walks.js';

const CALM_SECONDS_MAX = 900;
const SAY_EVERY_MS = 15_000;

export interface CampaignOptions extends StormOptions {
  readonly backend: Backend;
  readonly handoffs: number;
  /** Clients who are walked at the same time. */
  readonly atOnce: number;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly backend: Backend;
  readonly handoffs: number;
  readonly messages: number;
  readonly stormSeconds: number;
  readonly calmSeconds: number;
  /** How often a message was given to the queue at most, and how many had to be given more than once. */
  readonly claimsMax: number;
  readonly claimedAgain: number;
  readonly repeatedRequests: number;
  readonly blows: Blows;
  readonly findings: readonly Finding[];
}

/** Sends handoffs while everything is done to the house that may be done to it, lets it come to rest, and judges. */
export async function runCampaign(options: CampaignOptions): Promise<Outcome> {
  const { say } = options;
  const house = await House.open(options.backend);
  try {
    await house.start('api').ready(house.port);
    const began = Date.now();
    const walks = new Walks(house.url, options.handoffs, options.seed);
    const storm = new Storm(house, options);
    const telling = setInterval(
      () =>
        say(
          `${walks.sent} of ${options.handoffs} handoffs after ${seconds(began)} s; ${JSON.stringify(storm.blows)}`,
        ),
      SAY_EVERY_MS,
    );
    let told;
    try {
      told = await walks.run(options.atOnce);
    } finally {
      clearInterval(telling);
    }
    const blows = await storm.end();
    const stormSeconds = seconds(began);
    say(`The storm is over after ${stormSeconds} s: ${JSON.stringify(blows)}`);
    const calm = Date.now();
    await comeToRest(house, say);
    const calmSeconds = seconds(calm);
    const [queue] = await house.rows<{ messages: number; claims_max: number; again: number }>(
      'select count(*)::int as messages, max(claims) as claims_max, count(*) filter (where claims > 1)::int as again from bus.outbox',
    );
    const findings = await judge(house, told);
    return {
      backend: options.backend,
      handoffs: told.states.size,
      messages: queue!.messages,
      stormSeconds,
      calmSeconds,
      claimsMax: queue!.claims_max,
      claimedAgain: queue!.again,
      repeatedRequests: told.repeated,
      blows,
      findings,
    };
  } finally {
    await house.close();
  }
}

/** One healthy worker, and time: until nothing is under way, nothing is due and everything is sealed. */
async function comeToRest(house: House, say: (line: string) => void): Promise<void> {
  const worker = house.start('worker');
  const deadline = Date.now() + CALM_SECONDS_MAX * 1_000;
  for (let told = Date.now(); ; await sleep(250)) {
    const [left] = await house.rows<{ messages: number; clocks: number; events: number }>(
      `select (select count(*)::int from bus.outbox where done_at is null and dead_at is null) as messages,
         (select count(*)::int from care.clock where fired_at is null and settled_at is null and fire_at <= clock_timestamp()) as clocks,
         (select count(*)::int from audit.claim) as events`,
    );
    if (left!.messages + left!.clocks === 0 && left!.events === 0) break;
    if (Date.now() > deadline)
      throw new Error(`it does not come to rest: ${JSON.stringify(left)}\n${worker.output.slice(-2_000)}`);
    if (Date.now() - told < SAY_EVERY_MS) continue;
    told = Date.now();
    say(`still under way: ${JSON.stringify(left)}`);
  }
  await worker.stop();
  // Its last word, that it stopped, is sealed by nobody yet; the verifier knows such events and says how many wait.
}

function seconds(sinceMs: number): number {
  return Math.round((Date.now() - sinceMs) / 1000);
}
