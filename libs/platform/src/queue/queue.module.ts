import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule } from '@nestjs/common';
import { createPostgresBackend, Queue, withBackend, Worker, type QueueOptions } from 'bullmq';
import type { Config } from '../config/config.js';
import type { Keys } from '../config/keys.js';
import { databaseUrlFor } from '../db/database-roles.js';
import { QUEUE_SCHEMA } from '../db/migrate.js';

/** The queue of all messages of the outbox; its jobs carry ids only. */
export const MESSAGES = 'messages';

/** How long until the next try to reach Redis again; BullMQ's own pause grows to twenty seconds, and messages wait for it. */
function reconnectAfterMs(failures: number): number {
  return Math.min(200 * failures, 2_000);
}

/**
 * BullMQ as the alarm clock: on PostgreSQL unless REDIS_URL is set (ADR 0008). The classes are chosen before any module
 * is built, because @nestjs/bullmq knows no option for the backend.
 */
export function queueModules(config: Config, keys: Keys): DynamicModule[] {
  const classes = config.redisUrl ? { Queue, Worker } : withBackend(createPostgresBackend);
  BullModule.queueClass = classes.Queue as unknown as typeof Queue;
  BullModule.workerClass = classes.Worker as unknown as typeof Worker;
  const connection = config.redisUrl
    ? { url: config.redisUrl, maxRetriesPerRequest: null, retryStrategy: reconnectAfterMs }
    : {
        connectionString: databaseUrlFor(config, keys, 'worker'),
        schema: QUEUE_SCHEMA,
        max: 4,
        skipMigrations: true,
      };
  return [
    BullModule.forRoot({ connection: connection as QueueOptions['connection'] }),
    BullModule.registerQueue({
      name: MESSAGES,
      // What became of a message stands in the outbox; an ended job that stayed could only be in the way of its next one.
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    }),
  ];
}
