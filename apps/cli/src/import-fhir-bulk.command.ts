import { closeSync, openSync, writeSync } from 'node:fs';
import { SingleBar, Presets } from 'cli-progress';
import {
  FhirBulkService,
  type ImportListener,
  type ImportSummary,
  type UnusableRecord,
} from '#casework/import/fhir-bulk.service.js';
import { ImportModule } from '#casework/import/import.module.js';
import { Refusal } from '#domain/refusal.js';
import { refusalSentence } from '#domain/words/refusals.js';
import { loadPacks } from '#platform/packs/packs.js';
import { StartupError } from '#platform/process/startup-error.js';
import { withCasework } from './casework.js';
import type { CliContext } from './context.js';

export interface ImportOptions {
  readonly directory: string;
  readonly organisation: string;
  /** Also writes each unusable record as a line of JSON into this file. */
  readonly report?: string | undefined;
}

const PLAIN_LINE_EVERY_MILLISECONDS = 5_000;

/**
 * `handrail import fhir-bulk`: one line on the standard output for each record that could not be used, then the sums.
 * Answers 0 when the files were read to their end, also with records left out; 1 when the import stopped.
 */
export async function run(context: CliContext, options: ImportOptions): Promise<number> {
  const packs = loadPacks();
  const report = options.report === undefined ? undefined : openReport(options.report);
  const progress = process.stderr.isTTY ? new ProgressBar() : new ProgressLines(context);
  try {
    const summary = await withCasework(context, packs, ImportModule, FhirBulkService, (imports) =>
      imports.run(options.directory, options.organisation, {
        unusable: (record) => {
          progress.interrupt(() =>
            process.stdout.write(`${record.file}:${record.line}: ${record.code}: ${record.why}\n`),
          );
          if (report !== undefined) writeSync(report, `${JSON.stringify(record satisfies UnusableRecord)}\n`);
        },
        progress: (read, total, sums) => progress.show(read, total, sums),
      }),
    );
    progress.end();
    process.stdout.write(`${sumsOf(summary)}\n`);
    return 0;
  } catch (error) {
    progress.end();
    if (!(error instanceof Refusal)) throw error;
    throw new StartupError(
      refusalSentence('en', error.code, error.details.parameters),
      'What was taken over stays. Mend this and run the same import again; it goes on where it stopped.',
    );
  } finally {
    if (report !== undefined) closeSync(report);
  }
}

function openReport(file: string): number {
  try {
    return openSync(file, 'w', 0o600);
  } catch (error) {
    throw new StartupError(
      `The report ${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      'Name a file in a folder that exists and is yours to write in.',
    );
  }
}

function sumsOf(summary: ImportSummary): string {
  const words = (name: string, { taken, known, skipped }: ImportSummary['Patient']): string =>
    `${name}: ${taken} imported, ${known} already there, ${skipped} left out.`;
  return `${words('Patients', summary.Patient)}\n${words('Conditions', summary.Condition)}`;
}

interface Progress {
  show: ImportListener['progress'];
  /** Something else is printed: it must not land inside the bar. */
  interrupt(print: () => void): void;
  end(): void;
}

class ProgressBar implements Progress {
  private readonly bar = new SingleBar(
    {
      format: '{bar} {percentage} % | {patients} patients, {conditions} conditions | {eta_formatted} left',
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  private isStarted = false;

  show(read: number, total: number, { Patient, Condition }: ImportSummary): void {
    const words = { patients: Patient.taken + Patient.known, conditions: Condition.taken + Condition.known };
    if (!this.isStarted) this.bar.start(total, read, words);
    else this.bar.update(read, words);
    this.isStarted = true;
  }

  interrupt(print: () => void): void {
    if (this.isStarted) process.stderr.write('\r\u001b[K');
    print();
  }

  end(): void {
    if (this.isStarted) this.bar.stop();
  }
}

class ProgressLines implements Progress {
  private lastAt = Date.now();

  constructor(private readonly context: CliContext) {}

  show(read: number, total: number, { Patient, Condition }: ImportSummary): void {
    if (Date.now() - this.lastAt < PLAIN_LINE_EVERY_MILLISECONDS) return;
    this.lastAt = Date.now();
    const percent = total === 0 ? 100 : Math.floor((read / total) * 100);
    this.context.log(
      `${percent} % read: ${Patient.taken + Patient.known} patients, ${Condition.taken + Condition.known} conditions.`,
    );
  }

  interrupt(print: () => void): void {
    print();
  }

  end(): void {
    // Each line was complete.
  }
}
