import path from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { must } from '#domain/must.js';
import { StartupError } from '../process/startup-error.js';
import { dataFolder, deepFreeze } from './data-folder.js';
import { JURISDICTIONS, type Pack } from './pack.js';
import { readPack } from './pack-file.js';

/** Every pack of the deployment, read once and never changed while the process lives. */
export class Packs {
  constructor(readonly all: readonly Pack[]) {}

  /** Those that come with a demo network. */
  get shown(): readonly Pack[] {
    return this.all.filter(({ demo }) => demo.organisations.length > 0);
  }

  /** The pack of an organisation's jurisdiction; that there is one was settled when the organisation was made. */
  of(jurisdiction: string): Pack {
    const pack = this.all.find((one) => one.jurisdiction === jurisdiction);
    must(pack !== undefined, `there is a pack for the jurisdiction ${jurisdiction}`);
    return pack;
  }
}

/**
 * Reads the packs of every known jurisdiction from `<directory>/<jurisdiction in lower case>/` and freezes them. Refuses
 * with the file and the place where one is missing or does not fit.
 */
export function loadPacks(directory: string = dataFolder('packs')): Packs {
  return new Packs(
    deepFreeze(
      JURISDICTIONS.map((jurisdiction) => {
        const folder = path.join(directory, jurisdiction.toLowerCase());
        const pack = readPack(
          path.join(folder, 'pack.json'),
          path.join(folder, 'consents.json'),
          path.join(folder, 'demo'),
        );
        if (pack.jurisdiction === jurisdiction) return pack;
        throw new StartupError(
          `The pack in ${folder} is for ${pack.jurisdiction}.`,
          'A pack lies in the folder named after its jurisdiction.',
        );
      }),
    ),
  );
}

export const PACKS = Symbol('PACKS');

/** Makes the packs available everywhere; they are loaded in main, so that a bad one stops the start. */
@Global()
@Module({})
export class PacksModule {
  static forRoot(packs: Packs): DynamicModule {
    return { module: PacksModule, providers: [{ provide: PACKS, useValue: packs }], exports: [PACKS] };
  }
}
