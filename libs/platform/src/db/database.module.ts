import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { CONFIG, KEYS } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import type { Keys } from '../config/keys.js';
import { WRONG_PASSWORD } from '../process/explain-start.js';
import { AccessStore } from './access-store.js';
import { AuditTrail } from './audit-trail.js';
import { DatabaseGate } from './database-gate.js';
import { databaseUrlFor, type DatabaseRole } from './database-roles.js';
import { DatabaseBell } from './database-bell.js';
import { HintListener } from './hint-listener.js';
import { KeptForms } from './kept-forms.js';
import { KeyringGuard } from './keyring-guard.js';
import { Throttle } from './throttle.js';
import { OUTBOX_BELL, UnitOfWork } from './unit-of-work.js';
import { VAULT, VaultDoor } from './vault-door.js';
import { WindowStore } from './window-store.js';

const DATABASE_ROLE = Symbol('DATABASE_ROLE');

type RowClasses = (new () => object)[];

function options(
  config: Config,
  keys: Keys,
  role: DatabaseRole,
  rows: RowClasses,
  poolSize: number,
): TypeOrmModuleOptions {
  return {
    type: 'postgres',
    url: databaseUrlFor(config, keys, role),
    applicationName: `handrail-${role}`,
    entities: rows,
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize,
    connectTimeoutMS: 5_000,
    // A server that is away comes back; a wrong keyring does not mend itself.
    toRetry: (error: unknown) => (error as { code?: string }).code !== WRONG_PASSWORD,
    extra: { keepAlive: true, idleTimeoutMillis: 60_000 },
  };
}

/** Provides the doors; the connections behind them are reachable from nowhere else (dependency rule, test/tidy). */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private hasStarted = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly gate: DatabaseGate,
    @Inject(CONFIG) private readonly config: Config,
    private readonly trail: AuditTrail,
    @Inject(DATABASE_ROLE) private readonly role: DatabaseRole,
  ) {}

  static forRoot(role: 'api' | 'worker', rows: RowClasses, withVault: boolean): DynamicModule {
    const vault = withVault
      ? [
          TypeOrmModule.forRootAsync({
            name: VAULT,
            inject: [CONFIG, KEYS],
            useFactory: (config: Config, keys: Keys) =>
              options(config, keys, 'vault', [], Math.max(2, Math.ceil(config.poolSize / 2))),
          }),
        ]
      : [];
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [CONFIG, KEYS],
          useFactory: (config: Config, keys: Keys) => options(config, keys, role, rows, config.poolSize),
        }),
        ...vault,
      ],
      providers: [
        AuditTrail,
        DatabaseGate,
        UnitOfWork,
        ...(role === 'api' ? [AccessStore, WindowStore, HintListener, KeptForms, Throttle] : []),
        // The worker's keeper asks on its own login (KeyKeeperService).
        ...(withVault ? [VaultDoor, KeyringGuard] : []),
        { provide: OUTBOX_BELL, useClass: DatabaseBell },
        { provide: DATABASE_ROLE, useValue: role },
      ],
      exports: [
        UnitOfWork,
        ...(role === 'api' ? [AccessStore, WindowStore, HintListener, KeptForms, Throttle] : []),
        ...(withVault ? [VaultDoor] : []),
      ],
    };
  }

  /** Refuses what must not be served, then says in the audit that this process runs. */
  async onApplicationBootstrap(): Promise<void> {
    await this.gate.assertOpen(this.role);
    await this.uow.report({ action: 'process.started', detail: { pool_size: this.config.poolSize } });
    this.hasStarted = true;
  }

  /** A clean stop leaves no doubt about missing numbers: the verifier then tolerates none. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.hasStarted) return;
    await this.uow
      .report({ action: 'process.stopped', detail: { boot: this.trail.boot } })
      .catch(() => undefined);
  }
}
