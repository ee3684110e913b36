import type { Role } from '#domain/charter/roles.js';
import { Refusal } from '#domain/refusal.js';
import type { DutyLevel, DutyTurn, DutyView } from '#domain/wire/house.js';
import type { Tx } from '#platform/db/tx.js';

interface TurnFound {
  id: string;
  site: string;
  level: DutyLevel;
  account_id: string;
  display_name: string;
  roles: Role[];
  from_at: Date;
  until_at: Date;
  planned_for: string;
  planned_account_id: string;
  version: number;
}

const TURNS = `select t.id, s.code as site, t.level, t.account_id, a.display_name, a.roles, lower(t.during) as from_at, upper(t.during) as until_at,
    p.display_name as planned_for, t.planned_account_id, t.version
  from care.duty_turn t join care.site s on s.id = t.site_id join access.account a on a.id = t.account_id join access.account p on p.id = t.planned_account_id
  where t.organisation_id = $1 and t.cancelled_at is null`;

/** Turns of the own organisation that touch a period, in the order in which they begin. */
export async function readTurns(tx: Tx, from: Date, to: Date): Promise<DutyTurn[]> {
  const rows = await tx.query<TurnFound>(
    `${TURNS} and t.during && tstzrange($2, $3) order by lower(t.during), s.code, t.level`,
    [tx.organisation, from, to],
  );
  return rows.map(toTurn);
}

export async function readTurn(tx: Tx, id: string): Promise<DutyTurn> {
  return toTurn(await tx.one<TurnFound>(`${TURNS} and t.id = $2`, [tx.organisation, id]));
}

interface NowFound {
  site: string;
  level: DutyLevel;
  role: Role;
  account_id: string | null;
  display_name: string | null;
  roles: Role[] | null;
}

/**
 * Who answers now, for every site and level of the own organisation; where nobody is planned, whoever holds the role. A turn of
 * somebody who has left meanwhile, or no longer holds the role, is nobody's.
 */
export async function readOnDuty(tx: Tx): Promise<DutyView['now']> {
  const rows = await tx.query<NowFound>(
    `select s.code as site, d.level, d.role, a.id as account_id, a.display_name, a.roles
       from care.duty d join care.site s on s.id = d.site_id
       left join care.duty_turn t on t.site_id = d.site_id and t.level = d.level and t.cancelled_at is null and t.during @> clock_timestamp()
       left join access.account a on a.id = t.account_id and a.disabled_at is null and d.role = any (a.roles)
      where d.organisation_id = $1 order by not s.is_main, s.code, d.level`,
    [tx.organisation],
  );
  return rows.map(({ site, level, role, account_id, display_name, roles }) => ({
    site,
    level,
    role,
    colleague:
      account_id === null || display_name === null || roles === null
        ? null
        : { colleague: account_id, display_name, roles },
  }));
}

/** A turn whose row is locked. */
export interface TurnLocked {
  readonly id: string;
  readonly site_id: string;
  readonly level: DutyLevel;
  readonly account_id: string;
  readonly planned_account_id: string;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly now: Date;
  readonly version: number;
}

/** Locks a turn that is to be changed, on the version somebody decided on. Refuses one that is unknown, cancelled, changed or over. */
export async function lockTurn(tx: Tx, id: string, version: number): Promise<TurnLocked> {
  const turn = await tx.maybe<TurnLocked>(
    `select id, site_id, level, account_id, planned_account_id, lower(during) as from_at, upper(during) as until_at, clock_timestamp() as now, version
       from care.duty_turn where id = $1 and organisation_id = $2 and cancelled_at is null for update`,
    [id, tx.organisation],
  );
  if (!turn) throw new Refusal('duty.turn_unknown');
  if (turn.version !== version) throw new Refusal('version.stale', { parameters: { current: turn.version } });
  if (turn.until_at <= turn.now) throw new Refusal('duty.turn_over');
  return turn;
}

function toTurn(row: TurnFound): DutyTurn {
  return {
    id: row.id,
    site: row.site,
    level: row.level,
    colleague: { colleague: row.account_id, display_name: row.display_name, roles: row.roles },
    from_at: row.from_at.toISOString(),
    until_at: row.until_at.toISOString(),
    instead_of: row.planned_account_id === row.account_id ? null : row.planned_for,
    version: row.version,
  };
}
