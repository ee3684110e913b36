import { isDeepStrictEqual } from 'node:util';
import type { BusinessState } from '#domain/charter/handoff.js';
import type { ServiceHouse } from '../support/service-house.js';
import { tell, type Command } from './commands.js';
import { Desk, type Answer } from './desk.js';
import { fork, type ModelChange, type SeenClock, type World } from './model.js';
import { predict } from './oracle.js';
import type { Prediction } from './oracle-words.js';
import { disagreements } from './projection.js';
import { Readers } from './reading.js';
import type { Tally } from './tally.js';
import type { Town } from '../support/model-town.js';

/** What the design says and what happened are two things. */
export class Disagreement extends Error {
  constructor(
    message: string,
    readonly trail: readonly string[],
  ) {
    super(`${message}\n${trail.join('\n')}`);
    this.name = 'Disagreement';
  }
}

const BUSY_MAX = 12;

function isBusy(answer: Answer): boolean {
  return !answer.done && (answer.refused === 'service.busy' || answer.refused === 'idempotency.in_progress');
}

interface Carried {
  readonly command: Command;
  readonly answer: Answer;
  readonly clock: SeenClock | undefined;
}

/** One walk through one small town: commands go to the services and to the oracle, and the two are compared after each. */
export class Tour {
  readonly trail: string[] = [];
  readonly desk: Desk;
  world: World;
  private readonly answers = new Map<string, unknown>();

  constructor(
    private readonly house: ServiceHouse,
    private readonly town: Town,
    world: World,
    private readonly tally: Tally,
  ) {
    this.world = world;
    this.desk = new Desk(house, town);
  }

  /** One command, alone. */
  async step(command: Command): Promise<void> {
    const clock = command.verb === 'tick' ? await this.desk.lookAtClock(command) : undefined;
    const answer = await this.carryOut(command, clock);
    const before = statesOf(this.world);
    const said = predict(this.world, command, clock);
    this.compare([{ command, answer, clock }], [said]);
    this.settle([{ command, answer, clock }], [said], before);
    await this.readInboxes([command]);
    // What was refused changed nothing; that it did not is seen by the next look, and by the last.
    if (answer.done) await this.look(command);
  }

  /**
   * Several commands in the same instant, each decided on what everybody sees now. Whatever the database made of them,
   * some order of theirs must explain every answer and the state afterwards.
   */
  async race(commands: readonly Command[]): Promise<void> {
    const clocks = await Promise.all(
      commands.map(async (one) => (one.verb === 'tick' ? await this.desk.lookAtClock(one) : undefined)),
    );
    const answers = await Promise.all(commands.map((one, n) => this.carryOut(one, clocks[n])));
    const carried = commands.map((command, n) => ({ command, answer: answers[n]!, clock: clocks[n] }));
    this.tally.races += 1;
    const before = statesOf(this.world);
    const complaints: string[] = [];
    for (const order of orders(carried)) {
      const world = fork(this.world);
      const said = order.map(({ command, clock }) => predict(world, command, clock));
      const complaint = this.complaintAbout(order, said);
      if (complaint) {
        complaints.push(complaint);
        continue;
      }
      const kept = this.world;
      this.world = world;
      this.register(order, said);
      const different = await this.differences(commands);
      if (different.length === 0) {
        this.settle(order, said, before, true);
        await this.readInboxes(commands);
        return;
      }
      complaints.push(different.join('; '));
      this.unregister(order, said);
      this.world = kept;
    }
    throw new Disagreement(
      `no order of the ${commands.length} explains what came of them:\n${complaints.join('\n')}`,
      this.trail,
    );
  }

  private async carryOut(command: Command, clock: SeenClock | undefined): Promise<Answer> {
    try {
      let answer = await this.desk.carryOut(command, this.world, clock);
      // Busy is no answer: whoever hears it asks again, under the same key, until there is one.
      for (let asked = 1; isBusy(answer) && asked < BUSY_MAX; asked += 1) {
        this.tally.busy += 1;
        await new Promise((resolve) => setTimeout(resolve, 100 * asked));
        answer = await this.desk.carryOut(command, this.world, clock);
      }
      this.trail.push(`${tell(command)} -> ${spell(answer)}`);
      return answer;
    } catch (error) {
      this.trail.push(`${tell(command)} -> broke`);
      throw new Disagreement(`something broke: ${(error as Error).stack ?? String(error)}`, this.trail);
    }
  }

  private compare(carried: readonly Carried[], said: readonly Prediction[]): void {
    const complaint = this.complaintAbout(carried, said);
    if (complaint) throw new Disagreement(complaint, this.trail);
  }

  /** The first answer that is not the one the design asks for. */
  private complaintAbout(carried: readonly Carried[], said: readonly Prediction[]): string | undefined {
    for (const [n, { command, answer }] of carried.entries()) {
      const wanted = said[n]!;
      if (wanted.repeats) {
        const earlier =
          this.answers.get(command.key) ??
          carried
            .slice(0, n)
            .map(writtenOf(command.key))
            .find((one) => one !== undefined);
        if (!answer.done || !isDeepStrictEqual(plain(answer.written), plain(earlier)))
          return `${tell(command)}: the same change again was answered ${spell(answer)}, before ${JSON.stringify(earlier)}`;
        continue;
      }
      if (!answer.done) {
        if (wanted.refused?.includes(answer.refused)) continue;
        return `${tell(command)}: refused as ${answer.refused}, the design says ${wanted.refused?.join(' or ') ?? 'yes'}`;
      }
      if (wanted.refused)
        return `${tell(command)}: done, the design refuses it as ${wanted.refused.join(' or ')}`;
      const written = answer.written as { business_state?: BusinessState; version?: number } | undefined;
      if (
        wanted.at !== undefined &&
        (written?.business_state !== wanted.at || written.version !== wanted.version)
      )
        return `${tell(command)}: answered ${spell(answer)}, the design says ${wanted.at} v${wanted.version}`;
    }
    return undefined;
  }

  private settle(
    carried: readonly Carried[],
    said: readonly Prediction[],
    before: readonly BusinessState[],
    registered = false,
  ): void {
    if (!registered) this.register(carried, said);
    for (const [n, { command, answer }] of carried.entries()) {
      this.tally.note(command, answer, said[n]!);
      if (answer.done) this.answers.set(command.key, answer.written);
    }
    const after = statesOf(this.world);
    for (const [n, at] of after.entries()) this.tally.moved(before[n], at);
  }

  /** Gives what came into being the names it has in reality. */
  private register(carried: readonly Carried[], said: readonly Prediction[]): void {
    for (const [n, { command, answer }] of carried.entries())
      if (answer.done && !said[n]!.repeats) this.desk.names.learn(said[n]!, command, answer.written);
  }

  private unregister(carried: readonly Carried[], said: readonly Prediction[]): void {
    for (const [n, { answer }] of [...carried.entries()].reverse())
      if (answer.done && !said[n]!.repeats) this.desk.names.forget(said[n]!);
  }

  /** A house that takes a client over by force finds its code in its inbox. */
  private async readInboxes(commands: readonly Command[]): Promise<void> {
    for (const { verb, on } of commands) {
      const change = verb === 'decide_change' ? this.world.changes[on] : undefined;
      if (change?.decided) await this.readInbox(change);
    }
  }

  private async readInbox({ client, to }: ModelChange): Promise<void> {
    const [row] = await this.house.rows<{ code: string }>(
      `select mine.code from care.client_code other join care.client_code mine on mine.client_id = other.client_id
       where other.code = $1 and mine.organisation_id = $2`,
      [this.desk.names.codeOf(client, to), this.town.houses[to]!.id],
    );
    if (row) this.desk.names.told(client, to, row.code);
  }

  private async look(command: Command): Promise<void> {
    const different = await this.differences([command]);
    if (different.length > 0)
      throw new Disagreement(`after ${tell(command)}:\n${different.join('\n')}`, this.trail);
  }

  /** At the end of the walk: everything once more, and through the eyes of those who may look. */
  async finish(): Promise<void> {
    const all = this.world.handoffs.map((_, n) => n);
    const ids = this.town.houses.map(({ id }) => id);
    const readers = new Readers(this.house, this.town, this.desk.names);
    const complaints = await disagreements(this.house, ids, this.desk.names, this.world, all);
    for (const n of all) complaints.push(...(await readers.complaintsAbout(this.world, n)));
    complaints.push(...(await readers.lostSight(this.world)));
    if (complaints.length > 0) throw new Disagreement(complaints.join('\n'), this.trail);
  }

  /** Compares every handoff of the clients that the commands were about. */
  private async differences(commands: readonly Command[]): Promise<string[]> {
    const clients = new Set(commands.flatMap((one) => clientOf(this.world, one) ?? []));
    const everybody = commands.some(({ verb }) => verb === 'close_house');
    const which = this.world.handoffs.flatMap(({ client }, n) =>
      everybody || clients.has(client) ? [n] : [],
    );
    if (which.length === 0) return [];
    const ids = this.town.houses.map(({ id }) => id);
    return await disagreements(this.house, ids, this.desk.names, this.world, which);
  }
}

function statesOf(world: World): BusinessState[] {
  return world.handoffs.map(({ at }) => at);
}

function clientOf(world: World, { verb, on }: Command): number | undefined {
  switch (verb) {
    case 'admit':
    case 'state_places':
    case 'lose_standing':
    case 'close_house':
    case 'regain_standing':
      return undefined;
    case 'consent':
    case 'prepare':
    case 'emergency':
    case 'inform':
    case 'offer':
    case 'propose_change':
      return on;
    case 'withdraw_consent':
      return world.consents[on]?.client;
    case 'decide_change':
      return world.changes[on]?.client;
    default:
      return world.handoffs[on]?.client;
  }
}

/** Every order of the commands; a clock that was looked at before the race may have been settled within it, so both are tried. */
function* orders(carried: readonly Carried[]): Generator<Carried[]> {
  for (const order of permutations(carried)) yield* withSettledClocks(order);
}

function* withSettledClocks([first, ...rest]: readonly Carried[]): Generator<Carried[]> {
  if (!first) return yield [];
  for (const others of withSettledClocks(rest)) {
    yield [first, ...others];
    if (first.clock?.live) yield [{ ...first, clock: { ...first.clock, live: false } }, ...others];
  }
}

function* permutations<T>(things: readonly T[]): Generator<T[]> {
  if (things.length <= 1) return yield [...things];
  for (const [n, first] of things.entries())
    for (const rest of permutations(things.filter((_, m) => m !== n))) yield [first, ...rest];
}

const writtenOf =
  (key: string) =>
  ({ command, answer }: Carried): unknown =>
    command.key === key && answer.done ? answer.written : undefined;

/** As it would stand in an answer: what is undefined is not there. */
function plain(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}

function spell(answer: Answer): string {
  if (!answer.done) return `refused ${answer.refused}`;
  const { business_state, version } = (answer.written ?? {}) as { business_state?: string; version?: number };
  return business_state === undefined ? 'done' : `${business_state} v${version}`;
}
