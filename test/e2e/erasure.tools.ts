import type { ErasureView } from '#domain/wire/erasure.js';
import { ErasureLedger, type ErasureEntry } from '#platform/erasure/erasure-ledger.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { daysAgo, granted } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

/** How often a race is run: each time another of the two may come first. */
export const ROUNDS = 5;

export const path = (client: string, what = ''): string => `/api/clients/${client}${what}`;

/** A house in which somebody asks to be forgotten, and everybody it takes. */
export class ErasureHouse {
  private constructor(
    readonly application: TestApplication,
    readonly desks: Desks,
    readonly intake: Staff,
    readonly officer: Staff,
    readonly auditor: Staff,
  ) {}

  static async open(): Promise<ErasureHouse> {
    const application = await startApplication();
    await application.rows('delete from care.capacity');
    const [intake, officer, auditor] = (await Promise.all(
      ['intake-officer', 'privacy-officer', 'auditor'].map((name) => application.as(`${name}@detox.eg.demo`)),
    )) as [Staff, Staff, Staff];
    return new ErasureHouse(application, await signInDesks(application), intake, officer, auditor);
  }

  async idOf(client: string): Promise<string> {
    const found = await this.application.rows<{ id: string }>(
      'select client_id as id from care.client_code where code = $1',
      [client],
    );
    return found[0]!.id;
  }

  /** Asked for and granted; what is left is to carry it out. */
  async grant(client: string, by = this.desks.manager, decides = this.officer): Promise<ErasureView> {
    const wish = { asked_on: daysAgo(1), asked_how: 'in_person' };
    const asked = granted(await by.post<ErasureView>(path(client, '/erasures'), wish), 201);
    const body = { ground: 'consent_withdrawn', note: 'Asked for in person, before two witnesses.' };
    const at = `/api/erasures/${asked.reference}/decision`;
    return granted(await decides.post<ErasureView>(at, body, { version: asked.version }));
  }

  carryOut(one: ErasureView, by = this.desks.duty, key?: string): Promise<Answer<ErasureView>> {
    return by.post<ErasureView>(`/api/erasures/${one.reference}/carrying-out`, undefined, {
      version: one.version,
      ...(key ? { key } : {}),
    });
  }

  async erase(client: string): Promise<ErasureView> {
    return granted(await this.carryOut(await this.grant(client)));
  }

  ledger(): ErasureEntry[] {
    const { keys } = this.application.database;
    return ErasureLedger.of(keys).read();
  }

  /** How much of who somebody is can still be read by anybody, counted where it lies. */
  async left(id: string): Promise<number> {
    const [row] = await this.application.rows<{ count: number }>(
      `select ((select count(*) from vault.identity_field where client_id = $1) + (select count(*) from vault.blind_index where client_id = $1)
       + (select count(*) from vault.photo where client_id = $1) + (select count(*) from vault.person where client_id = $1 and wrapped_key is not null)
       + (select count(*) from vault.known_to where client_id = $1 and until_at > now()) + (select count(*) from care.episode_access where client_id = $1 and until_at > now())
       + (select count(*) from care.break_glass where client_id = $1 and opened_at is not null and closed_at is null and until_at > now())
       + (select count(*) from care.return_key where client_id = $1) + (select count(*) from care.protection where client_id = $1)
       + (select count(*) from care.protection_member where client_id = $1) + (select count(*) from care.protection_alert where client_id = $1)
       + (select count(*) from care.client_code where client_id = $1 and erased_at is null) + (select count(*) from care.custody where client_id = $1 and until_at is null)
       + (select count(*) from care.work_item where client_id = $1 and done_at is null) + (select count(*) from access.kept_form where client_id = $1))::int as count`,
      [id],
    );
    return row!.count;
  }
}
