import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';
import type { Actor } from './actor.js';
import { translateDatabaseError } from './database-errors.js';
import { statementName, type Connection } from './tx.js';
import { begin } from './unit-of-work.js';

/**
 * The one change that is no event of its own: what somebody writes is kept again every few seconds under a name that was
 * kept, with its event, before (ADR 0030). It writes the author's own row and answers nothing but when.
 */
@Injectable()
export class KeptForms {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Keeps again; undefined where nothing was kept before, is too old, or is no longer the author's to see. */
  async again(
    actor: Actor,
    role: string,
    form: { readonly form: string; readonly sealed: Buffer; readonly version: number | null },
  ): Promise<Date | undefined> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection = (await runner.connect()) as Connection;
      try {
        await begin(connection, actor, role, 'care');
        const { rows } = await connection.query<{ kept_at: Date }>({
          name: statementName(AGAIN),
          text: AGAIN,
          values: [actor.account, form.form, form.sealed, form.version, LIMITS.kept_form_days],
        });
        await connection.query('commit');
        return rows[0]?.kept_at;
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

const AGAIN = `update access.kept_form set sealed = $3, version = $4, kept_at = clock_timestamp()
  where account_id = $1 and form = $2 and kept_at > now() - make_interval(days => $5) returning kept_at`;
