import { randomUUID } from 'node:crypto';
import type { HandoffState } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { Invented } from '../bench/invented.js';
import { ALL_CATEGORIES, inHours, walkIn } from '../support/journey.js';
import { Staff, type Answer } from '../support/staff.js';

interface Desk {
  readonly code: string;
  readonly stage: Stage;
  readonly manager: Staff;
  readonly intake: Staff;
}

/** Five houses of the demo network, each with who sends and who receives there. */
const HOUSES: readonly (readonly [string, string, Stage])[] = [
  ['EG-DETOX-1', 'detox.eg', 'treatment'],
  ['EG-REHAB-1', 'rehab1.eg', 'rehabilitation'],
  ['EG-REHAB-2', 'rehab2.eg', 'rehabilitation'],
  ['EG-REINT-1', 'reint.eg', 'reintegration'],
  ['EG-WORK-1', 'work.eg', 'employment'],
];
/** Handoffs of one client, one after the other. */
const STEPS_MAX = 5;
const PATIENCE_SECONDS = 180;

/** What the people at the desks were told of each handoff: the state at the end of their own last answer. */
export interface Told {
  readonly states: ReadonlyMap<string, HandoffState>;
  /** How often each client's custody moved, by the reference of the handoff that moved it. */
  readonly arrivals: number;
  /** Answers that came only after the request was sent again. */
  readonly repeated: number;
}

/** Walks clients through the houses over HTTP, as many at once as is asked for, until so many handoffs were sent. */
export class Walks {
  private readonly states = new Map<string, HandoffState>();
  private readonly invented: Invented;
  private left: number;
  private arrivals = 0;
  private repeated = 0;

  constructor(
    private readonly url: string,
    handoffs: number,
    seed: number,
  ) {
    this.left = handoffs;
    this.invented = new Invented(seed);
  }

  get sent(): number {
    return this.states.size;
  }

  async run(atOnce: number): Promise<Told> {
    const desks: Desk[] = [];
    for (const [code, domain, stage] of HOUSES) {
      const manager = await Staff.signIn(this.url, `case-manager@${domain}.demo`);
      desks.push({
        code,
        stage,
        manager,
        intake: await Staff.signIn(this.url, `intake-officer@${domain}.demo`),
      });
    }
    await Promise.all(Array.from({ length: atOnce }, () => this.walkAll(desks)));
    return { states: this.states, arrivals: this.arrivals, repeated: this.repeated };
  }

  private async walkAll(desks: readonly Desk[]): Promise<void> {
    while (this.left > 0) {
      let at = desks[0] as Desk;
      const admitted = await this.change<{ client: string }>(
        at.manager,
        '/api/clients',
        walkIn({ birth_year: 1990 }),
      );
      let client = admitted.client;
      for (let step = 0; step < STEPS_MAX && this.left > 0; step += 1) {
        this.left -= 1;
        const to = this.invented.pick(desks.filter((one) => one !== at && one.stage !== at.stage));
        const arrived = await this.handOn(at, to, client);
        if (arrived !== undefined) [at, client] = [to, arrived];
      }
    }
  }

  /** One handoff to its end; answers the receiver's code of the client where the client arrived there. */
  private async handOn(from: Desk, to: Desk, client: string): Promise<string | undefined> {
    const chance = this.invented.below(100);
    const { reference: consent } = await this.change<{ reference: string }>(
      from.manager,
      `/api/clients/${client}/consents`,
      {
        recipient: to.code,
        purposes: ['care'],
        categories: ALL_CATEGORIES,
        language: 'ar',
        given_how: 'paper_signature',
        signer: 'self',
        ends: 'end_of_care',
      },
    );
    let last = await this.change<HandoffWritten>(from.manager, '/api/handoffs', {
      client, kind: 'transfer', receiver: to.code, stage: to.stage, urgency: 'routine', consent, reason: 'Ready to go on',
    }); // prettier-ignore
    const { reference } = last;
    const move = async (who: Staff, name: string, body: unknown = {}): Promise<HandoffWritten> => {
      last = await this.change(who, `/api/handoffs/${reference}/${name}`, body, last.version);
      this.states.set(reference, last.state);
      return last;
    };
    this.states.set(reference, last.state);
    if (chance < 8) return void (await move(from.manager, 'recall', { reason: 'client_changed_mind' }));
    if (chance < 80) await move(to.intake, 'take');
    if (chance < 20) return void (await move(to.intake, 'decline', { reason: 'out_of_scope' }));
    await move(to.intake, 'accept', { appointment_at: inHours(24) });
    if (chance < 26) return void (await move(from.manager, 'recall', { reason: 'clinical_change' }));
    const arrived = await move(to.intake, 'arrive');
    this.arrivals += 1;
    if (chance >= 40) await move(to.intake, 'report', { outcome: 'settled' });
    if (chance >= 60) await move(from.manager, 'acknowledge');
    return arrived.client;
  }

  /** A change that is sent again, under the same key, until the house says what became of it. */
  private async change<T>(who: Staff, path: string, body: unknown, version?: number): Promise<T> {
    const sending = { key: randomUUID(), ...(version === undefined ? {} : { version }) };
    const deadline = Date.now() + PATIENCE_SECONDS * 1_000;
    for (let tries = 0; Date.now() < deadline; tries += 1) {
      const answer = await who.post<T>(path, body, sending).catch(() => undefined);
      if (answer && answer.status < 300) {
        if (tries > 0) this.repeated += 1;
        return answer.body;
      }
      if (answer && !mayPass(answer)) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`${path} was not answered within ${PATIENCE_SECONDS} seconds`);
  }
}

/** The house is away or busy for the moment. */
function mayPass({ status, problem }: Answer): boolean {
  return status === 503 || status === 429 || problem.code === 'idempotency.in_progress';
}
