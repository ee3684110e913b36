import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '#platform/config/config.js';
import { openKeys } from '#platform/keys/load-keys.js';
import { HandrailLogger } from '#platform/log/logger.js';
import { armFailPoint } from '#platform/process/fail-point.js';
import { explainStart } from '#platform/process/explain-start.js';
import { exitWhenOrphaned } from '#platform/process/orphan.js';
import { WorkerModule } from './worker.module.js';

/** A Redis that is away never answers the client's goodbye; everything of ours has ended long before this. */
const LEAVE_MS_MAX = 18_000;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => setTimeout(() => process.exit(0), LEAVE_MS_MAX).unref());

exitWhenOrphaned();
try {
  const config = readConfig();
  armFailPoint(config.failAt);
  const logger = new HandrailLogger(config.logLevel, 'worker');
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, openKeys(config)), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  logger.log('working');
} catch (error) {
  process.stderr.write(`${explainStart(error)}\n`);
  process.exit(1);
}
