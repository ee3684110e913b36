// Writes docs/charter.md from the built charter: npm run docs:charter
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const built = path.join(root, 'dist', 'libs', 'domain', 'src', 'charter', 'charter-document.js');
const { charterDocument } = await import(pathToFileURL(built).href);
const page = path.join(root, 'docs', 'charter.md');
mkdirSync(path.dirname(page), { recursive: true });
writeFileSync(page, charterDocument());
console.log(`Written: ${path.relative(root, page)}`);
