import type { KeptFormRequest } from '#domain/wire/desk.js';
import { dropForm, keepForm } from '../api.desk.js';
import { ApiProblem } from '../api.problem.js';

/** After the last key, and at the latest after the first one that is not kept yet. */
const QUIET_MS = 1_000;
const LATEST_MS = 2_000;
const AGAIN_MS = 5_000;

export interface KeepingState {
  /** When the server last confirmed it holds what was typed; null: nothing was kept yet. */
  readonly keptAt: string | null;
  readonly failing: boolean;
}

const keepers = new Set<FormKeeper>();

/** Sends what is not kept yet, of all forms of this page; before it is locked or goes away. */
export async function flushForms(last = false): Promise<void> {
  await Promise.all([...keepers].map((keeper) => keeper.flush(last)));
}
/** Nobody or somebody else is signed in: nothing more is sent in their name until the same person is back. */
export function pauseForms(paused: boolean): void {
  for (const keeper of keepers) keeper.pause(paused);
}
/** The person has changed: what is still unsent must never be kept in the name of the next one. */
export function abandonForms(): void {
  for (const keeper of keepers) keeper.leave();
}

/** Keeps one form on the server while somebody writes in it. One request at a time; what was typed meanwhile follows. */
export class FormKeeper {
  private kept: string;
  private wanted: string;
  private firstUnkept: number | null = null;
  private timer: number | undefined;
  private running: Promise<void> | null = null;
  private left = false;
  private paused = false;
  /** Nothing is sent over what was kept before, until its owner has said what shall become of it. */
  private waiting = true;
  private state: KeepingState = { keptAt: null, failing: false };

  constructor(
    private readonly form: string,
    values: object,
    private version: number | undefined,
    private readonly tell: (state: KeepingState) => void,
  ) {
    this.kept = this.wanted = JSON.stringify(values);
    keepers.add(this);
  }

  get isTouched(): boolean {
    return this.wanted !== this.kept;
  }

  change(values: object, version: number | undefined): void {
    this.version = version;
    const written = JSON.stringify(values);
    if (written === this.wanted) return;
    this.wanted = written;
    if (this.wanted === this.kept) return;
    this.firstUnkept ??= Date.now();
    this.schedule(Math.min(QUIET_MS, this.firstUnkept + LATEST_MS - Date.now()));
  }

  /** What was kept before has been taken over, thrown away, or was never there. */
  go(): void {
    this.waiting = false;
    if (this.isTouched) this.schedule(QUIET_MS);
  }

  pause(paused: boolean): void {
    this.paused = paused;
    if (!paused && this.isTouched) this.schedule(0);
  }

  leave(): void {
    this.left = true;
    window.clearTimeout(this.timer);
    keepers.delete(this);
  }

  /** It was sent for good: nothing of it is kept any more. What is typed from now on is kept anew. */
  async settle(): Promise<void> {
    window.clearTimeout(this.timer);
    this.kept = this.wanted;
    this.firstUnkept = null;
    await this.running;
    const { keptAt } = this.state;
    this.say({ keptAt: null, failing: false });
    if (keptAt !== null && !this.left) await dropForm(this.form).catch(() => undefined);
  }

  /** `last`: the page is going away, so it does not wait for what is on its way. */
  async flush(last = false): Promise<void> {
    window.clearTimeout(this.timer);
    if (this.running && !last) await this.running;
    if (this.left || this.paused || this.waiting || !this.isTouched) return;
    this.running = this.send(this.wanted, last).finally(() => {
      this.running = null;
    });
    await this.running;
  }

  private async send(written: string, last: boolean): Promise<void> {
    const body: KeptFormRequest = {
      values: JSON.parse(written) as Record<string, unknown>,
      ...(this.version === undefined ? {} : { version: this.version }),
    };
    try {
      const { kept_at } = await keepForm(this.form, body, last);
      this.kept = written;
      this.firstUnkept = this.isTouched ? Date.now() : null;
      this.say({ keptAt: kept_at, failing: false });
      if (this.isTouched) this.schedule(QUIET_MS);
    } catch (error) {
      this.say({ ...this.state, failing: true });
      // Trying again helps where nothing was reached; what the server has decided stays decided.
      if (error instanceof ApiProblem && !error.decided) this.schedule(AGAIN_MS);
    }
  }

  private schedule(ms: number): void {
    window.clearTimeout(this.timer);
    if (this.left) return;
    this.timer = window.setTimeout(() => void this.flush(), Math.max(0, ms));
  }

  private say(state: KeepingState): void {
    this.state = state;
    if (!this.left) this.tell(state);
  }
}
