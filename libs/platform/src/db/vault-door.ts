import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Actor } from './actor.js';
import { translateDatabaseError } from './database-errors.js';
import { assertSafeConnection } from './database-roles.js';
import { statementName, type Connection } from './tx.js';
import { begin } from './unit-of-work.js';

export const VAULT = 'vault';

export type VaultQuery = <T extends object>(text: string, values: unknown[]) => Promise<T[]>;

/**
 * The door to who a person is: another login, another pool, reading only, and only people the acting organisation knows.
 * It is opened after the audit of the look was committed by the door to case data; it writes no audit of its own.
 */
@Injectable()
export class VaultDoor implements OnApplicationBootstrap {
  constructor(@InjectDataSource(VAULT) private readonly dataSource: DataSource) {}

  /** Refuses to serve on a login that would see every identity there is. */
  async onApplicationBootstrap(): Promise<void> {
    await assertSafeConnection(
      { query: async (text, values) => ({ rows: await this.dataSource.query(text, values) }) },
      'vault',
    );
  }

  async read<T>(actor: Actor, work: (query: VaultQuery) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection = (await runner.connect()) as Connection;
      try {
        await begin(connection, actor, actor.roles[0] ?? 'public', 'care');
        const answer = await work(async <R extends object>(text: string, values: unknown[]) => {
          const result = await connection.query<R>({ name: statementName(text), text, values });
          return result.rows;
        });
        await connection.query('commit');
        return answer;
      } catch (error) {
        await connection.query('rollback').catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw translateDatabaseError(error);
    } finally {
      await runner.release();
    }
  }
}
