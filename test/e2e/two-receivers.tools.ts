import * as actions from '#domain/charter/actions.js';
import * as clocks from '#domain/charter/clocks.js';
import * as codes from '#domain/charter/code-lists.js';
import * as consent from '#domain/charter/consent.js';
import * as handoff from '#domain/charter/handoff.js';
import * as pathway from '#domain/charter/pathway.js';
import * as roles from '#domain/charter/roles.js';
import type { HandoffView } from '#domain/wire/handoff.js';
import type { Page } from '#domain/wire/common.js';
import { loadPacks } from '#platform/packs/packs.js';
import type { TestApplication } from '../support/application.js';
import { granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

/** A value of an answer and where it stood. */
export interface Told {
  readonly value: string;
  readonly place: string;
}

/** Every string and every large number of an answer, names of members aside. */
export function told(answer: unknown, place: string): Told[] {
  if (typeof answer === 'string') return [{ value: answer, place }];
  if (typeof answer === 'number') return answer < 1000 ? [] : [{ value: String(answer), place }];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, member]) =>
    told(member, Array.isArray(answer) ? `${place}[]` : `${place}.${name}`),
  );
}

/** What anybody may know: the charter's codes, and whatever a pack says (labels, notices, organisations). */
const PUBLIC = new Set([
  ...told(
    [actions, clocks, codes, consent, handoff, pathway, roles].map((list) => ({ ...list })),
    '',
  ).map(({ value }) => value),
  ...namesIn([actions, clocks, codes, consent, handoff, pathway, roles]),
  ...told(loadPacks().all, '').map(({ value }) => value),
]);

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
}

/** A day, or the full hour at which a house opens: what is due outside working hours is due then. */
const COARSE = /^\d{4}-\d\d-\d\d(T\d\d:00:00\.000Z)?$/;
/** Codes of answers that are in no list of the charter. */
const CODES = new Set(['done', 'refused', 'notice', 'handoff', 'end']);

/** What two houses were both told that is neither public nor a day: by it they could find each other's client. */
export function shared(one: readonly Told[], other: readonly Told[]): string[] {
  const known = new Map(other.map(({ value, place }) => [value, place]));
  const found = one
    .filter(({ value }) => known.has(value) && !PUBLIC.has(value) && !CODES.has(value) && !COARSE.test(value))
    .map(({ value, place }) => `${place} = ${known.get(value)}: ${value}`);
  return [...new Set(found)].sort();
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const MINUTE_MS = 60_000;

/** Instants of two houses that lie within a minute of each other: what happened to both at once is likely the same. */
export function atOnce(one: readonly Told[], other: readonly Told[]): string[] {
  const instants = (list: readonly Told[]) =>
    list.filter(({ value }) => INSTANT.test(value) && !COARSE.test(value));
  const later = instants(other);
  const found = instants(one).flatMap(({ value, place }) =>
    later
      .filter((event) => Math.abs(Date.parse(event.value) - Date.parse(value)) < MINUTE_MS)
      .map((event) => `${place} ${value} ~ ${event.place} ${event.value}`),
  );
  return [...new Set(found)].sort();
}

/** The lines of both exports of a house. */
export async function exportsOf(auditor: Staff): Promise<unknown[][]> {
  const copies: unknown[][] = [];
  for (const side of ['sender', 'receiver']) {
    const answer = await auditor.get(`/api/handoffs/export?side=${side}`);
    granted({ ...answer, body: null } as typeof answer);
    copies.push(
      answer.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    );
  }
  return copies;
}

export interface House {
  readonly name: string;
  /** Somebody of the care team, who sees clients. */
  readonly staff: Staff;
  readonly auditor: Staff;
}

export async function houseOf(
  app: TestApplication,
  name: string,
  staff: string,
  auditor = 'auditor',
): Promise<House> {
  return { name, staff: await app.as(`${staff}@${name}`), auditor: await app.as(`${auditor}@${name}`) };
}

/** Everything the application answers a house about its clients and handoffs, whoever of it asks. */
export async function everythingTo({ staff, auditor }: House): Promise<Told[]> {
  const answers: Told[] = [];
  const ask = async <T>(who: Staff, path: string): Promise<T> => {
    const body = granted(await who.get<T>(path));
    answers.push(...told(body, path.replace(/[0-9A-Z]{10}/, ':code')));
    return body;
  };
  for (const side of ['sender', 'receiver']) {
    const list = await ask<Page<HandoffView>>(staff, `/api/handoffs?side=${side}`);
    for (const { reference } of list.items) {
      await ask(staff, `/api/handoffs/${reference}`);
      await ask(auditor, `/api/handoffs/${reference}`);
    }
  }
  for (const path of ['/api/work-items', '/api/handoffs/absent', '/api/session']) await ask(staff, path);
  const clients = await ask<Page<{ client: string }>>(staff, '/api/clients');
  const events = await ask<Page<{ clients: string[] }>>(auditor, '/api/audit/events?limit=100');
  const known = new Set([
    ...clients.items.map(({ client }) => client),
    ...events.items.flatMap((event) => event.clients),
  ]);
  for (const code of known) {
    const page = await staff.get(`/api/clients/${code}`);
    if (page.status !== 200) continue;
    await ask(staff, `/api/clients/${code}`);
    await ask(staff, `/api/clients/${code}/separations`);
    await ask(auditor, `/api/audit/clients/${code}`);
  }
  for (const lines of await exportsOf(auditor)) answers.push(...told(lines, 'export'));
  return answers;
}
