import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';
import type { Keys } from './keys.js';

export const CONFIG = Symbol('CONFIG');
export const KEYS = Symbol('KEYS');

/** Makes the configuration and the keys of the process available; read once in main, never from the environment again. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config, keys: Keys): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: KEYS, useValue: keys },
      ],
      exports: [CONFIG, KEYS],
    };
  }
}
