import { Injectable } from '@nestjs/common';
import { readCondition, type TakenCondition } from './fhir-condition.js';
import { readPatient } from './fhir-patient.js';
import { UNUSABLE, type Json, type Reading, type UnusableCode } from './fhir-record.js';
import { ImportService, type ImportingOrganisation, type Outcome } from './import.service.js';
import { findBulkFiles, readNdjson, type BulkFile } from './ndjson-file.js';

const RESOURCES = ['Patient', 'Condition'] as const;
type Resource = (typeof RESOURCES)[number];

/** One record that was not taken over: where it stands and why, never what it says about a person. */
export interface UnusableRecord {
  readonly file: string;
  readonly line: number;
  readonly resource: Resource;
  readonly code: UnusableCode;
  readonly why: string;
}

export interface Tally {
  taken: number;
  known: number;
  skipped: number;
}
export type ImportSummary = Readonly<Record<Resource, Readonly<Tally>>>;

/** Who waits for the import hears of every unusable record, and how far the files are read. */
export interface ImportListener {
  unusable(record: UnusableRecord): void;
  progress(bytesRead: number, bytesTotal: number, summary: ImportSummary): void;
}

/** So many patients are under way at once: enough to hide the round trips, few enough for the smallest pool. */
const PATIENTS_AT_ONCE = 4;
const CONDITIONS_AT_ONCE = 200;

interface Entry<T> {
  readonly line: number;
  readonly reading: Reading<T>;
}

/**
 * FHIR R4 Bulk Data: first every Patient file, then every Condition file, line by line with constant memory. An unusable
 * record is told and passed over; a file that is not NDJSON stops the import with its line, and what was taken stays.
 */
@Injectable()
export class FhirBulkService {
  constructor(private readonly imports: ImportService) {}

  async run(directory: string, organisationCode: string, listener: ImportListener): Promise<ImportSummary> {
    const files = await findBulkFiles(directory);
    const into = await this.imports.begin(organisationCode);
    const run = new Run([...files.patients, ...files.conditions], listener);
    for (const file of files.patients) {
      await run.through(
        file,
        'Patient',
        PATIENTS_AT_ONCE,
        (record) => readPatient(record, into.today),
        (patients) => Promise.all(patients.map((patient) => this.imports.takePatient(into, patient))),
      );
    }
    for (const file of files.conditions) await this.takeConditions(run, file, into);
    return run.summary;
  }

  private async takeConditions(run: Run, file: BulkFile, into: ImportingOrganisation): Promise<void> {
    await run.through(
      file,
      'Condition',
      CONDITIONS_AT_ONCE,
      (record) => readCondition(record, into.today),
      (conditions: TakenCondition[]) => this.imports.takeConditions(into, conditions),
    );
  }
}

/** One walk through the files: gathers records into groups, counts what became of them, and tells the listener. */
class Run {
  readonly summary: Record<Resource, Tally> = {
    Patient: { taken: 0, known: 0, skipped: 0 },
    Condition: { taken: 0, known: 0, skipped: 0 },
  };
  private readonly bytesTotal: number;
  private bytesRead = 0;

  constructor(
    files: readonly BulkFile[],
    private readonly listener: ImportListener,
  ) {
    this.bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async through<T>(
    file: BulkFile,
    resource: Resource,
    atOnce: number,
    read: (record: Json) => Reading<T>,
    take: (values: T[]) => Promise<Outcome[]>,
  ): Promise<void> {
    let group: Entry<T>[] = [];
    const flush = async (): Promise<void> => {
      const outcomes = await take(group.flatMap(({ reading }) => (reading.ok ? [reading.value] : [])));
      for (const { line, reading } of group)
        this.count(file, line, resource, reading.ok ? (outcomes.shift() ?? 'known') : reading.why);
      group = [];
      this.listener.progress(this.bytesRead, this.bytesTotal, this.summary);
    };
    for await (const { line, record } of readNdjson(file, (bytes) => (this.bytesRead += bytes))) {
      group.push({ line, reading: record.ok ? read(record.value) : record });
      if (group.length === atOnce) await flush();
    }
    await flush();
  }

  private count(file: BulkFile, line: number, resource: Resource, outcome: Outcome): void {
    const tally = this.summary[resource];
    if (outcome === 'taken' || outcome === 'known') {
      tally[outcome]++;
      return;
    }
    tally.skipped++;
    this.listener.unusable({ file: file.name, line, resource, code: outcome, why: UNUSABLE[outcome] });
  }
}
