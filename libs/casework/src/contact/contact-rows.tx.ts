import type {
  AttendanceOutcome,
  CancelReason,
  ContactKind,
  ContactOutcome,
} from '#domain/charter/contact.js';
import type { SuicideRisk } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { noShowWork, type NoShowWork } from '#domain/rules/contact.js';
import type { Tx } from '#platform/db/tx.js';
import { assertVersion } from '../client/client.queries.js';
import { takeBackNotice, tellClient, tellClientOfEach } from '../notices/tell.tx.js';

const HOUR_MS = 3_600_000;

/** A contact of the own house with its row locked. */
export interface ContactLocked {
  readonly id: string;
  readonly episode_id: string;
  readonly client_id: string;
  readonly audit_subject: string | null;
  readonly kind: ContactKind;
  readonly planned_at: Date;
  readonly minutes: number;
  readonly time_zone: string;
  readonly staff_id: string | null;
  readonly series_id: string | null;
  readonly group_session_id: string | null;
  readonly moves: number;
  readonly version: number;
}

const LOCKED = `c.id, c.episode_id, c.client_id, c.kind, c.planned_at, c.minutes, c.time_zone, c.staff_id, c.series_id, c.group_session_id, c.moves, c.version,
  (select k.audit_subject from care.client_code k where k.organisation_id = c.organisation_id and k.client_id = c.client_id) as audit_subject`;

/** The contact with its lock, on the version that was read. Whoever has handed the client on finds none: nothing is theirs to change. */
export async function lockContact(tx: Tx, contact: string, version: number): Promise<ContactLocked> {
  const found = await tx.maybe<ContactLocked>(
    `select ${LOCKED} from care.contact c where c.id = $1 and c.organisation_id = $2 for update of c`,
    [contact, tx.organisation],
  );
  if (!found) throw new Refusal('contact.unknown');
  tx.about(found.audit_subject);
  assertVersion(version, found.version);
  return found;
}

/** Of a contact whose row is locked: whether it is recorded what came of it. */
export async function assertOpen(tx: Tx, contact: string): Promise<void> {
  const found = await tx.maybe(
    'select 1 as one from care.contact_attendance where contact_id = $1 and undone_at is null',
    [contact],
  );
  if (found) throw new Refusal('contact.recorded');
}

/** This one, and with its series those that follow it and are open, in order, each with its lock. */
export async function lockFollowing(tx: Tx, one: ContactLocked): Promise<ContactLocked[]> {
  if (one.series_id === null) throw new Refusal('contact.not_in_series', { field: 'scope' });
  const locked = await tx.query<ContactLocked>(
    `select ${LOCKED} from care.contact c where c.series_id = $1 and c.organisation_id = $2 and c.planned_at >= $3 order by c.planned_at, c.id for update of c`,
    [one.series_id, tx.organisation, one.planned_at],
  );
  const recorded = await recordedAmong(tx, locked);
  return locked.filter(({ id }) => !recorded.has(id));
}

/** The contacts of a group, in order of their keys, each with its lock. */
export async function lockOfGroup(tx: Tx, group: string): Promise<ContactLocked[]> {
  return await tx.query<ContactLocked>(
    `select ${LOCKED} from care.contact c where c.group_session_id = $1 and c.organisation_id = $2 order by c.id for update of c`,
    [group, tx.organisation],
  );
}

/** Of contacts that are locked, those of which it is recorded what came. Asked after the lock: a look from before it may be stale. */
export async function recordedAmong(tx: Tx, contacts: readonly ContactLocked[]): Promise<Set<string>> {
  const rows = await tx.query<{ contact_id: string }>(
    'select contact_id from care.contact_attendance where contact_id = any ($1) and undone_at is null',
    [contacts.map(({ id }) => id)],
  );
  return new Set(rows.map(({ contact_id }) => contact_id));
}

export interface NewContact {
  readonly id: string;
  readonly episode_id: string;
  readonly client_id: string;
  readonly planned_at: Date;
}

/** Writes contacts that differ in nothing but whom and when they are for, in one statement. */
export async function writeContacts(
  tx: Tx,
  contacts: readonly NewContact[],
  shared: {
    readonly kind: ContactKind;
    readonly minutes: number;
    readonly zone: string;
    readonly site: string | null;
    readonly staff: string | null;
    readonly series: string | null;
    readonly group: string | null;
  },
): Promise<void> {
  await tx.query(
    `insert into care.contact (id, episode_id, client_id, organisation_id, kind, planned_at, minutes, time_zone, site_id, staff_id, series_id, group_session_id, planned_by)
     select t.id, t.episode_id, t.client_id, $1, $2, t.planned_at, $3, $4, $5, $6, $7, $8, $9
       from unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::timestamptz[]) as t (id, episode_id, client_id, planned_at)`,
    [
      tx.organisation,
      shared.kind,
      shared.minutes,
      shared.zone,
      shared.site,
      shared.staff,
      shared.series,
      shared.group,
      tx.actor.account,
      contacts.map(({ id }) => id),
      contacts.map(({ episode_id }) => episode_id),
      contacts.map(({ client_id }) => client_id),
      contacts.map(({ planned_at }) => planned_at),
    ],
  );
}

/** The same appointment, moved, is another cause: its reminder is told anew. */
const causeOf = (id: string, moves: number): string => `contact/${id}/${moves}`;

/** Reminds the client of what lies ahead, each so many hours before it. */
export async function remind(
  tx: Tx,
  client: string,
  each: readonly { id: string; moves: number; planned_at: Date }[],
  hours: number,
): Promise<void> {
  const ahead = each.filter(({ planned_at }) => planned_at > tx.now);
  if (ahead.length === 0) return;
  await tellClientOfEach(
    tx,
    client,
    'appointment.given',
    ahead.map(({ id, moves, planned_at }) => ({
      cause: causeOf(id, moves),
      at: planned_at,
      notBefore: new Date(planned_at.getTime() - hours * HOUR_MS),
    })),
  );
}

/** Reminders that were not told yet are not told any more. */
export async function stopReminding(tx: Tx, contacts: readonly ContactLocked[]): Promise<void> {
  for (const { client_id, id, moves, planned_at } of contacts)
    if (planned_at > tx.now) await takeBackNotice(tx, client_id, 'appointment.given', causeOf(id, moves));
}

/** Tells the client once of a change that several appointments have in common: of the first of them. */
export async function tellChange(
  tx: Tx,
  kind: 'appointment.changed' | 'appointment.cancelled',
  contacts: readonly ContactLocked[],
): Promise<void> {
  const first = contacts.find(({ planned_at }) => planned_at > tx.now);
  if (!first) return;
  const about = { cause: `${causeOf(first.id, first.moves)}/${tx.now.getTime()}` };
  await tellClient(
    tx,
    first.client_id,
    kind,
    kind === 'appointment.changed' ? { ...about, at: first.planned_at } : about,
  );
}

export interface Answer {
  readonly happened: ContactOutcome;
  readonly reason?: CancelReason;
  readonly attended_at?: Date | null;
}

/** Records what came of contacts whose rows are locked and which are open, and the work that staying away makes. */
export async function answerContact(tx: Tx, contact: ContactLocked, answer: Answer): Promise<void> {
  const raised = answer.happened === 'no_show' ? await raiseNoShowWork(tx, contact, answer.happened) : [];
  await tx.query(
    `insert into care.contact_attendance (id, contact_id, episode_id, client_id, organisation_id, happened, reason, attended_at, raised, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.newId(),
      contact.id,
      contact.episode_id,
      contact.client_id,
      tx.organisation,
      answer.happened,
      answer.reason ?? null,
      answer.attended_at ?? null,
      raised,
      tx.actor.account,
    ],
  );
  await tx.query(
    'update care.contact set version = version + 1, changed_at = clock_timestamp() where id = $1',
    [contact.id],
  );
}

const NO_SHOW_WORK: Readonly<Record<NoShowWork, { role: string; hours: number }>> = {
  'contact.risk': { role: 'clinician', hours: LIMITS.no_show_risk_hours },
  'contact.reengage': { role: 'case_manager', hours: LIMITS.reengage_days * 24 },
};

/** Work that waits already is not raised a second time. Answers which was raised. */
async function raiseNoShowWork(
  tx: Tx,
  contact: ContactLocked,
  happened: AttendanceOutcome,
): Promise<string[]> {
  const screen = await tx.maybe<{ suicide_risk: SuicideRisk }>(
    'select suicide_risk from care.safety_screen where episode_id = $1 order by screened_at desc limit 1',
    [contact.episode_id],
  );
  const before = await tx.query<{ happened: ContactOutcome }>(
    `select a.happened from care.contact c join care.contact_attendance a on a.contact_id = c.id and a.undone_at is null
      where c.client_id = $1 and c.organisation_id = $2 and (c.planned_at, c.id) < ($3, $4) and a.happened in ('kept','late','no_show')
      order by c.planned_at desc, c.id desc limit $5`,
    [contact.client_id, tx.organisation, contact.planned_at, contact.id, LIMITS.no_shows_before_work - 1],
  );
  const raised: string[] = [];
  for (const kind of noShowWork(screen?.suicide_risk ?? null, [
    happened,
    ...before.map((one) => one.happened),
  ])) {
    const { role, hours } = NO_SHOW_WORK[kind];
    const rows = await tx.query<{ id: string }>(
      `insert into care.work_item (id, organisation_id, kind, role, episode_id, client_id, due_at)
       select $1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(hours => $7)
        where not exists (select from care.work_item w where w.organisation_id = $2 and w.client_id = $6 and w.kind = $3 and w.done_at is null)
       returning id`,
      [tx.newId(), tx.organisation, kind, role, contact.episode_id, contact.client_id, hours],
    );
    raised.push(...rows.map(({ id }) => id));
  }
  return raised;
}
