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
  return await withServices(context, packs, { role: 'api', features: [feature] }, (find) =>
    work(find(service)),
  );
}

export interface Login {
  /** The login of the api knows the vault; that of the worker does not. */
  readonly role: 'api' | 'worker';
  readonly features: readonly Type[];
}

/** The same with any of the services, on the login of the api or of the worker. */
export async function withServices<T>(
  context: CliContext,
  packs: Packs,
  { role, features }: Login,
  work: (find: <S>(service: Type<S>) => S) => Promise<T>,
): Promise<T> {
  const root = {
    module: CommandModule,
    imports: [
      ConfigModule.forRoot(context.config, context.keys),
      PacksModule.forRoot(packs),
      DatabaseModule.forRoot(role, role === 'api' ? ROW_CLASSES : [], role === 'api'),
      ...features,
    ],
  };
  const app: INestApplicationContext = await NestFactory.createApplicationContext(root, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    return await work((service) => app.get(service, { strict: false }));
  } finally {
    await app.close().catch((error: Error) => Logger.error(error.message));
  }
}
