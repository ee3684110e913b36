import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, KEYS } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { epochsDue, epochsToTell } from '#platform/erasure/epochs-due.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { Keeper } from '#platform/keys/keeper.js';
import { KeyRotation } from '#platform/keys/key-rotation.js';
import { KeyWork } from '#platform/keys/key-work.js';
import { assertKeyringFits, readKeyringRecord } from '#platform/keys/keyring-record.js';
import { keyringFileOf } from '#platform/keys/load-keys.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { codeOf, within } from './within.js';

const LOOK_EVERY_MS = 1_000;
/** Somebody may come in under a key that was followed a moment before; a quiet house is asked once a minute. */
const LOOKS_PER_ROUND = 60;
const DRAIN_MS_MAX = 8_000;
const LOOKS_PER_DAY = 86_400;

/**
 * Takes people along after a rotation, in the background: as soon as the keyring has another generation, and once a minute
 * to pick up whoever was left behind. Refuses to start with a keyring that does not fit the database.
 */
@Injectable()
export class KeyKeeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('keys');
  private readonly keeper: Keeper;
  private readonly work: KeyWork;
  private readonly rotation: KeyRotation;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;
  private generation = 0;
  private isStopped = false;
  private complaint = '';

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {
    this.keeper = new Keeper(config, keys);
    this.rotation = new KeyRotation(keyringFileOf({ ...config, keysDirectory: keys.directory }), this.keeper);
    this.work = new KeyWork(this.keeper, new VaultKeys(keys.ring), this.rotation);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.keeper.assertSafe();
    const record = await this.keeper.with((client) => readKeyringRecord(client));
    assertKeyringFits(record, this.keys.ring.reload(), this.keys.directory);
    // A command that was killed may have left its last step to do; one that runs at this moment does it itself.
    await this.rotation.settle().catch((error: Error) => this.log.warn(`the keyring: ${error.message}`));
    this.tellDue();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** The batch under way is finished; no further one is taken. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await within(DRAIN_MS_MAX, this.running ?? Promise.resolve()).catch(() => undefined);
    await this.keeper.end();
  }

  /** Certificates say a day; destroying makes older backups unreadable, so a person does it, and is told in time, once a day. */
  private tellDue(): void {
    const due = epochsDue(this.keys.ring.contents().epochs, ErasureLedger.of(this.keys).read());
    for (const one of epochsToTell(due, Date.now()))
      this.log.warn(
        'the key of an epoch has to be destroyed: rotate, back up, destroy (docs/backup.md)',
        one,
      );
  }

  private look(): void {
    if (this.running || this.isStopped) return;
    this.looks += 1;
    if (this.looks % LOOKS_PER_DAY === 0) this.tellDue();
    const { generation } = this.keys.ring.contents();
    if (generation === this.generation && this.looks % LOOKS_PER_ROUND !== 0) return;
    this.running = this.work
      .run({ isStopping: () => this.isStopped })
      .then(({ failed }) => {
        this.generation = generation;
        this.complaint = '';
        if (failed > 0) this.log.error('the keys of some people do not open', { count: failed });
      })
      .catch((error: unknown) => {
        const code = codeOf(error);
        if (code !== this.complaint && !this.isStopped)
          this.log.warn('people could not be taken along', { code });
        this.complaint = code;
      })
      .then(() => (this.running = undefined));
  }
}
