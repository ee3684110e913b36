import { Logger, Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ROW_CLASSES } from '#casework/row-classes.js';
import { ConfigModule } from '#platform/config/config.module.js';
import { DatabaseModule } from '#platform/db/database.module.js';
import { PacksModule, type Packs } from '#platform/packs/packs.js';
import type { CliContext } from './context.js';

@Module({})
class CommandModule {}

/** Runs a piece of work with a service of the casework libraries, on the login of the api, and closes everything after it. */
export async function withCasework<S, T>(
  context: CliContext,
  packs: Packs,
  feature: Type,
  service: Type<S>,
  work: (service: S) => Promise<T>,
): Promise<T> {
  const root = {
    module: CommandModule,
    imports: [
      ConfigModule.forRoot(context.config, context.keys),
      PacksModule.forRoot(packs),
      DatabaseModule.forRoot('api', ROW_CLASSES, true),
      feature,
    ],
  };
  const app: INestApplicationContext = await NestFactory.createApplicationContext(root, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    return await work(app.get(service, { strict: false }));
  } finally {
    await app.close().catch((error: Error) => Logger.error(error.message));
  }
}
