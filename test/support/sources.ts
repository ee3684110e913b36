import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', 'fixtures']);
const GENERATED = /(openapi\.json|openapi\.gen\.d\.ts|package-lock\.json)$/;

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The written files of the repository below these folders, without what is generated, installed or built. */
export function readSources(folders: readonly string[], ending: RegExp): SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(name);
      else if (entry.isFile() && ending.test(name) && !GENERATED.test(name)) {
        found.push({ path: name, text: readFileSync(path.join(ROOT, name), 'utf8') });
      }
    }
  };
  for (const folder of folders) walk(folder);
  return found;
}

export function readText(name: string): string {
  return readFileSync(path.join(ROOT, name), 'utf8');
}
