import { HandoffClocksService } from '#casework/handoff/handoff-clocks.service.js';
import type { Rung } from '#domain/charter/clocks.js';
import type { ClockKind } from '#domain/charter/clocks.js';
import type { Town } from '../support/model-town.js';
import type { ServiceHouse } from '../support/service-house.js';
import type { Command, Details } from './commands.js';
import type { SeenClock } from './model.js';
import type { Names } from './names.js';

interface ClockRow {
  id: string;
  kind: ClockKind;
  rung: Rung;
  live: boolean;
  due: boolean;
}

const CLOCKS_OF = `
select k.id, k.kind, k.rung, k.fired_at is null and k.settled_at is null as live, k.fire_at <= clock_timestamp() as due
from care.clock k join care.handoff h on h.id = k.handoff_id where h.reference = $1 order by k.handoff_version, k.kind, k.rung`;

/** Turns the calendar of the database where a test cannot wait, and lets clocks act as the worker's sweeper would. */
export class Calendar {
  private readonly clocks: HandoffClocksService;

  constructor(
    private readonly house: ServiceHouse,
    private readonly town: Town,
    private readonly names: Names,
  ) {
    this.clocks = house.clocks.get(HandoffClocksService, { strict: false });
  }

  /** Chooses a clock of a handoff: one that is made due now, or any, which then is early or late. */
  async look(handoff: number, { pick, due }: Details): Promise<SeenClock | undefined> {
    const all = await this.house.rows<ClockRow>(CLOCKS_OF, [this.names.handoffs[handoff]]);
    const live = all.filter((one) => one.live);
    const from = due && live.length > 0 ? live : all;
    const chosen = from[pick! % from.length];
    if (!chosen) return undefined;
    // A clock that was settled may start again within the race that follows, and then runs its own time.
    if (due && chosen.live)
      await this.house.superuser.query(
        `update care.clock set fire_at = clock_timestamp() - interval '1 second' where id = $1`,
        [chosen.id],
      );
    return {
      id: chosen.id,
      kind: chosen.kind,
      rung: chosen.rung,
      live: chosen.live && (chosen.due || due === true),
    };
  }

  async happen({ verb, on, details }: Command, clock: SeenClock | undefined): Promise<undefined> {
    const { superuser } = this.house;
    const reference = this.names.handoffs[on];
    switch (verb) {
      case 'tick':
        if (clock) await this.clocks.fire(clock.id);
        return;
      case 'pass_appointment':
        return await this.turn(
          `update care.handoff set appointment_at = clock_timestamp() - interval '1 hour' where reference = $1 and appointment_at is not null`,
          [reference],
        );
      case 'pass_days':
        return await this.turn(
          `update care.handoff set closed_at = closed_at - make_interval(days => $2) where reference = $1 and closed_at is not null`,
          [reference, details.days],
        );
      case 'close_house':
        return await this.closeAndOpen(this.town.houses[on]!.id);
      default:
        await superuser.query(
          `update care.standing set valid = case when $3 then daterange('2020-01-01', null) else daterange('2020-01-01', current_date) end
           where organisation_id = $1 and kind = $2`,
          [
            this.town.houses[on]!.id,
            details.licence ? 'licence' : 'registration',
            verb === 'regain_standing',
          ],
        );
    }
  }

  /** What the guards of the tables let nobody do: time passes for a handoff, a house is gone. They are asleep meanwhile. */
  private async turn(text: string, values: unknown[]): Promise<undefined> {
    const client = await this.house.superuser.connect();
    try {
      await client.query('begin; set local session_replication_role = replica');
      await client.query(text, values);
      await client.query('commit');
      return undefined;
    } finally {
      client.release();
    }
  }

  /** A house closes, the sweeper finds whom that leaves without an answer, and the house opens again for the rest of the walk. */
  private async closeAndOpen(id: string): Promise<undefined> {
    // A house that is responsible for clients is not closed by its administrator; here it is gone all the same.
    await this.turn('update care.organisation set closed_at = clock_timestamp() where id = $1', [id]);
    for (const handoff of await this.clocks.orphaned(10_000)) await this.clocks.expireOrphan(handoff);
    await this.turn('update care.organisation set closed_at = null where id = $1', [id]);
    return undefined;
  }
}
