import type pg from 'pg';

interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One `COPY … FROM STDIN` on a connection of pg, which speaks the protocol but has no call of its own for it. */
class CopyIn {
  readonly done: Promise<void>;
  private settle!: { resolve: () => void; reject: (error: Error) => void };
  private failure: Error | undefined;

  constructor(
    private readonly text: string,
    private readonly rows: Buffer,
  ) {
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: CopyConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.rows);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.settle.reject(error);
  }

  handleCommandComplete(): void {
    // The end is told by the server being ready again.
  }

  handleReadyForQuery(): void {
    if (!this.failure) this.settle.resolve();
  }
}

/** Rows of one table on their way into the database, in the text format of COPY. */
export class TableCopy {
  private lines: string[] = [];

  constructor(
    readonly table: string,
    readonly columns: readonly string[],
  ) {}

  /** Adds a row; values are plain texts without tabs and backslashes, null is the missing value. */
  add(...values: (string | number | null)[]): void {
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : '\t') + (values[i] ?? '\\N');
    this.lines.push(line);
  }

  async flush(client: pg.Client): Promise<void> {
    if (this.lines.length === 0) return;
    const rows = Buffer.from(`${this.lines.join('\n')}\n`);
    this.lines = [];
    const copy = new CopyIn(`copy ${this.table} (${this.columns.join(', ')}) from stdin`, rows);
    client.query(copy as unknown as pg.Submittable);
    await copy.done;
  }
}
