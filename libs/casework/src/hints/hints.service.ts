import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { Hint } from '#domain/wire/desk.js';
import { AccessStore } from '#platform/db/access-store.js';
import { HintListener } from '#platform/db/hint-listener.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import type { SignedIn } from '../session/session.service.js';

/** One open screen, as far as hints are concerned; whoever gives it is told when it goes away by itself. */
export interface HintSink {
  send(hint: Hint): void;
  /** Says that the stream still lives, so that nobody in between takes it for idle. */
  beat(): void;
  end(): void;
}

interface Stream {
  readonly session: string;
  readonly organisation: string;
  readonly sink: HintSink;
}

const BUSY_SECONDS = 30;

/**
 * Tells open screens that something changed, never what (ADR 0031): they ask again, through the same doors as before. Streams
 * live in this process; the sessions behind all of them are looked at in one question every few seconds, without a touch.
 */
@Injectable()
export class HintsService implements BeforeApplicationShutdown {
  private readonly streams = new Set<Stream>();
  private readonly byOrganisation = new Map<string, Set<Stream>>();
  private timers: NodeJS.Timeout[] = [];
  private isLooking = false;
  private stopped = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly access: AccessStore,
    private readonly listener: HintListener,
  ) {}

  /**
   * Opens a stream of hints of the own organisation and answers how it is closed. Refuses a machine, more streams of one
   * session than a person has windows, and more than this process carries.
   */
  async open({ actor, session }: SignedIn, call: Call, sink: HintSink): Promise<() => void> {
    if (session === null || actor.organisation === null) throw new Refusal('session.required');
    const stream: Stream = { session, organisation: actor.organisation, sink };
    this.streams.add(stream);
    try {
      await this.uow.run(actor, { do: 'session.listen', ...call }, async () => {
        this.assertRoom(session);
      });
      await this.listener.listen({
        hear: (organisation, hint) => this.hear(organisation, hint),
        missed: () => this.everybody(({ sink: each }) => each.send({ topic: 'resync' })),
      });
    } catch (error) {
      this.streams.delete(stream);
      throw error;
    }
    const there = this.byOrganisation.get(stream.organisation) ?? new Set();
    this.byOrganisation.set(stream.organisation, there.add(stream));
    this.watch();
    return () => this.forget(stream);
  }

  /** How many streams are open here. */
  get count(): number {
    return this.streams.size;
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    this.everybody((stream) => this.close(stream));
  }

  private assertRoom(session: string): void {
    if (this.stopped) throw new Refusal('service.unavailable', { parameters: { seconds: 5 } });
    const mine = [...this.streams].filter((one) => one.session === session).length;
    if (mine > LIMITS.hint_streams_per_session_max)
      throw new Refusal('hint.too_many', { parameters: { seconds: BUSY_SECONDS } });
    if (this.streams.size > LIMITS.hint_streams_max)
      throw new Refusal('service.busy', { parameters: { seconds: BUSY_SECONDS } });
  }

  private hear(organisation: string, hint: Hint): void {
    for (const { sink } of this.byOrganisation.get(organisation) ?? []) sink.send(hint);
  }

  private everybody(tell: (stream: Stream) => void): void {
    for (const there of [...this.byOrganisation.values()]) for (const stream of [...there]) tell(stream);
  }

  private forget(stream: Stream): void {
    this.streams.delete(stream);
    const there = this.byOrganisation.get(stream.organisation);
    there?.delete(stream);
    if (there?.size === 0) this.byOrganisation.delete(stream.organisation);
    if (this.streams.size > 0) return;
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }

  private close(stream: Stream): void {
    this.forget(stream);
    stream.sink.end();
  }

  /** Beats and looks while there is anybody; a process without streams asks nothing. */
  private watch(): void {
    if (this.timers.length > 0) return;
    this.timers = [
      setInterval(() => this.everybody(({ sink }) => sink.beat()), LIMITS.hint_heartbeat_seconds * 1_000),
      setInterval(() => void this.look(), LIMITS.hint_session_look_seconds * 1_000),
    ];
    for (const timer of this.timers) timer.unref();
  }

  /** Ends the streams of sessions that have ended: signed out, idle, expired, of somebody who has left. */
  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      const asked = [...this.byOrganisation.values()].flatMap((there) => [...there]);
      const live = new Set(await this.access.liveSessions([...new Set(asked.map((one) => one.session))]));
      for (const stream of asked) {
        if (live.has(stream.session) || !this.streams.has(stream)) continue;
        stream.sink.send({ topic: 'session' });
        this.close(stream);
      }
    } catch {
      // Without its database the service has nothing to tell either; the next look decides.
    } finally {
      this.isLooking = false;
    }
  }
}
