import type { DataSource } from 'typeorm';
import { translateDatabaseError } from './database-errors.js';
import { statementName, type Connection } from './tx.js';

/** Asks one question on a connection of its own, before anybody is known; for functions that answer one row at most. */
export async function askOnce<T extends object>(
  dataSource: DataSource,
  text: string,
  values: unknown[],
): Promise<T[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const connection = (await runner.connect()) as Connection;
    return (await connection.query<T>({ name: statementName(text), text, values })).rows;
  } catch (error) {
    throw translateDatabaseError(error);
  } finally {
    await runner.release();
  }
}
