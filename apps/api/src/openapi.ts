import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { readConfig } from '#platform/config/config.js';
import { fixedRing, newKeyring } from '#platform/keys/keyring-contents.js';
import { loadPacks } from '#platform/packs/packs.js';
import { createApplication, describeApi } from './application.js';

/** Writes the OpenAPI document for the typed client of the web app; connects to nothing. */
const file = process.argv[2] ?? 'openapi.json';
const config = readConfig({
  DATABASE_URL_API: 'postgres://localhost/none',
  DATABASE_URL_VAULT: 'postgres://localhost/none',
});
const contents = newKeyring('');
const keys = { base: contents.base, ring: fixedRing(contents), directory: config.keysDirectory };
const app = await createApplication(config, keys, loadPacks(), {
  logger: false,
  preview: true,
});
writeFileSync(file, `${JSON.stringify(describeApi(app), null, 1)}\n`);
