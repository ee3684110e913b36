// What people read and hear: every phrase in three languages with all its forms, each of them used, and none written
// into a screen by hand. Prints one line for each fault, as `file:line what`; another tree may be named as argument.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { phraseFaults } from './words/laws.mjs';
import { openSources } from './words/sources.mjs';
import { screenFaults } from './words/screens.mjs';
import { listsSaid, serverFaults } from './words/server.mjs';
import { useFaults } from './words/uses.mjs';

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const root = path.resolve(process.argv[2] ?? here);

const web = openSources(root, 'apps/web/tsconfig.json');
const catalogues = web.catalogues();
const faults = [
  ...phraseFaults(catalogues),
  ...useFaults(web, catalogues.en, listsSaid(root)),
  ...screenFaults(web),
  ...serverFaults(root),
];
for (const fault of new Set(faults)) console.log(fault);
console.log(`${catalogues.en.size} phrases, ${new Set(faults).size} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
