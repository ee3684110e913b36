import type { DataSource, ObjectLiteral } from 'typeorm';
import { must } from '#domain/must.js';
import type { Actor } from './actor.js';
import { uuidv7 } from './audit-trail.js';

/** The part of a PostgreSQL client that the door uses. */
export interface Connection {
  query<T>(query: {
    text: string;
    values?: unknown[];
    name?: string;
  }): Promise<{ rows: T[]; rowCount: number | null }>;
  query(text: string): Promise<{ rows: Record<string, unknown>[] } | { rows: Record<string, unknown>[] }[]>;
  escapeLiteral(text: string): string;
}

type RowClass<T> = new () => T;

/** Statements are prepared once per connection under a name; the texts are constants of the code, so the names are few. */
const STATEMENT_NAMES = new Map<string, string>();

export function statementName(text: string): string {
  let name = STATEMENT_NAMES.get(text);
  if (name === undefined) STATEMENT_NAMES.set(text, (name = `h${STATEMENT_NAMES.size}`));
  return name;
}

/** What a piece of work may do inside the door: query, write rows, tell others, and say whom it is about. */
export class Tx {
  readonly outbox: { topic: string; payload: Record<string, string> }[] = [];
  readonly detail: Record<string, unknown> = {};

  constructor(
    private readonly connection: Connection,
    private readonly dataSource: DataSource,
    readonly actor: Actor,
    /** The database's clock at the beginning of the transaction. */
    readonly now: Date,
    /** Whom the action is about; the door keeps the list, so that a refusal names them too. */
    readonly subjects: string[] = [],
  ) {}

  /** The organisation that acts; a broken invariant where an action has none. */
  get organisation(): string {
    must(this.actor.organisation !== null, 'the acting organisation is known');
    return this.actor.organisation;
  }

  /** The client who acts; a broken invariant where somebody else does. */
  get client(): string {
    must(this.actor.client !== undefined, 'the acting client is known');
    return this.actor.client;
  }

  async query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    const result = await this.connection.query<T>({ name: statementName(text), text, values });
    return result.rows;
  }

  /** The one row, or undefined; more than one is a broken invariant. */
  async maybe<T extends object>(text: string, values: unknown[] = []): Promise<T | undefined> {
    const rows = await this.query<T>(text, values);
    must(rows.length <= 1, 'at most one row answers');
    return rows[0];
  }

  async one<T extends object>(text: string, values: unknown[] = []): Promise<T> {
    const row = await this.maybe<T>(text, values);
    must(row !== undefined, 'one row answers');
    return row;
  }

  /** Inserts one row; the row class names table and columns, members that are undefined take the column's default. */
  async insert<T extends ObjectLiteral>(row: RowClass<T>, values: Partial<T>): Promise<void> {
    const columns = Object.keys(values).filter((key) => values[key] !== undefined);
    const table = this.dataSource.getMetadata(row).tablePath;
    const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
    await this.query(
      text,
      columns.map((column) => values[column] as unknown),
    );
  }

  /** A new key in time order (uuidv7 of the database's clock). */
  newId(): string {
    return uuidv7(this.now);
  }

  /** A message for the worker, committed with the change; ids only, never who or what. */
  emit(topic: string, payload: Record<string, string>): void {
    this.outbox.push({ topic, payload });
  }

  /** Names whom the action is about, by the pseudonym of the audit. */
  about(...subjects: (string | null | undefined)[]): void {
    for (const subject of subjects) if (subject) this.subjects.push(subject);
  }

  /** Adds neutral facts to the audit entry: codes, states, counts. */
  note(facts: Record<string, unknown>): void {
    Object.assign(this.detail, facts);
  }
}
