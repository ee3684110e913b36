import { Inject, Injectable } from '@nestjs/common';
import type { GroupKind } from '#domain/charter/contact.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import { assertPlannable, attendedAt, minutesOf } from '#domain/rules/contact.js';
import type { Labels } from '#domain/wire/common.js';
import type {
  GroupAttendanceRequest,
  GroupPlanned,
  GroupPlanRequest,
  GroupView,
} from '#domain/wire/contact.js';
import type { ColleagueView } from '#domain/wire/work.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertVersion, readOwnClientCode, type Located } from '../client/client.queries.js';
import { colleagueOf, findColleague } from '../colleague/colleague.queries.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  endOf,
  findPlace,
  locateWalking,
  readOfGroup,
  readOverlaps,
  showContact,
} from './contact.queries.js';
import {
  answerContact,
  lockOfGroup,
  recordedAmong,
  remind,
  writeContacts,
  type Answer,
  type ContactLocked,
} from './contact-rows.tx.js';

interface GroupFound {
  kind: GroupKind;
  planned_at: Date;
  minutes: number;
  site: Labels | null;
  time_zone: string;
  with: ColleagueView | null;
  version: number;
}

/** Groups of a house that keep a list: who is expected, and who came, for all in one step. */
@Injectable()
export class GroupService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Plans a group with its list: everybody on it, or a refusal for each who cannot be. Mutual aid is refused by name: it has no list. */
  async plan(actor: Actor, call: Call, wanted: GroupPlanRequest): Promise<GroupPlanned> {
    return await this.uow.run(actor, { do: 'group.plan', ...call }, async (tx) => {
      if (wanted.kind === 'mutual_aid') throw new Refusal('group.mutual_aid_has_no_list', { field: 'kind' });
      const { contacts: rules } = await packOf(tx, this.packs);
      const starts = new Date(wanted.starts_at);
      const minutes = minutesOf(starts, new Date(wanted.ends_at));
      assertPlannable(starts, tx.now, rules.past_days);
      const { site, zone } = await findPlace(tx, wanted.site);
      const staff = await findColleague(tx, wanted.with, 'group.record', 'with');
      const expected = await locateAll(tx, wanted.clients);
      const group = tx.newId();
      await tx.query(
        `insert into care.group_session (id, organisation_id, kind, site_id, planned_at, minutes, staff_id, planned_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [group, tx.organisation, wanted.kind, site, starts, minutes, staff, tx.actor.account],
      );
      const rows = expected.map(({ client_id, episode_id }) => ({
        id: tx.newId(),
        client_id,
        episode_id,
        planned_at: starts,
        moves: 0,
      }));
      await writeContacts(tx, rows, { kind: 'visit', minutes, zone, site, staff, series: null, group });
      for (const row of rows) await remind(tx, row.client_id, [row], rules.reminder_hours);
      tx.note({ kind: wanted.kind, clients: rows.length });
      const overlaps = await readOverlaps(tx, {
        at: [starts],
        minutes,
        staff,
        clients: rows.map(({ client_id }) => client_id),
        except: rows.map(({ id }) => id),
      });
      return { ...(await showGroup(tx, group)), overlaps };
    });
  }

  /** A group and its list. */
  async view(actor: Actor, call: Call, group: string): Promise<GroupView> {
    return await this.uow.run(actor, { do: 'group.view', on: { group }, ...call }, (tx) =>
      showGroup(tx, group),
    );
  }

  /** Records who came, for as many of the list as are named: all of them, or a refusal for each who cannot be recorded, and nothing is. */
  async record(
    actor: Actor,
    call: Call,
    { group, version }: { group: string; version: number },
    wanted: GroupAttendanceRequest,
  ): Promise<GroupView> {
    return await this.uow.run(actor, { do: 'group.record', on: { group }, ...call }, async (tx) => {
      const locked = await tx.maybe<{ version: number }>(
        'select version from care.group_session where id = $1 and organisation_id = $2 for update',
        [group, tx.organisation],
      );
      if (!locked) throw new Refusal('group.unknown');
      assertVersion(version, locked.version);
      for (const { contact, answer } of await decideAll(tx, group, wanted))
        await answerContact(tx, contact, answer);
      await tx.query('update care.group_session set version = version + 1 where id = $1', [group]);
      tx.note({ recorded: wanted.attendance.length });
      return await showGroup(tx, group);
    });
  }
}

/** Everybody on the list, or every refusal at once, each with its place on the list. */
async function locateAll(tx: Tx, codes: readonly string[]): Promise<Located[]> {
  const found: Located[] = [];
  await eachRefusal('clients', codes, async (code) => {
    const located = await locateWalking(tx, code);
    if (found.some(({ client_id }) => client_id === located.client_id))
      throw new Refusal('group.client_twice');
    found.push(located);
  });
  return found.sort((a, b) => a.client_id.localeCompare(b.client_id));
}

async function decideAll(
  tx: Tx,
  group: string,
  { attendance }: GroupAttendanceRequest,
): Promise<{ contact: ContactLocked; answer: Answer }[]> {
  const contacts = await lockOfGroup(tx, group);
  const codes = await tx.query<{ code: string; client_id: string }>(
    'select code, client_id from care.client_code where organisation_id = $1 and client_id = any ($2)',
    [tx.organisation, contacts.map(({ client_id }) => client_id)],
  );
  const decided: { contact: ContactLocked; answer: Answer }[] = [];
  const recorded = await recordedAmong(tx, contacts);
  await eachRefusal('attendance', attendance, async ({ client, happened, attended_at }) => {
    const code = await readOwnClientCode(tx, client);
    const id = codes.find((one) => one.code === code)?.client_id;
    const contact = contacts.find(({ client_id }) => client_id === id);
    if (!contact) throw new Refusal('group.not_on_list');
    if (decided.some((one) => one.contact.id === contact.id)) throw new Refusal('group.client_twice');
    if (recorded.has(contact.id)) throw new Refusal('contact.recorded');
    tx.about(contact.audit_subject);
    const told = attended_at === undefined ? null : new Date(attended_at);
    decided.push({
      contact,
      answer: { happened, attended_at: attendedAt(contact, happened, told, tx.now) },
    });
  });
  return decided;
}

/** Does something for each, and refuses with all refusals together, each with its place in the list. */
async function eachRefusal<T>(
  list: string,
  all: readonly T[],
  act: (one: T) => Promise<void>,
): Promise<void> {
  const refusals: Refusal[] = [];
  for (const [i, one] of all.entries()) {
    try {
      await act(one);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(new Refusal(error.code, { ...error.details, field: `${list}.${i}` }));
    }
  }
  refuseIfAny(refusals);
}

async function showGroup(tx: Tx, group: string): Promise<GroupView> {
  const found = await tx.maybe<GroupFound>(
    `select g.kind, g.planned_at, g.minutes, s.names as site, coalesce(s.time_zone, o.time_zone) as time_zone, ${colleagueOf('x')} as "with", g.version
       from care.group_session g join care.organisation o on o.id = g.organisation_id left join care.site s on s.id = g.site_id
       left join access.account x on x.id = g.staff_id where g.id = $1 and g.organisation_id = $2`,
    [group, tx.organisation],
  );
  if (!found) throw new Refusal('group.unknown');
  const contacts = await readOfGroup(tx, group);
  return {
    group,
    kind: found.kind,
    starts_at: found.planned_at.toISOString(),
    ends_at: endOf(found).toISOString(),
    time_zone: found.time_zone,
    site: found.site,
    with: found.with,
    contacts: contacts.map((row) => showContact(tx, row)),
    version: found.version,
  };
}
