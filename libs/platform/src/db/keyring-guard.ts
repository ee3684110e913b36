import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { KEYS } from '../config/config.module.js';
import type { Keys } from '../config/keys.js';
import { assertKeyringFits, readKeyringRecord } from '../keys/keyring-record.js';

/** Refuses to serve with a keyring that is not this database's, or is older than it: what it sealed could not be opened. */
@Injectable()
export class KeyringGuard implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const record = await readKeyringRecord({
      query: async (text, values) => ({ rows: await this.dataSource.query(text, values) }),
    });
    assertKeyringFits(record, this.keys.ring.reload(), this.keys.directory);
  }
}
