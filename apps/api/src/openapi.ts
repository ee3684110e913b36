import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readConfig } from '#platform/config/config.js';
import { loadPacks } from '#platform/packs/packs.js';
import { createApplication, describeApi } from './application.js';

/** Writes the OpenAPI document for the typed client of the web app; connects to nothing. */
const file = process.argv[2] ?? 'openapi.json';
const config = readConfig({
  DATABASE_URL_API: 'postgres://localhost/none',
  DATABASE_URL_VAULT: 'postgres://localhost/none',
});
const app = await createApplication(config, { root: randomBytes(32), file: undefined }, loadPacks(), {
  logger: false,
  preview: true,
});
writeFileSync(file, `${JSON.stringify(describeApi(app), null, 1)}\n`);
