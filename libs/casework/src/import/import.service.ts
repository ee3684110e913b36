import { createHmac, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import { KEYS } from '#platform/config/config.module.js';
import { deriveKey, type Keys } from '#platform/config/keys.js';
import { systemActor, type Actor } from '#platform/db/actor.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Pack } from '#platform/packs/pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { StartupError } from '#platform/process/startup-error.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { admit } from '../client/admission.tx.js';
import { mayRecordHealth } from '../rights/permit.tx.js';
import type { TakenCondition } from './fhir-condition.js';
import type { TakenPatient } from './fhir-patient.js';
import type { UnusableCode } from './fhir-record.js';
import {
  CLAIM_SOURCE,
  INSERT_CONDITIONS,
  KEPT_CONDITIONS,
  OPEN_TO_IMPORT,
  type EpisodeToFill,
  type KeptCondition,
} from './import.queries.js';

/** The organisation that takes custody, and what an import needs to know of it. */
export interface ImportingOrganisation {
  readonly code: string;
  readonly actor: Actor;
  readonly stage: Stage;
  readonly pack: Pack;
  /** Day of the database, YYYY-MM-DD: dates after it lie in the future. */
  readonly today: string;
}

/** `taken`: new; `known`: taken over by an earlier run, with the same content; else why it was left. */
export type Outcome = 'taken' | 'known' | UnusableCode;

interface PlacedCondition {
  readonly condition: TakenCondition;
  readonly source: Buffer;
  readonly episode: EpisodeToFill | undefined;
  readonly missing: UnusableCode | undefined;
}

const CODE_CLASHES_MAX = 3;

/**
 * Takes records of other systems into the custody of an organisation, one patient per transaction. Which record became
 * which client is kept as keyed hashes in the vault, so running again changes nothing and a killed run is completed.
 */
@Injectable()
export class ImportService {
  private readonly sourceKey: Buffer;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly vaultKeys: VaultKeys,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(KEYS) keys: Keys,
  ) {
    this.sourceKey = deriveKey(keys.base, 'import/source-record', 32);
  }

  /** Finds the organisation by its code; refuses one that is unknown, closed, offers no stage a client could enter, or has no permit where the law asks for one (R-L06). */
  async begin(code: string): Promise<ImportingOrganisation> {
    const found = await this.uow.run(
      systemActor('system:import'),
      { do: 'client.import', on: { organisation: code } },
      async (tx) => {
        const row = await tx.maybe<{ id: string; jurisdiction: string; stages: Stage[]; today: string }>(
          `select id, jurisdiction, stages, to_char(clock_timestamp() at time zone time_zone, 'YYYY-MM-DD') as today
             from care.organisation where code = $1 and closed_at is null`,
          [code],
        );
        if (!row) throw new Refusal('import.organisation_unknown', { parameters: { code } });
        return row;
      },
    );
    const stage = found.stages.includes('treatment') ? 'treatment' : found.stages[0];
    if (!stage) {
      throw new StartupError(
        `The organisation ${code} offers no stage, so it cannot take clients.`,
        'Name an organisation that treats or accompanies people.',
      );
    }
    const actor = systemActor('system:import', found.id);
    const pack = this.packs.of(found.jurisdiction);
    // Nobody is lost: the records are where they were, and the import is run again once there is a permit.
    await this.uow.run(actor, { do: 'client.import', on: { organisation: code } }, async (tx) => {
      if (!(await mayRecordHealth(tx, pack))) throw new Refusal('permit.needed');
    });
    return { code, actor, stage, pack, today: found.today };
  }

  /** One patient: client, identity, episode, custody, code and first spell in one transaction, or nothing. */
  async takePatient(into: ImportingOrganisation, patient: TakenPatient): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.uow.run(
          into.actor,
          { do: 'client.import', on: { organisation: into.code } },
          (tx) => this.writePatient(tx, into, patient),
        );
      } catch (error) {
        // Two of a million million codes may meet; the next one is drawn.
        if (
          (error as { constraint?: string }).constraint === 'client_code_pkey' &&
          attempt < CODE_CLASHES_MAX
        )
          continue;
        throw error;
      }
    }
  }

  /** Some conditions in one transaction; answers an outcome for each, in their order. */
  async takeConditions(
    into: ImportingOrganisation,
    conditions: readonly TakenCondition[],
  ): Promise<Outcome[]> {
    if (conditions.length === 0) return [];
    return await this.uow.run(into.actor, { do: 'client.import', on: { organisation: into.code } }, (tx) =>
      this.writeConditions(tx, conditions),
    );
  }

  private async writePatient(tx: Tx, into: ImportingOrganisation, patient: TakenPatient): Promise<Outcome> {
    const client_id = randomUUID();
    const [source, content] = [
      this.sourceOf(tx, 'Patient', patient.id),
      this.sourceOf(tx, 'Patient content', canonicalJson(patient)),
    ];
    if (await claimed(tx, source, client_id)) {
      tx.note({ resource: 'Patient', known: 1 });
      return (await lookUp(tx, [content])).size > 0 ? 'known' : 'content_differs';
    }
    await claimed(tx, content, client_id);
    const kinds = into.pack.identity_document_kinds.map(({ code }) => code);
    const documents = patient.identity?.documents?.map(({ kind, number }) => ({
      kind: kinds.includes(kind) ? kind : 'other',
      number,
    }));
    await admit(tx, this.vaultKeys, {
      client_id,
      identity: patient.identity && { ...patient.identity, ...(documents ? { documents } : {}) },
      jurisdiction: into.pack.jurisdiction,
      birth_year: patient.birth_year,
      language: patient.language ?? into.pack.language,
      substance: null,
      care_requirements: [],
      referral_source: null,
      stage: into.stage,
      safety: null,
      basis: 'import',
    });
    tx.note({ resource: 'Patient', taken: 1 });
    return 'taken';
  }

  private async writeConditions(tx: Tx, conditions: readonly TakenCondition[]): Promise<Outcome[]> {
    const wanted = await this.placeConditions(tx, conditions);
    const fitting = wanted.filter(({ episode }) => episode !== undefined);
    const column = <T>(read: (one: (typeof fitting)[number]) => T): T[] => fitting.map(read);
    const written = await tx.query<{ source: string }>(INSERT_CONDITIONS, [
      tx.organisation,
      column(({ episode }) => episode?.episode_id),
      column(({ source }) => source),
      column(({ condition }) => condition.code_system),
      column(({ condition }) => condition.code),
      column(({ condition }) => condition.display),
      column(({ condition }) => condition.clinical_status),
      column(({ condition }) => condition.onset_on),
    ]);
    tx.about(...fitting.map(({ episode }) => episode?.audit_subject));
    tx.note({ resource: 'Condition', taken: written.length, given: conditions.length });
    const fresh = new Set(written.map(({ source }) => source));
    const sources = wanted.map(({ source }) => source);
    const kept = await this.keptBefore(tx, sources);
    return wanted.map(({ condition, missing, source }) => {
      const hex = source.toString('hex');
      // A second record with the same id in this batch finds the first one written, and is compared with it.
      if (fresh.delete(hex)) return 'taken';
      if (!kept.has(hex) && missing) return missing;
      return kept.get(hex) === contentOf(condition) ? 'known' : 'content_differs';
    });
  }

  /** For each condition the episode it is written into, or why there is none. */
  private async placeConditions(tx: Tx, conditions: readonly TakenCondition[]): Promise<PlacedCondition[]> {
    const patients = conditions.map(({ patient_id }) => this.sourceOf(tx, 'Patient', patient_id));
    const clients = await lookUp(tx, patients);
    const open = await tx.query<EpisodeToFill>(OPEN_TO_IMPORT, [
      tx.organisation,
      [...new Set(clients.values())],
    ]);
    const episodes = new Map(open.map((row) => [row.client_id, row]));
    return conditions.map((condition, at) => {
      const client = clients.get(patients[at]?.toString('hex') ?? '');
      const episode = client === undefined ? undefined : episodes.get(client);
      const missing = client === undefined ? 'subject_unknown' : episode ? undefined : 'subject_moved_on';
      return { condition, episode, missing, source: this.sourceOf(tx, 'Condition', condition.id) };
    });
  }

  private async keptBefore(tx: Tx, sources: readonly Buffer[]): Promise<Map<string, string>> {
    const rows = await tx.query<KeptCondition>(KEPT_CONDITIONS, [tx.organisation, sources]);
    return new Map(rows.map(({ source, ...condition }) => [source, contentOf(condition)]));
  }

  /** Keyed, and different in each organisation: two that import the same record cannot find out by comparing rows. */
  private sourceOf(tx: Tx, kind: string, value: string): Buffer {
    return createHmac('sha256', this.sourceKey)
      .update(JSON.stringify([tx.organisation, kind, value]))
      .digest();
  }
}

function contentOf(condition: Omit<KeptCondition, 'source'>): string {
  const { code_system, code, display, clinical_status, onset_on } = condition;
  return JSON.stringify([code_system, code, display, clinical_status, onset_on]);
}

/** Claims a record for a new client; answers whether another one had it before. */
async function claimed(tx: Tx, source: Buffer, clientId: string): Promise<boolean> {
  const { client_id } = await tx.one<{ client_id: string | null }>(
    'select vault.claim_source($1, $2) as client_id',
    [source, clientId],
  );
  return client_id !== null;
}

/**
 * The clients that records became, by the record in hex; one that was never taken over is missing. Asking is claiming, so
 * each is asked for once, and what the questions claimed is taken back.
 */
async function lookUp(tx: Tx, sources: readonly Buffer[]): Promise<Map<string, string>> {
  const once = new Map(sources.map((source) => [source.toString('hex'), source]));
  await tx.query('savepoint look_up');
  const rows = await tx.query<{ source: string; client_id: string | null }>(CLAIM_SOURCE, [
    [...once.values()],
  ]);
  await tx.query('rollback to savepoint look_up');
  return new Map(rows.flatMap(({ source, client_id }) => (client_id === null ? [] : [[source, client_id]])));
}
