import 'reflect-metadata';
import { readConfig } from '#platform/config/config.js';
import { openKeys } from '#platform/keys/load-keys.js';
import { loadInstruments } from '#platform/instruments/instruments.js';
import { HandrailLogger } from '#platform/log/logger.js';
import { loadPacks } from '#platform/packs/packs.js';
import { armFailPoint } from '#platform/process/fail-point.js';
import { explainStart } from '#platform/process/explain-start.js';
import { exitWhenOrphaned } from '#platform/process/orphan.js';
import { createApplication } from './application.js';
import { serveWeb } from './web.js';

exitWhenOrphaned();
try {
  const config = readConfig();
  armFailPoint(config.failAt);
  const logger = new HandrailLogger(config.logLevel, 'api');
  const app = await createApplication(config, openKeys(config), loadPacks(), {
    logger,
    instruments: loadInstruments(),
  });
  await serveWeb(app);
  await app.listen(config.port, config.host);
  logger.log('listening', { port: config.port });
} catch (error) {
  process.stderr.write(`${explainStart(error)}\n`);
  process.exit(1);
}
