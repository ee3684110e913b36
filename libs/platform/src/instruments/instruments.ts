import { Global, Module, type DynamicModule } from '@nestjs/common';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Instrument } from '#domain/charter/instrument.js';
import { dataFolder, deepFreeze } from '../packs/data-folder.js';
import { StartupError } from '../process/startup-error.js';
import { readInstrument } from './instrument-file.js';

/** Every version of every instrument there is, read once and never changed while the process lives. */
export class Instruments {
  constructor(readonly all: readonly Instrument[]) {}

  /** A version, or the newest; undefined where there is none. What was taken with a version is scored with that version. */
  find(id: string, version?: string): Instrument | undefined {
    return this.all.findLast((one) => one.id === id && (version === undefined || one.version === version));
  }
}

/** Reads the instruments of a folder in the order of their names and versions. Refuses with file and place what does not fit. */
export function loadInstruments(directory: string = dataFolder('instruments')): Instruments {
  const read = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readInstrument(path.join(directory, name)));
  const problems = read.flatMap((one) => one.problems);
  if (problems.length > 0)
    throw new StartupError(
      `Instruments do not fit:\n${problems.join('\n')}`,
      'Put the files back as they were delivered, or mend them.',
    );
  const byVersion = new Intl.Collator('en', { numeric: true });
  const all = read
    .map(({ instrument }) => instrument)
    .sort((a, b) => byVersion.compare(`${a.id}@${a.version}`, `${b.id}@${b.version}`));
  const twice = all.find((one, at) => all[at - 1]?.id === one.id && all[at - 1]?.version === one.version);
  if (twice)
    throw new StartupError(
      `The instrument ${twice.id} has the version ${twice.version} twice in ${directory}.`,
      'Give each version of an instrument a number of its own.',
    );
  return new Instruments(deepFreeze(all));
}

export const INSTRUMENTS = Symbol('INSTRUMENTS');

/** Makes the instruments available everywhere; they are loaded in main, so that a bad one stops the start. */
@Global()
@Module({})
export class InstrumentsModule {
  static forRoot(instruments: Instruments): DynamicModule {
    return {
      module: InstrumentsModule,
      providers: [{ provide: INSTRUMENTS, useValue: instruments }],
      exports: [INSTRUMENTS],
    };
  }
}
