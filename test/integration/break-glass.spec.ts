import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { BREAK_GLASS_FIELDS, type BreakGlassField } from '#domain/charter/identity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  addOrganisation,
  admit,
  asActor,
  attempt,
  newCode,
  writeEvidence,
  type Acting,
  type TestOrganisation,
  type Walk,
} from '../support/network.js';

const ALL = [...BREAK_GLASS_FIELDS];
const HOUR = 60;
const WHO = ['doctor', 'nurse', 'manager', 'privacy', 'auditor'] as const;
type Who = (typeof WHO)[number];
const ROLES: Readonly<Record<Who, string>> = {
  doctor: 'clinician',
  nurse: 'clinician',
  manager: 'duty_manager',
  privacy: 'privacy_officer',
  auditor: 'auditor',
};

/** What the law says of one opening; minutes of the clock of the model. */
interface Known {
  readonly by: Who;
  readonly kind: 'emergency' | 'planned';
  readonly asked: number;
  readonly minutes: number;
  readonly fields: readonly BreakGlassField[];
  decided: Who | null;
  opened: number | null;
  until: number | null;
  due: number | null;
  reviewed: boolean;
}

/** A client who is looked after elsewhere, and a house whose staff see nothing of them unless they break the glass. */
describe('breaking the glass', () => {
  let database: TestDatabase;
  let api: pg.Client;
  let vault: pg.Client;
  let superuser: pg.Client;
  let elsewhere: TestOrganisation;
  let here: TestOrganisation;
  let walk: Walk;
  let code: string;
  const people = {} as Record<Who, Acting>;

  beforeAll(async () => {
    database = await createTestDatabase();
    [api, vault, superuser] = (await Promise.all(
      [database.urls.api, database.urls.vault, database.superuserUrl].map(async (connectionString) => {
        const client = new pg.Client({ connectionString });
        await client.connect();
        return client;
      }),
    )) as [pg.Client, pg.Client, pg.Client];
    elsewhere = await addOrganisation(database, 'ELSEWHERE');
    here = await addOrganisation(database, 'HERE');
    for (const who of WHO) {
      const account = randomUUID();
      await superuser.query(
        `insert into access.account (id, organisation_id, login, display_name, password_hash, roles) values ($1::uuid, $2, $1::text, $3, 'no password fits', array[$4])`,
        [account, here.organisation, who, ROLES[who]],
      );
      people[who] = { organisation: here.organisation, account };
    }
    walk = await admit(api, elsewhere);
    await writeEvidence(api, elsewhere, walk.episode, walk.spell);
    code = newCode();
    await superuser.query(
      'insert into care.client_code (organisation_id, code, client_id, audit_subject) values ($1, $2, $3, $4)',
      [here.organisation, code, walk.client, walk.subject],
    );
  });
  afterAll(async () => {
    await Promise.all([api, vault, superuser].map((client) => client.end()));
    await database.drop();
  });

  const ask = async <T extends object>(who: Acting | null, sql: string, values: unknown[]): Promise<T> =>
    await asActor(api, who, async () => (await api.query<T>(sql, values)).rows[0] as T);
  const emergency = (who: Acting | null, by: { issuer?: string | null; code?: string } = {}) =>
    ask<{ answer: string; opening: string | null }>(
      who,
      `select * from care.break_glass_alone($1, $2, $3, 'overdose', $4, $5)`,
      [randomUUID(), by.issuer ?? null, by.code ?? code, ALL, newCode()],
    );
  /** What one person reads of the record and of who it is about. */
  async function sees(who: Acting): Promise<{ safety: boolean; others: boolean; person: boolean }> {
    const count = async (client: pg.Client, sql: string): Promise<number> =>
      (await attempt(client, who, async () => (await client.query(sql, [walk.client])).rowCount ?? 0))
        .value as number;
    const of = (table: string): string =>
      `select from care.${table} t join care.episode e on e.id = t.episode_id where e.client_id = $1`;
    return {
      safety: (await count(api, of('safety_screen'))) > 0,
      others: (await count(api, of('reintegration'))) > 0 || (await count(api, of('rehabilitation'))) > 0,
      person: (await count(vault, 'select from vault.identity_field where client_id = $1')) > 0,
    };
  }
  /** Lets the clock go on, by moving everything that was written about openings back. */
  async function pass(minutes: number): Promise<void> {
    const back = `- make_interval(mins => ${minutes})`;
    await superuser.query(
      `update care.break_glass set asked_at = asked_at ${back}, decided_at = decided_at ${back}, opened_at = opened_at ${back}, until_at = until_at ${back},
         closed_at = closed_at ${back}, review_due_at = review_due_at ${back}, reviewed_at = reviewed_at ${back};
       update care.episode_access set from_at = from_at ${back}, until_at = until_at ${back}, categories_until = categories_until ${back} where opening_id is not null;
       update vault.known_to set from_at = from_at ${back}, until_at = until_at ${back} where opening_id is not null`,
    );
  }
  const wipe = (): Promise<unknown> =>
    superuser.query(
      'delete from care.episode_access where opening_id is not null; delete from vault.known_to where opening_id is not null; delete from care.break_glass',
    );

  it('follows its law whatever five people do in whatever order, and however time passes', async () => {
    const who = fc.constantFrom(...WHO);
    const which = fc.nat(5);
    const step = fc.oneof(
      fc.record({ do: fc.constant('emergency' as const), who }),
      fc.record({
        do: fc.constant('ask' as const),
        who,
        fields: fc.subarray(ALL, { minLength: 1 }),
        minutes: fc.integer({ min: 1, max: 60 }),
      }),
      fc.record({ do: fc.constant('decide' as const), who, which, open: fc.boolean(), more: fc.boolean() }),
      fc.record({ do: fc.constant('close' as const), who, which }),
      fc.record({ do: fc.constant('review' as const), who, which }),
      fc.record({
        do: fc.constant('pass' as const),
        minutes: fc.constantFrom(1, 59, 4 * HOUR, 24 * HOUR, 72 * HOUR),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await wipe();
        const openings = new Map<string, Known>();
        let now = 0;
        const isOpen = ({ opened, until }: Known): boolean => opened !== null && (until as number) > now;
        const mayOpen = (by: Who): boolean =>
          ![...openings.values()].some(
            (one) => one.by === by && one.opened !== null && !one.reviewed && (one.due as number) <= now,
          );
        const nth = (index: number): [string, Known] | undefined =>
          [...openings][index % Math.max(1, openings.size)];
        for (const one of steps) {
          if (one.do === 'pass') {
            await pass(one.minutes);
            now += one.minutes;
          } else if (one.do === 'emergency') {
            const { answer, opening } = await emergency(people[one.who]);
            const running = [...openings].find(
              ([, known]) => known.by === one.who && known.kind === 'emergency' && isOpen(known),
            );
            expect(answer).toBe(!mayOpen(one.who) ? 'overdue' : running ? 'open' : 'done');
            if (answer === 'open') expect(opening).toBe(running?.[0]);
            if (answer === 'done')
              openings.set(opening as string, {
                by: one.who,
                kind: 'emergency',
                asked: now,
                minutes: 240,
                fields: ALL,
                decided: null,
                opened: now,
                until: now + 4 * HOUR,
                due: now + 24 * HOUR,
                reviewed: false,
              });
          } else if (one.do === 'ask') {
            const opening = randomUUID();
            const { answer } = await ask<{ answer: string }>(
              people[one.who],
              `select * from care.ask_break_glass($1, $2, 'complaint', '\\x00', $3, $4, $5)`,
              [opening, code, one.fields, one.minutes, people[one.who].account],
            );
            const waits = [...openings.values()].some(
              (known) =>
                known.by === one.who &&
                known.kind === 'planned' &&
                known.decided === null &&
                known.asked + 24 * HOUR > now,
            );
            expect(answer).toBe(!mayOpen(one.who) ? 'overdue' : waits ? 'asked' : 'done');
            if (answer === 'done')
              openings.set(opening, {
                by: one.who,
                kind: 'planned',
                asked: now,
                minutes: one.minutes,
                fields: one.fields,
                decided: null,
                opened: null,
                until: null,
                due: null,
                reviewed: false,
              });
          } else {
            const found = nth(one.which);
            if (!found) continue;
            const [opening, known] = found;
            const version = (
              await superuser.query<{ version: number }>(
                'select version from care.break_glass where id = $1',
                [opening],
              )
            ).rows[0]?.version;
            if (one.do === 'decide') {
              const minutes = known.minutes + (one.more ? 1 : 0);
              const { answer } = await ask<{ answer: string }>(
                people[one.who],
                'select * from care.decide_break_glass($1, $2, $3, $4, $5, $6)',
                [opening, version, one.open, known.fields, minutes, people[one.who].account],
              );
              const decides = one.who === 'manager' || one.who === 'privacy';
              const wanted =
                known.kind === 'emergency' || !decides
                  ? 'unknown'
                  : known.decided !== null
                    ? 'decided'
                    : known.asked + 24 * HOUR <= now
                      ? 'lapsed'
                      : known.by === one.who
                        ? 'own'
                        : one.open && one.more
                          ? 'more'
                          : 'done';
              expect(answer).toBe(wanted);
              if (answer === 'done') {
                known.decided = one.who;
                if (one.open) {
                  known.opened = now;
                  known.until = now + known.minutes;
                  known.due = now + 72 * HOUR;
                }
              }
            } else if (one.do === 'close') {
              const { answer } = await ask<{ answer: string }>(
                people[one.who],
                'select care.close_break_glass($1) as answer',
                [opening],
              );
              expect(answer).toBe(isOpen(known) ? 'done' : 'over');
              if (answer === 'done') known.until = now;
            } else {
              const { answer } = await ask<{ answer: string }>(
                people[one.who],
                `select * from care.review_break_glass($1, $2, 'justified', null, 'told')`,
                [opening, version],
              );
              const reviews = one.who === 'privacy' || one.who === 'auditor';
              const wanted =
                !reviews || known.opened === null
                  ? 'unknown'
                  : known.reviewed
                    ? 'reviewed'
                    : isOpen(known)
                      ? 'still_open'
                      : known.by === one.who || known.decided === one.who
                        ? 'own'
                        : 'done';
              expect(answer).toBe(wanted);
              if (answer === 'done') known.reviewed = true;
            }
          }
        }
        // What the database shows each of them is what the law says: theirs alone, while it is open, and of its fields.
        for (const one of WHO) {
          const open = [...openings.values()].filter((known) => known.by === one && isOpen(known));
          expect(await sees(people[one])).toEqual({
            safety: open.some(({ fields }) => fields.includes('safety')),
            others: false,
            person: open.some(({ fields }) => fields.some((field) => field !== 'safety')),
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('by the card of another house gives the house a code of its own, and the other house sees who it was', async () => {
    await wipe();
    const stranger = await admit(api, elsewhere);
    const { rows } = await superuser.query<{ code: string }>(
      'select code from care.client_code where client_id = $1',
      [stranger.client],
    );
    const card = { issuer: 'ELSEWHERE', code: rows[0]!.code };
    expect((await emergency(people.doctor, { code: card.code })).answer).toBe('unknown');
    expect((await emergency(people.doctor, { ...card, issuer: 'NOWHERE' })).answer).toBe('unknown');
    const { answer, opening } = await emergency(people.doctor, card);
    expect(answer).toBe('done');
    const seen = (at: Acting) =>
      attempt(api, at, async () => {
        const codes = await api.query('select from care.client_code where client_id = $1', [stranger.client]);
        const openings = await api.query('select from care.break_glass where id = $1', [opening]);
        return [codes.rowCount, openings.rowCount];
      });
    expect((await seen(people.nurse)).value).toEqual([1, 1]);
    expect((await seen(elsewhere)).value).toEqual([1, 1]);
    const third = await addOrganisation(database, 'THIRD');
    expect((await seen(third)).value).toEqual([0, 0]);
  });

  it('writes nothing: an opening reads, and no more', async () => {
    await wipe();
    await emergency(people.doctor);
    for (const statement of [
      `insert into care.safety_screen (episode_id, organisation_id, suicide_risk) values ('${walk.episode}', '${here.organisation}', 'low')`,
      `insert into care.condition (episode_id, organisation_id, source_sha256, code_system, code) values ('${walk.episode}', '${here.organisation}', '\\x01', 'icd-10', 'F11')`,
    ])
      expect((await attempt(api, people.doctor, () => api.query(statement))).refused).toBe('42501');
    for (const statement of [
      `update care.client set language = 'ru' where id = '${walk.client}'`,
      `update care.episode set version = 9 where id = '${walk.episode}'`,
    ])
      expect(
        (await attempt(api, people.doctor, async () => (await api.query(statement)).rowCount)).value,
      ).toBe(0);
    expect(
      (
        await attempt(api, people.doctor, () =>
          api.query('select care.name_key_worker($1, $2)', [walk.episode, people.doctor.account]),
        )
      ).refused,
    ).toBe('42501');
  });

  it('is for people of a house who may still act', async () => {
    await wipe();
    for (const nobody of [
      null,
      { organisation: here.organisation, account: elsewhere.account },
      { organisation: elsewhere.organisation, account: people.doctor.account },
    ])
      expect((await emergency(nobody)).answer).toBe('nobody');
    await superuser.query('update access.account set disabled_at = now() where id = $1', [
      people.nurse.account,
    ]);
    expect((await emergency(people.nurse)).answer).toBe('nobody');
    await superuser.query('update access.account set disabled_at = null where id = $1', [
      people.nurse.account,
    ]);
  });
});
