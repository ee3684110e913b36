// Writes docs/charter.md and docs/handoff.md from the built charter: npm run docs:charter
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const charter = path.join(root, 'dist', 'libs', 'domain', 'src', 'charter');
const load = (name) => import(pathToFileURL(path.join(charter, name)).href);

const { charterDocument } = await load('charter-document.js');
const { handoffDocument } = await load('handoff-document.js');
mkdirSync(path.join(root, 'docs'), { recursive: true });
for (const [name, text] of [
  ['charter.md', charterDocument()],
  ['handoff.md', handoffDocument()],
]) {
  writeFileSync(path.join(root, 'docs', name), text);
  console.log(`Written: ${path.join('docs', name)}`);
}
