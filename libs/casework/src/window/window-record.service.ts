import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import { LIMITS } from '#domain/charter/limits.js';
import { accessKindOf, TOLD_ACTIONS } from '#domain/charter/window.js';
import type {
  WindowAccess,
  WindowContact,
  WindowCustody,
  WindowErasure,
  WindowGoal,
  WindowHandoff,
  WindowHouse,
  WindowKeeper,
  WindowOpening,
  WindowProgress,
  WindowSpell,
  WindowStanding,
  WindowWish,
} from '#domain/wire/window.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { readOwnGoals } from './window-plan.queries.js';
import { readStanding, readTold } from './window.queries.js';
import type { InWindow } from './window-door.service.js';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface WindowPage<T> {
  readonly items: T[];
  /** What the next page begins before; null: this was the last. */
  readonly next: string | null;
}

/** What clients read of themselves. Each question is one function that looks at the acting client alone (migrations/0019). */
@Injectable()
export class WindowRecords {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Whether somebody is responsible now, and when the window was opened before. */
  async standing({ actor, entered_with }: InWindow, call: Call): Promise<WindowStanding> {
    return await this.look(actor, call, async (tx) => ({ ...(await readStanding(tx)), entered_with }));
  }

  /** The stages of the road and who was responsible on it, the newest first. */
  async road({ actor }: InWindow, call: Call): Promise<{ spells: WindowSpell[]; custody: WindowCustody[] }> {
    return await this.look(actor, call, async (tx) => ({
      spells: await readTold<WindowSpell>(tx, 'select * from care.own_spells()'),
      custody: await readTold<WindowCustody>(
        tx,
        'select organisation, since_at, until_at, time_zone from care.own_custody()',
      ),
    }));
  }

  /** Who is responsible, and who else walks with the client. */
  async people({ actor }: InWindow, call: Call): Promise<WindowKeeper[]> {
    return await this.look(actor, call, (tx) =>
      readTold<WindowKeeper>(tx, 'select * from care.own_keepers()'),
    );
  }

  /** Where the client is being sent: appointments, waiting lists, what came of it. */
  async handoffs({ actor }: InWindow, call: Call): Promise<WindowHandoff[]> {
    return await this.look(actor, call, (tx) =>
      readTold<WindowHandoff>(tx, `select ${HANDOFF_COLUMNS} from care.own_handoffs()`),
    );
  }

  /** When the client is expected, in order; what was cancelled stays until its hour is over. */
  async contacts({ actor }: InWindow, call: Call): Promise<WindowContact[]> {
    return await this.look(actor, call, (tx) =>
      readTold<WindowContact>(tx, 'select * from care.own_appointments()'),
    );
  }

  /** The own plan in the own words, and what was reached stage by stage, without a word that staff wrote for staff. */
  async plan({ actor }: InWindow, call: Call): Promise<{ goals: WindowGoal[]; progress: WindowProgress[] }> {
    return await this.look(actor, call, async (tx) => ({
      goals: await readOwnGoals(tx, this.keys),
      progress: await readTold<WindowProgress>(tx, `select ${PROGRESS_COLUMNS} from care.own_progress()`),
    }));
  }

  /** Who looked at the record: role and house, never the person (R-A02); and what was opened in need, where that may be told (R-D07). */
  async looks(
    { actor }: InWindow,
    call: Call,
    before: string | undefined,
  ): Promise<WindowPage<WindowAccess> & { openings: WindowOpening[] }> {
    const size = LIMITS.window_page_size;
    const { rows, openings } = await this.uow.run(actor, { do: 'window.accesses', ...call }, async (tx) => ({
      rows: await readTold<AccessFound>(tx, 'select * from care.own_accesses($1, $2, $3)', [
        TOLD_ACTIONS,
        before ?? LAST_ID,
        size + 1,
      ]),
      openings: await readTold<WindowOpening>(tx, 'select * from care.own_openings()'),
    }));
    const items = rows.slice(0, size).map(({ action, outcome, ...row }) => ({
      ...row,
      kind: accessKindOf(action),
      refused: outcome === 'refused',
    }));
    return { items, next: rows.length > size ? (items.at(-1)?.id ?? null) : null, openings };
  }

  /** Which houses know the client, and what was asked of them to forget. */
  async forgetting(
    { actor }: InWindow,
    call: Call,
  ): Promise<{ houses: WindowHouse[]; erasures: WindowErasure[] }> {
    return await this.look(actor, call, async (tx) => ({
      houses: await readTold<WindowHouse>(tx, 'select * from care.own_houses()'),
      erasures: await readTold<WindowErasure>(tx, `select ${ERASURE_COLUMNS} from care.own_erasures()`),
    }));
  }

  /** Which other providers were asked for, and what came of it. */
  async wishes({ actor }: InWindow, call: Call): Promise<WindowWish[]> {
    return await this.look(actor, call, (tx) => readTold<WindowWish>(tx, 'select * from care.own_wishes()'));
  }

  private async look<T>(actor: Actor, call: Call, read: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.uow.run(actor, { do: 'window.view', ...call }, read);
  }
}

type AccessFound = Omit<WindowAccess, 'kind' | 'refused'> & { action: Action; outcome: string };

const day = (column: string): string => `to_char(${column}, 'YYYY-MM-DD') as ${column}`;

const HANDOFF_COLUMNS = `kind, stage, urgency, business_state, open, from_names, to_names, time_zone, requested_at, appointment_at, arrived_at, closed_at,
  waitlist_position, ${day('waitlist_expected_on')}, ${day('waitlist_review_on')}, telephone, town, address`;

const PROGRESS_COLUMNS = `stage, organisation, recorded_at, ended_at, goals_total, goals_met, ${day('aftercare_on')}, ${day('housing_since_on')}, documents_held,
  income_source, support_people, wants_work, work_kind, ${day('work_started_on')}`;

const ERASURE_COLUMNS = `organisation, ${day('asked_on')}, ${day('decide_by_on')}, state, ground, ${day('retention_until_on')}, scope`;
