import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const WHOLE = /@mantine\/core\/styles\.css$/;
const CLASS = /\bm_[0-9a-z]+\b/g;
/** Kits that draw with components of the core themselves. */
const KITS = ['dates', 'notifications', 'spotlight'];

const filesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Names that a source takes from the core. */
function namesTaken(source: string): string[] {
  const imports = source.matchAll(/import\s*\{([^}]*)\}\s*from\s*['"]@mantine\/core['"]/g);
  return [...imports].flatMap(([, names]) =>
    (names ?? '').split(',').map((name) => name.trim().replace(/\s+as\s.*$/, '')),
  );
}

/** The classes of every component that is reached from these names, by the imports of the components themselves. */
function classesOf(names: ReadonlySet<string>, esm: string): Set<string> {
  const files = filesIn(path.join(esm, 'components'), /^[A-Z]\w*\.mjs$/);
  const waiting = files.filter((file) => names.has(path.basename(file, '.mjs')));
  const seen = new Set<string>();
  const classes = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = readFileSync(file, 'utf8');
    if (file.endsWith('.module.mjs')) for (const [name] of source.matchAll(CLASS)) classes.add(name);
    for (const [, target] of source.matchAll(/from\s+"(\.[^"]+)"/g)) {
      const next = path.resolve(path.dirname(file), target ?? '');
      // What several components share, the body of a radio for one, lies beside them.
      if (/\/(?:components|utils)\//.test(next)) waiting.push(next);
    }
  }
  return classes;
}

/**
 * Of the styles of the component kit only those whose components are used, found by following the imports from our sources
 * through the kit: all of them would be the largest part of a first load. The order is that of the whole sheet.
 */
export function usedMantineStyles(): Plugin {
  return {
    name: 'handrail:used-mantine-styles',
    enforce: 'pre',
    load(id) {
      if (!WHOLE.test(id)) return null;
      const core = path.dirname(id);
      const kits = KITS.map((kit) => path.join(core, '..', kit, 'esm')).filter((folder) =>
        existsSync(folder),
      );
      const sources = [
        ...filesIn(path.join(here, 'src'), /\.tsx?$/),
        ...kits.flatMap((folder) => filesIn(folder, /\.mjs$/)),
      ];
      const names = new Set(sources.flatMap((file) => namesTaken(readFileSync(file, 'utf8'))));
      const used = classesOf(names, path.join(core, 'esm'));
      const whole = readFileSync(id, 'utf8');
      return filesIn(path.join(core, 'styles'), /^[A-Za-z-]+\.css$/)
        .map((file) => ({ file, css: readFileSync(file, 'utf8').trim() }))
        .filter(({ css }) => {
          const classes = css.match(CLASS);
          return classes === null || classes.some((name) => used.has(name));
        })
        .sort((one, other) => whole.indexOf(one.css.slice(0, 60)) - whole.indexOf(other.css.slice(0, 60)))
        .map(({ css }) => css)
        .join('\n');
    },
  };
}
