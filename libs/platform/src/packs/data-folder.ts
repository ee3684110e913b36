import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError } from '../process/startup-error.js';

/** A folder of data files beside the package.json above this file: the same from the sources and from dist/. */
export function dataFolder(name: 'packs' | 'instruments'): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, name);
    if (existsSync(path.join(folder, 'package.json')) && existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder))
      throw new StartupError(
        `There is no folder "${name}" above ${here}.`,
        `Install Handrail with its ${name}/ folder.`,
      );
  }
}

/** Makes what was read from files unchangeable, to the last member. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
